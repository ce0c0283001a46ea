/** The outlines of a view as paths, and where each country's arrows begin and end. */
import text from '../../../../../data/geography/countries.json?raw';
import type { View } from '../types.ts';
import { frames, toPixels, type Frame } from './projection.ts';
import { readCountries, type Country, type Point } from './topology.ts';

let countries: Country[] | undefined;

export interface Outline {
	code: string | undefined;
	path: string;
}

export interface Sheet {
	width: number;
	height: number;
	outlines: Outline[];
	/** Pixels, possibly outside the picture; nothing for a code that the map does not know. */
	place: (code: string) => Point | undefined;
}

function meets(a: Country['box'], b: Frame['box']): boolean {
	return a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
}

function path(rings: Point[][], pixels: (point: Point) => Point): string {
	const digits = (value: number) => String(Math.round(value * 10) / 10);
	return rings
		.map((ring) => 'M' + ring.map((point) => pixels(point).map(digits).join(',')).join('L') + 'Z')
		.join('');
}

export function sheet(view: View, width: number): Sheet {
	countries ??= readCountries(text);
	const all = countries;
	const frame = frames[view];
	const pixels = toPixels(frame, width);
	const outlines = all
		.filter((country) => meets(country.box, frame.box))
		.map((country) => ({ code: country.code, path: path(country.rings, pixels) }));
	const place = (code: string) => {
		const found = all.find((country) => country.code === code);
		return found && pixels(frame.places[code] ?? found.at);
	};
	return { width, height: Math.round(width * frame.ratio), outlines, place };
}
