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
		const rings = geometry.arcs.flatMap((polygon) => polygon.map(ring));
		const all = rings.flat();
		const lon = all.map((point) => point[0]);
		const lat = all.map((point) => point[1]);
		const box = [Math.min(...lon), Math.min(...lat), Math.max(...lon), Math.max(...lat)] as const;
		return { code: geometry.id, at: geometry.properties.at, rings, box };
	});
}
