/** What the buttons of the editor write into the text of a story. The server reads it strictly (src/bulletin/body.h). */

/** What goes in place of a part of the text, and what is selected afterwards. */
export interface Writing {
	from: number;
	to: number;
	text: string;
	/** From the beginning of what was written. */
	select: [number, number];
}

/** Signs that mean something stand for themselves after a backslash. */
export const plain = (words: string): string => words.replaceAll(/[\\*{}[\]]/g, '\\$&').replaceAll(/\s+/g, ' ').trim();

/** Words between marks; a mark may not touch a space, nor go over a line. */
export function between(text: string, from: number, to: number, mark: string, otherwise: string): Writing {
	const chosen = text.slice(from, to);
	const inside = chosen.trim();
	const fits = inside !== '' && !/[\n*{]/.test(inside);
	const words = fits ? inside : otherwise;
	const [start, end] = fits ? [from + chosen.indexOf(inside), from + chosen.indexOf(inside) + inside.length] : [to, to];
	return { from: start, to: end, text: mark + words + mark, select: [mark.length, mark.length + words.length] };
}

/** The lines that the selection touches, each with a mark before it; `- ` and `> ` before words, `## ` for a heading. */
export function marked(text: string, from: number, to: number, mark: string, otherwise: string): Writing {
	const start = text.lastIndexOf('\n', from - 1) + 1;
	const after = text.indexOf('\n', to);
	const end = after === -1 ? text.length : after;
	const lines = text.slice(start, end).split('\n');
	const bare = lines.map((line) => line.replace(/^\s*(##|-|>)\s+/, ''));
	const again = lines.every((line) => line.trimStart().startsWith(mark));
	if (bare.length === 1 && bare[0]!.trim() === '') return { from: start, to: end, text: mark + otherwise, select: [mark.length, mark.length + otherwise.length] };
	const written = (again ? bare : bare.map((line) => (line.trim() === '' ? line : mark + line))).join('\n');
	return { from: start, to: end, text: written, select: [written.length, written.length] };
}

/** On a line of its own, after the line of the caret; on that line where nothing stands there. */
export function alone(text: string, at: number, line: string): Writing {
	const start = text.lastIndexOf('\n', at - 1) + 1;
	const after = text.indexOf('\n', at);
	const end = after === -1 ? text.length : after;
	const free = text.slice(start, end).trim() === '';
	const [from, to] = free ? [start, end] : [end, end];
	const written = (free ? '' : '\n') + line + (text.slice(to).trim() === '' ? '\n' : '');
	return { from, to, text: written, select: [written.length, written.length] };
}

/** Within a line, or alone where the line is free. */
export function within(text: string, from: number, to: number, words: string): Writing {
	const start = text.lastIndexOf('\n', from - 1) + 1;
	const after = text.indexOf('\n', to);
	if (text.slice(start, after === -1 ? text.length : after).trim() === '') return alone(text, from, words);
	return { from, to, text: words, select: [words.length, words.length] };
}

/** The ids of its figures, each once, in the order of the text. */
export const figuresIn = (body: string): string[] => [...new Set([...body.matchAll(/(?<!\\)\{figure:([0-9a-f-]{36})\}/g)].map(([, id]) => id!))];

/** What stands in a text by reference and is not printed: of testimonies and of pictures. A typed quote is always printed. */
export function leftOut(body: string, printed: { kind: string }[]): { testimonies: number; pictures: number } {
	const lines = body.split('\n').map((line) => line.trim());
	const quoted = (line: string | undefined) => !!line?.startsWith('>') && !line.slice(1).trim().startsWith('— ');
	const typed = lines.filter((line, n) => quoted(line) && !quoted(lines[n - 1])).length;
	const count = (start: string) => lines.filter((line) => line.startsWith(start) && line.endsWith('}')).length;
	const of = (kind: string) => printed.filter((block) => block.kind === kind).length;
	return { testimonies: Math.max(0, count('{testimony:') + typed - of('quote')), pictures: Math.max(0, count('{picture:') - of('picture')) };
}

const pictureLine = /^[ \t]*\{picture:([^{}\s]{1,40})\}[ \t]*$/;
/** Its pictures under another name each; a line whose picture is gone goes too. */
export function withPictures(body: string, named: (was: string) => string | undefined): string {
	return body
		.split('\n')
		.flatMap((line) => {
			const was = pictureLine.exec(line)?.[1];
			if (was === undefined) return [line];
			const name = named(was);
			return name === undefined ? [] : [`{picture:${name}}`];
		})
		.join('\n');
}
