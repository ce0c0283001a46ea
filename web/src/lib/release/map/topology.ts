/** Reads the one TopoJSON file we ship: shared arcs of whole steps, polygons as lists of arcs. */

export type Point = readonly [number, number];

interface Geometry {
	id?: string;
	arcs: number[][][];
	properties: { at: Point };
}

interface Topology {
	arcs: [number, number][][];
	transform: { scale: Point; translate: Point };
	objects: { countries: { geometries: Geometry[] } };
}

export interface Country {
	/** ISO alpha-2; nothing for a place that has no code. */
	code: string | undefined;
	/** Degrees: where its arrows begin and end. */
	at: Point;
	/** Rings in degrees. */
	rings: Point[][];
	/** West, south, east, north. */
	box: readonly [number, number, number, number];
}

/** An arc's points in degrees: each step goes on from the last. */
function points(arc: [number, number][], { scale, translate }: Topology['transform']): Point[] {
	let x = 0;
	let y = 0;
	return arc.map(([dx, dy]) => {
		x += dx;
		y += dy;
		return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
	});
}

/** A ring that crosses the date line goes on beyond 180 degrees instead of leaping to the other side of the map. */
function whole(ring: Point[]): Point[] {
	let turn = 0;
	const unrolled = ring.map(([lon, lat], n): Point => {
		const leap = n === 0 ? 0 : lon - ring[n - 1]![0];
		if (Math.abs(leap) > 180) turn -= Math.sign(leap) * 360;
		return [lon + turn, lat];
	});
	const middle = unrolled.reduce((sum, [lon]) => sum + lon, 0) / unrolled.length;
	const back = Math.round(middle / 360) * 360;
	return back ? unrolled.map(([lon, lat]) => [lon - back, lat]) : unrolled;
}

export function readCountries(text: string): Country[] {
	const topology = JSON.parse(text) as Topology;
	const arcs = topology.arcs.map((arc) => points(arc, topology.transform));
	// A negative number is the arc ~n read backwards; the first point of a following arc repeats the last.
	const ring = (numbers: number[]): Point[] =>
		numbers.flatMap((n, i) => {
			const arc = n >= 0 ? arcs[n]! : [...arcs[~n]!].reverse();
			return i === 0 ? arc : arc.slice(1);
		});
	return topology.objects.countries.geometries.map((geometry) => {
		const rings = geometry.arcs.flatMap((polygon) => polygon.map((numbers) => whole(ring(numbers))));
		const all = rings.flat();
		const lon = all.map((point) => point[0]);
		const lat = all.map((point) => point[1]);
		const box = [Math.min(...lon), Math.min(...lat), Math.max(...lon), Math.max(...lat)] as const;
		return { code: geometry.id, at: geometry.properties.at, rings, box };
	});
}
