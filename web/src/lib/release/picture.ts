/** A chart as a file: SVG or PNG, with its title, caveat and source, so that it never travels without them. */

const namespace = 'http://www.w3.org/2000/svg';
const kept = [
	'fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'stroke-linejoin',
	'paint-order', 'font-family', 'font-size', 'font-weight', 'text-anchor',
] as const;

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
		if (value && value !== 'normal') to.setAttribute(name, value);
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
	const notes = words.notes.flatMap((note) => wrap(note, width));
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

/** Twice as fine as the screen's, for print. */
export async function pngFile(image: SVGSVGElement): Promise<Blob> {
	const address = URL.createObjectURL(svgFile(image));
	try {
		const loaded = new Image();
		loaded.src = address;
		await loaded.decode();
		const canvas = document.createElement('canvas');
		canvas.width = image.width.baseVal.value * 2;
		canvas.height = image.height.baseVal.value * 2;
		canvas.getContext('2d')?.drawImage(loaded, 0, 0, canvas.width, canvas.height);
		return await new Promise((done, refuse) =>
			canvas.toBlob((made) => (made ? done(made) : refuse(new Error('no picture'))), 'image/png'),
		);
	} finally {
		URL.revokeObjectURL(address);
	}
}

/** Hands a file to the browser's own saving. */
export function save(file: Blob, name: string): void {
	const link = document.createElement('a');
	link.href = URL.createObjectURL(file);
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
