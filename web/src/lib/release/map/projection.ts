/** From degrees to a picture. Both projections keep areas, so that no country looks more important than it is. */
import type { View } from '../types.ts';
import type { Point } from './topology.ts';

const radians = Math.PI / 180;

/** Equal Earth (Šavrič, Patterson and Jenny 2018). */
function equalEarth([lon, lat]: Point): Point {
	const [a1, a2, a3, a4] = [1.340264, -0.081106, 0.000893, 0.003796];
	const m = Math.sqrt(3) / 2;
	const l = Math.asin(m * Math.sin(lat * radians));
	const l2 = l * l;
	const l6 = l2 * l2 * l2;
	const x = (lon * radians * Math.cos(l)) / (m * (a1 + 3 * a2 * l2 + l6 * (7 * a3 + 9 * a4 * l2)));
	return [x, -l * (a1 + a2 * l2 + l6 * (a3 + a4 * l2))];
}

/** Albers' conic with two standard parallels, about a central meridian (Snyder 1987, page 100). */
function albers(meridian: number, south: number, north: number): (point: Point) => Point {
	const s = Math.sin(south * radians);
	const n = (s + Math.sin(north * radians)) / 2;
	const c = Math.cos(south * radians) ** 2 + 2 * n * s;
	return ([lon, lat]) => {
		const away = ((lon - meridian + 540) % 360) - 180;
		const rho = Math.sqrt(Math.max(c - 2 * n * Math.sin(lat * radians), 0)) / n;
		return [rho * Math.sin(n * away * radians), rho * Math.cos(n * away * radians)];
	};
}

export interface Frame {
	project: (point: Point) => Point;
	/** In the projection's units. */
	left: number;
	top: number;
	width: number;
	/** Height of the picture for a width of 1. */
	ratio: number;
	/** Countries whose box does not meet this one are not drawn: west, south, east, north. */
	box: readonly [number, number, number, number];
	/** Where arrows of a country end in this view, when that is not its usual place. */
	places: Readonly<Record<string, Point>>;
}

function frame(
	project: Frame['project'],
	edges: [Point, Point, Point, Point],
	box: Frame['box'],
	places: Frame['places'] = {},
): Frame {
	const [left, top, right, bottom] = edges;
	const x = project(left)[0];
	const y = project(top)[1];
	const width = project(right)[0] - x;
	return { project, left: x, top: y, width, ratio: (project(bottom)[1] - y) / width, box, places };
}

/** What each view shows, by points on its left, top, right and bottom edge. */
export const frames: Record<View, Frame> = {
	world: frame(equalEarth, [[-167, 62], [0, 76], [178, -38], [0, -55]], [-180, -90, 180, 90]),
	central_asia: frame(
		albers(66.5, 38, 50),
		[[45.5, 42], [66.5, 57.5], [89, 44], [66.5, 33.5]],
		[25, 20, 110, 75],
		{ RU: [59, 61], AF: [66, 30] },
	),
};

/** Degrees to pixels of a picture of this width. */
export function toPixels(of: Frame, width: number): (point: Point) => Point {
	const scale = width / of.width;
	return (point) => {
		const [x, y] = of.project(point);
		return [(x - of.left) * scale, (y - of.top) * scale];
	};
}
