/** Places words where they cover each other and the arrows least. */
import type { Point } from './topology.ts';

export interface Box {
	x: number;
	y: number;
	width: number;
	height: number;
}

export interface Placed {
	text: string;
	/** Middle of the word, on its base line. */
	at: Point;
}

const overlap = (a: Box, b: Box) =>
	Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) *
	Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));

export function around([x, y]: Point, radius: number): Box {
	return { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius };
}

export class WordPlacer {
	private readonly taken: Box[] = [];
	private readonly words: Box[] = [];

	constructor(
		private readonly width: number,
		private readonly height: number,
		private readonly measure: (text: string, bold: boolean) => number,
	) {}

	/** Keeps words off a place. */
	take(point: Point, radius: number): void {
		this.taken.push(around(point, radius));
	}

	/** The best of several places, in order of liking; nothing when each covers more than `bearable` of the word. */
	place(text: string, spots: Point[], bold: boolean, bearable: number, avoid: Box[] = []): Placed | undefined {
		const others = [...this.taken, ...avoid];
		const [w, h] = [this.measure(text, bold) + 4, 18];
		let best: { box: Box; covered: number; cost: number; at: Point } | undefined;
		spots.forEach(([cx, cy], n) => {
			const x = Math.min(Math.max(cx, w / 2 + 2), this.width - w / 2 - 2);
			const y = Math.min(Math.max(cy, h / 2 + 2), this.height - h / 2 - 2);
			const box = { x: x - w / 2, y: y - h / 2, width: w, height: h };
			// A word under another cannot be read, a word over a line can.
			const under = this.words.reduce((all, word) => all + overlap(box, word), 0) * 8;
			const covered = others.reduce((all, other) => all + overlap(box, other), under) / (w * h);
			const cost = covered + n * 0.02;
			if (!best || cost < best.cost) best = { box, covered, cost, at: [x, y + 5] };
		});
		if (!best || best.covered > bearable) return undefined;
		this.words.push(best.box);
		return { text, at: best.at };
	}

	/** Right, left, below, above of a place, then the corners. */
	beside([x, y]: Point, text: string, gap: number): Point[] {
		const half = this.measure(text, false) / 2 + gap;
		return [
			[x + half, y],
			[x, y + gap + 10],
			[x - half, y],
			[x, y - gap - 10],
			[x + half * 0.9, y + gap + 6],
			[x - half * 0.9, y + gap + 6],
			[x + half * 0.9, y - gap - 6],
			[x - half * 0.9, y - gap - 6],
		];
	}
}
