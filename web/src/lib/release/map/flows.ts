/** Arrows between countries: where they run, how wide they are, and where their words stand. */
import type { CountRow } from '../types.ts';
import type { Sheet } from './geography.ts';
import type { Point } from './topology.ts';

export interface Flow {
	from: string;
	to: string;
	/** Nothing: hidden. */
	people: number | null;
}

export interface Arrow extends Flow {
	path: string;
	head: string;
	width: number;
	/** Where the count stands best, best first. */
	spots: Point[];
	/** Places along it, for keeping words off it. */
	track: Point[];
}

/** The end of arrows to or from a country outside the picture. */
export interface Edge {
	code: string;
	at: Point;
	inwards: boolean;
}

export interface Drawing {
	arrows: Arrow[];
	/** Countries inside the picture with an arrow, and where. */
	places: Map<string, Point>;
	edges: Edge[];
}

const margin = 14;

const between = (a: Point, b: Point, t: number): Point => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
const distance = (a: Point, b: Point) => Math.hypot(b[0] - a[0], b[1] - a[1]);
const text = (points: Point[]) => points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`);

function inside([x, y]: Point, sheet: Sheet): boolean {
	return x >= 0 && y >= 0 && x <= sheet.width && y <= sheet.height;
}

/** Where the line from `from` to a point outside leaves the picture. */
function atEdge(from: Point, to: Point, sheet: Sheet): Point {
	const cut = (value: number, delta: number, size: number) =>
		delta > 0 ? (size - margin - value) / delta : delta < 0 ? (margin - value) / delta : Infinity;
	const t = Math.min(cut(from[0], to[0] - from[0], sheet.width), cut(from[1], to[1] - from[1], sheet.height));
	return between(from, to, Math.max(0, Math.min(1, t)));
}

const headLength = (width: number) => 7 + width * 1.1;

/** A triangle at the end of a line that arrives in direction `angle`. */
function head(tip: Point, angle: number, width: number): { head: string; base: Point } {
	const length = headLength(width);
	const half = 4 + width * 0.75;
	const base: Point = [tip[0] - Math.cos(angle) * length, tip[1] - Math.sin(angle) * length];
	const [sx, sy] = [-Math.sin(angle) * half, Math.cos(angle) * half];
	const corners: Point[] = [tip, [base[0] + sx, base[1] + sy], [base[0] - sx, base[1] - sy]];
	// The line ends a little inside its head, so that no gap shows.
	return { head: `M${text(corners).join('L')}Z`, base: between(base, tip, 0.15) };
}

function curve(flow: Flow, a: Point, b: Point, width: number, gap: number): Arrow {
	const span = distance(a, b);
	const bend = Math.min(span * 0.16, 56);
	// Always to the right of the way, so that there and back are two lines.
	const control: Point = [
		(a[0] + b[0]) / 2 - ((b[1] - a[1]) / (span || 1)) * bend,
		(a[1] + b[1]) / 2 + ((b[0] - a[0]) / (span || 1)) * bend,
	];
	const angle = Math.atan2(b[1] - control[1], b[0] - control[0]);
	const tip: Point = [b[0] - Math.cos(angle) * gap, b[1] - Math.sin(angle) * gap];
	const end = head(tip, angle, width);
	const at = (t: number): Point => between(between(a, control, t), between(control, end.base, t), t);
	/** Off the line, for an arrow that is shorter than its count. */
	const beside = (side: number): Point => {
		const [x, y] = at(0.5);
		const away = side * (width / 2 + 14);
		return [x - ((b[1] - a[1]) / (span || 1)) * away, y + ((b[0] - a[0]) / (span || 1)) * away];
	};
	const track = Array.from({ length: 25 }, (_, n) => at(n / 24));
	return {
		...flow,
		path: `M${text([a])[0]}Q${text([control, end.base]).join(' ')}`,
		head: end.head,
		width,
		spots: [...[0.5, 0.4, 0.6, 0.3, 0.7].map(at), beside(1), beside(-1)],
		track,
	};
}

/** A ring that leaves a country and comes back. It stands where it meets the fewest other arrows. */
function ring(flow: Flow, place: Point, others: Point[], sheet: Sheet, width: number, radius: number): Arrow {
	const reach = radius + width / 2 + 5;
	const centerAt = (angle: number): Point => [place[0] + Math.cos(angle) * reach, place[1] + Math.sin(angle) * reach];
	const cost = (angle: number) => {
		const center = centerAt(angle);
		const met = others.filter((other) => distance(other, center) < reach + 6).length;
		const cut = Math.min(center[0], center[1], sheet.width - center[0], sheet.height - center[1]) < reach ? 100 : 0;
		return met + cut;
	};
	const angles = [-0.25, -0.75, 0.25, 0.75, -0.5, 0, 1, 0.5].map((part) => part * Math.PI);
	const best = angles.reduce((a, b) => (cost(b) < cost(a) ? b : a));
	const center = centerAt(best);
	const on = (angle: number): Point => [center[0] + Math.cos(angle) * radius, center[1] + Math.sin(angle) * radius];
	// The opening looks at the country; the head is a chord of the ring, so that it lies on it.
	const back = best + Math.PI;
	const tip = on(back - 0.1);
	const foot = on(back - 0.1 - headLength(width) / radius);
	const end = head(tip, Math.atan2(tip[1] - foot[1], tip[0] - foot[0]), width);
	return {
		...flow,
		path: `M${text([on(back + 0.55)])[0]}A${radius},${radius} 0 1 1 ${text([foot])[0]}`,
		head: end.head,
		width,
		spots: [center],
		track: Array.from({ length: 8 }, (_, n) => on((n / 4) * Math.PI)),
	};
}

/** Both ends must be known; who they are otherwise stands in the table. */
export function flows(rows: CountRow[]): Flow[] {
	return rows.map((row) => ({ from: row.key[0] ?? '', to: row.key[1] ?? '', people: row.people }));
}

/** `thickest` is the width of the largest flow where there is room for it. */
export function draw(list: Flow[], sheet: Sheet, thickest = 14): Drawing {
	const most = Math.max(1, ...list.map((flow) => flow.people ?? 0));
	const widest = Math.min(thickest, Math.max(thickest / 2, sheet.width / 52));
	const width = (people: number | null) => (people === null ? 1.5 : Math.max(1.5, (people / most) * widest));
	const places = new Map<string, Point>();
	const edges: Edge[] = [];
	const arrows: Arrow[] = [];

	/** The end that lies in the picture, or the place at its edge. */
	const end = (code: string, at: Point, other: Point, inwards: boolean): Point => {
		if (inside(at, sheet)) {
			places.set(code, at);
			return at;
		}
		const edge = atEdge(other, at, sheet);
		if (!edges.some((one) => one.code === code && one.inwards === inwards)) edges.push({ code, at: edge, inwards });
		return edge;
	};

	for (const flow of list.filter((one) => one.from !== one.to)) {
		const from = sheet.place(flow.from);
		const to = sheet.place(flow.to);
		if (!from || !to || (!inside(from, sheet) && !inside(to, sheet))) continue;
		const a = end(flow.from, from, to, true);
		const b = end(flow.to, to, from, false);
		arrows.push(curve(flow, a, b, width(flow.people), inside(to, sheet) ? 7 : 0));
	}
	const passing = () => [...arrows.flatMap((arrow) => arrow.track), ...places.values()];
	for (const flow of list.filter((one) => one.from === one.to)) {
		const place = sheet.place(flow.from);
		if (!place || !inside(place, sheet)) continue;
		places.set(flow.from, place);
		const wide = Math.min(width(flow.people), widest * 0.75);
		const radius = (sheet.width < 480 ? 9 : 14) + wide * 0.9;
		arrows.push(ring(flow, place, passing(), sheet, wide, radius));
	}
	return { arrows, places, edges };
}
