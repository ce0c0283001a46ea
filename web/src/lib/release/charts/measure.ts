/** How much room words take, and ticks at round numbers. */

let pen: CanvasRenderingContext2D | null | undefined;

/** Pixels of a text in the page's font. */
export function textWidth(text: string, size = 15, weight = 400): number {
	pen ??= document.createElement('canvas').getContext('2d');
	if (!pen) return text.length * size * 0.5;
	pen.font = `${weight} ${size}px ${getComputedStyle(document.documentElement).fontFamily}`;
	return pen.measureText(text).width;
}

/** The text in lines no wider than `width`; a longer single word is left whole. */
export function wrap(text: string, width: number, size = 15): string[] {
	const lines: string[] = [];
	for (const word of text.split(' ')) {
		const last = lines.at(-1);
		if (last !== undefined && textWidth(`${last} ${word}`, size) <= width) lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(word);
	}
	return lines;
}

/** Round numbers from 0 up to at least `most`, about `wanted` of them. */
export function ticks(most: number, wanted: number): number[] {
	const rough = Math.max(most, 1) / wanted;
	const power = 10 ** Math.floor(Math.log10(rough));
	const step = Math.max(1, ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power);
	return Array.from({ length: Math.ceil(Math.max(most, 1) / step) + 1 }, (_, n) => n * step);
}
