/** A chart as a file: SVG or PNG, with its title, caveat and source, so that it never travels without them. */

const namespace = 'http://www.w3.org/2000/svg';
const kept = [
	'fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'stroke-linejoin',
	'paint-order', 'font-family', 'font-size', 'font-weight', 'text-anchor',
] as const;

/** What a shape has without being told. */
const plain: Partial<Record<(typeof kept)[number], string>> = {
	'fill-opacity': '1',
	stroke: 'none',
	'stroke-width': '1px',
	'stroke-opacity': '1',
	'stroke-dasharray': 'none',
	'stroke-linejoin': 'miter',
	'paint-order': 'normal',
};

export interface Words {
	title: string;
	/** Lines under the chart. */
	notes: string[];
}

/** The page's styles do not travel with a file, so each shape takes its own along as attributes. */
function copyWithStyles(from: Element, to: Element): void {
	const style = getComputedStyle(from);
	const isText = from.tagName === 'text';
	for (const name of kept) {
		if (!isText && (name.startsWith('font') || name === 'text-anchor')) continue;
		const value = style.getPropertyValue(name);
		if (value && value !== plain[name]) to.setAttribute(name, value);
	}
	to.removeAttribute('class');
	[...from.children].forEach((child, n) => copyWithStyles(child, to.children[n]!));
}

function line(text: string, x: number, y: number, size: number, weight: number, color: string, family: string): Element {
	const element = document.createElementNS(namespace, 'text');
	const attributes = { x, y, fill: color, 'font-size': `${size}px`, 'font-weight': weight, 'font-family': family };
	for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
	element.textContent = text;
	return element;
}

/** The chart between its words, on the page's own ground. */
export function picture(chart: SVGSVGElement, words: Words, wrap: (text: string, width: number) => string[]): SVGSVGElement {
	const page = getComputedStyle(document.documentElement);
	const token = (name: string) => page.getPropertyValue(name).trim();
	const [width, height] = [chart.width.baseVal.value, chart.height.baseVal.value];
	const pad = 24;
	// Other programs may have a wider font, so lines end early.
	const notes = words.notes.flatMap((note) => wrap(note, width * 0.85));
	const top = pad + 44;
	const whole = { width: width + 2 * pad, height: top + height + 16 + notes.length * 20 + pad };

	const root = document.createElementNS(namespace, 'svg');
	root.setAttribute('xmlns', namespace);
	root.setAttribute('width', String(whole.width));
	root.setAttribute('height', String(whole.height));
	root.setAttribute('viewBox', `0 0 ${whole.width} ${whole.height}`);
	const ground = document.createElementNS(namespace, 'rect');
	ground.setAttribute('width', String(whole.width));
	ground.setAttribute('height', String(whole.height));
	ground.setAttribute('fill', token('--paper'));
	const copy = chart.cloneNode(true) as SVGSVGElement;
	copyWithStyles(chart, copy);
	copy.removeAttribute('role');
	copy.setAttribute('x', String(pad));
	copy.setAttribute('y', String(top));
	const family = page.fontFamily;
	root.append(ground, line(words.title, pad, pad + 20, 20, 600, token('--ink'), family), copy);
	notes.forEach((note, n) =>
		root.append(line(note, pad, top + height + 30 + n * 20, 15, 400, token('--muted'), family)),
	);
	return root;
}

export function svgFile(image: SVGSVGElement): Blob {
	return new Blob([new XMLSerializer().serializeToString(image)], { type: 'image/svg+xml' });
}

const attribute = (element: Element, name: string) => element.getAttribute(name) ?? '';

/** A picture file has no fonts of ours, so the words are written on it with the page's. They lie over all shapes. */
function write(pen: CanvasRenderingContext2D, word: SVGTextElement): void {
	const outer = word.ownerSVGElement;
	const of = (element: Element | null, name: string) => Number(element?.getAttribute(name) ?? 0);
	const [x, y] = [of(word, 'x') + of(outer, 'x'), of(word, 'y') + of(outer, 'y')];
	const text = word.textContent ?? '';
	pen.font = `${attribute(word, 'font-weight')} ${attribute(word, 'font-size')} ${attribute(word, 'font-family')}`;
	pen.textAlign = ({ middle: 'center', end: 'end' } as const)[attribute(word, 'text-anchor')] ?? 'start';
	const stroke = attribute(word, 'stroke');
	if (stroke && stroke !== 'none') {
		pen.strokeStyle = stroke;
		pen.lineWidth = Number.parseFloat(attribute(word, 'stroke-width'));
		pen.lineJoin = 'round';
		pen.strokeText(text, x, y);
	}
	pen.fillStyle = attribute(word, 'fill');
	pen.fillText(text, x, y);
}

/** Twice as fine as the screen's, for print. */
export async function pngFile(image: SVGSVGElement): Promise<Blob> {
	const shapes = image.cloneNode(true) as SVGSVGElement;
	for (const word of shapes.querySelectorAll('text')) word.remove();
	const address = URL.createObjectURL(svgFile(shapes));
	try {
		const loaded = new Image();
		loaded.src = address;
		await loaded.decode();
		const canvas = document.createElement('canvas');
		canvas.width = image.width.baseVal.value * 2;
		canvas.height = image.height.baseVal.value * 2;
		const pen = canvas.getContext('2d');
		if (!pen) throw new Error('no canvas');
		pen.scale(2, 2);
		pen.drawImage(loaded, 0, 0, canvas.width / 2, canvas.height / 2);
		for (const word of image.querySelectorAll('text')) write(pen, word);
		return await new Promise((done, refuse) =>
			canvas.toBlob((made) => (made ? done(made) : refuse(new Error('no picture'))), 'image/png'),
		);
	} finally {
		URL.revokeObjectURL(address);
	}
}
