/** What stands in the form of an item, what of it is sent, and where two who changed it disagree. */
import { dayOf, partsOf, type PartialDate } from '../words/parts_of_day.ts';
import type { Fault } from '../api/api.svelte.ts';
import { membersOf, type Field } from './kinds.ts';
import type { Value } from './types.ts';

/** As it is typed: numbers as text, a day in its boxes. */
export interface Draft {
	[member: string]: string | boolean | number | string[] | PartialDate | Value | Draft | Draft[];
}
/** How a language writes numbers. */
export interface Signs {
	group: string;
	decimal: string;
}

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
/** Names an entry within its item for ever: it says nothing of what is in it. */
export function newKey(): string {
	return [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => letters[byte % letters.length]).join('');
}

let entriesMade = 0;
/** Tells one entry of a list from the others while the form is open. */
export const place = '~place';
/** Members that this app does not know: they are sent back as they came. */
const unknown = '~unknown';

export function numberText(value: number, signs: Signs): string {
	return String(value).replace('.', signs.decimal);
}
/** Null when nothing is typed, NaN when it is not one number. Nothing is guessed: a wrong figure would be printed. */
export function numberOf(text: string, signs: Signs): number | null {
	let typed = text.replaceAll(/[\s\u00a0\u202f]/g, '');
	if (typed === '') return null;
	if (signs.group === ',' && /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(typed)) typed = typed.replaceAll(',', '');
	if (signs.decimal !== '.') typed = typed.replace(signs.decimal, '.');
	return /^\d{1,16}(\.\d{1,12})?(e-\d{1,2})?$/.test(typed) ? Number(typed) : Number.NaN;
}

const isEmpty = (value: unknown) => value === undefined || value === null;
const isNothing = (value: unknown) => isEmpty(value) || (Array.isArray(value) && value.length === 0);

function draftValue(field: Field, value: unknown, signs: Signs): Draft[string] {
	switch (field.control) {
		case 'day':
			return partsOf(value as string | null);
		case 'codes':
			return [...((value ?? []) as string[])];
		case 'lines':
			return ((value ?? []) as string[]).join('\n');
		case 'yes':
			return value === true;
		case 'number':
		case 'whole':
			return isEmpty(value) ? '' : numberText(value as number, signs);
		case 'entries':
		case 'cells':
			return ((value ?? []) as Value[]).map((one) => entryOf(field.fields!, one, signs));
		case 'group':
			return draftOf(field.fields!, (value ?? {}) as Value, signs);
		default:
			return isEmpty(value) ? '' : String(value);
	}
}

export function draftOf(fields: Field[], value: Value, signs: Signs): Draft {
	const known = new Set(fields.flatMap(membersOf));
	const draft: Draft = {};
	for (const field of fields) {
		draft[field.name] = draftValue(field, value[field.name], signs);
		if (field.id) draft[field.id] = String(value[field.id] ?? '');
	}
	const rest = Object.entries(value).filter(([name, one]) => !known.has(name) && !isEmpty(one));
	if (rest.length > 0) draft[unknown] = Object.fromEntries(rest);
	return draft;
}
function entryOf(fields: Field[], value: Value, signs: Signs): Draft {
	return { ...draftOf(fields, value, signs), [place]: (entriesMade += 1) };
}
/** A form or an entry to be filled in. */
export function newDraft(fields: Field[], signs: Signs): Draft {
	const began = fields.filter((field) => field.start !== undefined || field.control === 'key');
	const value = Object.fromEntries(began.map((field) => [field.name, field.control === 'key' ? newKey() : field.start]));
	return entryOf(fields, value, signs);
}

function valueOfField(field: Field, typed: Draft[string], signs: Signs): unknown {
	switch (field.control) {
		case 'day':
			return dayOf(typed as PartialDate);
		case 'codes':
			return typed;
		case 'lines':
			return (typed as string).split('\n').map((one) => one.trim()).filter(Boolean);
		case 'yes':
			return typed === true;
		case 'number':
		case 'whole':
		case 'year':
			return numberOf(typed as string, field.control === 'year' ? { group: '', decimal: '.' } : signs);
		case 'entries':
		case 'cells':
			return (typed as Draft[]).map((one) => valueOf(field.fields!, one, signs));
		case 'group': {
			const inner = valueOf(field.fields!, typed as Draft, signs);
			// Where nothing was said there is nothing: not somebody who counted none.
			return field.must || !same(inner, {}) ? inner : null;
		}
		default:
			return (typed as string).trim() === '' ? null : field.control === 'prose' ? typed : (typed as string).trim();
	}
}

/** As it is sent: what is empty is left out. NaN where no number was typed; `faultsOf` says so before it is sent. */
export function valueOf(fields: Field[], draft: Draft, signs: Signs): Value {
	const value: Value = { ...(draft[unknown] as Value | undefined) };
	for (const field of fields) {
		const one = valueOfField(field, draft[field.name]!, signs);
		if (one !== null) value[field.name] = one;
		if (field.id && draft[field.id] !== '') value[field.id] = draft[field.id];
	}
	return value;
}

/** What can be said without the server: what is missing and what is no number. Each at its place. */
export function faultsOf(fields: Field[], draft: Draft, signs: Signs, path = ''): Fault[] {
	return fields.flatMap((field): Fault[] => {
		const at = path + field.name;
		const typed = draft[field.name]!;
		if (field.control === 'entries' || field.control === 'cells') {
			return (typed as Draft[]).flatMap((one, n) => faultsOf(field.fields!, one, signs, `${at}/${n}/`));
		}
		if (field.control === 'group') return faultsOf(field.fields!, typed as Draft, signs, `${at}/`);
		const value = valueOfField(field, typed, signs);
		if (typeof value === 'number' && (Number.isNaN(value) || (field.control !== 'number' && !Number.isInteger(value)))) {
			return [{ code: 'outreach/not_a_number', field: at }];
		}
		const missing = value === null || (Array.isArray(value) && value.length === 0);
		return field.must && missing ? [{ code: 'outreach/missing', field: at }] : [];
	});
}

/** Values may have their members in any order, and empty ones or none. An empty list is none too. */
function same(one: unknown, other: unknown): boolean {
	return JSON.stringify(sorted(isNothing(one) ? null : one)) === JSON.stringify(sorted(isNothing(other) ? null : other));
}
function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	const members = Object.entries(value).filter(([, one]) => !isNothing(one));
	return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, one]) => [name, sorted(one)]));
}
const touched = (field: Field, base: Value, value: Value) => membersOf(field).some((name) => !same(base[name], value[name]));
const differ = touched;

/** The fields that both changed, each in another way, since `base`. */
export function clashes(fields: Field[], base: Value, mine: Value, theirs: Value): Field[] {
	return fields.filter((field) => touched(field, base, mine) && touched(field, base, theirs) && differ(field, mine, theirs));
}
/** My value over what is stored by now: what I changed, and of what was asked about only what I keep. */
export function merged(fields: Field[], base: Value, mine: Value, theirs: Value, chosen: Record<string, 'mine' | 'theirs'>): Value {
	const value: Value = { ...theirs };
	for (const field of fields) {
		if (!touched(field, base, mine) || chosen[field.name] === 'theirs') continue;
		for (const name of membersOf(field)) {
			delete value[name];
			if (!isEmpty(mine[name])) value[name] = mine[name];
		}
	}
	return value;
}
