/** What stands in the form of an organisation, what of it is sent, and where two who changed it disagree. */
import { degrees } from '../../words/degrees.ts';
import type { Organisation } from './types.ts';

export const addressNames = ['street', 'city', 'state', 'postal_code', 'country', 'latitude', 'longitude'] as const;
export const fieldNames = ['name', 'type', ...addressNames, 'phone', 'email', 'website'] as const;
export type FieldName = (typeof fieldNames)[number];

/** As it is typed. */
export type Draft = Record<FieldName, string>;
/** As it is sent. NaN where no number was typed: never to be sent. */
export type Values = Record<FieldName, string | number | null>;

export const isAddress = (name: FieldName): boolean => (addressNames as readonly string[]).includes(name);

/** `write` writes a number as the language does. */
export function draftOf(organisation: Partial<Organisation>, write: (value: number) => string = String): Draft {
	const text = (value: string | number | null | undefined) => (typeof value === 'number' ? write(value) : (value ?? ''));
	return Object.fromEntries(fieldNames.map((name) => [name, text(organisation[name])])) as Draft;
}

export function valuesOf(draft: Draft): Values {
	const value = (name: FieldName) => {
		if (name === 'latitude' || name === 'longitude') return degrees(draft[name]);
		const text = draft[name].trim();
		// These three cannot be cleared: the server says that they are missing.
		return text === '' && !['name', 'type', 'country'].includes(name) ? null : text;
	};
	return Object.fromEntries(fieldNames.map((name) => [name, value(name)])) as Values;
}

/** The names whose values differ between what I began with, what I wrote, and what is stored by now. */
export function clashes(base: Values, mine: Values, theirs: Values): FieldName[] {
	const touched = (name: FieldName, values: Values) =>
		isAddress(name) ? addressNames.some((one) => values[one] !== base[one]) : values[name] !== base[name];
	return fieldNames.filter((name) => mine[name] !== theirs[name] && touched(name, mine) && touched(name, theirs));
}

/** What of mine is to be sent over what is stored. */
export function changed(base: Values, mine: Values): Partial<Values> {
	return Object.fromEntries(fieldNames.filter((name) => mine[name] !== base[name]).map((name) => [name, mine[name]]));
}

/** My form over what is stored by now: what I changed, and of what was asked about only what I keep. */
export function merged(base: Draft, mine: Draft, theirs: Draft, chosen: Partial<Record<string, 'mine' | 'theirs'>>): Draft {
	const mineStays = { ...changed(valuesOf(base), valuesOf(mine)), ...chosen };
	const stays = (name: FieldName) => name in mineStays && chosen[name] !== 'theirs';
	return Object.fromEntries(fieldNames.map((name) => [name, (stays(name) ? mine : theirs)[name]])) as Draft;
}
