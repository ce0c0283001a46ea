/** What stands in the form of an edition, what of it is sent, and where two who changed it disagree. */
import { dayOf, partsOf, type PartialDate } from '../words/parts_of_day.ts';
import type { Fault } from '../api/api.svelte.ts';
import type { EditionValue, Wording } from './types.ts';

export interface NoteDraft {
	place: number;
	language: string;
	text: string;
}
export interface ContactDraft {
	place: number;
	country: string;
	name: string;
	/** One a line. */
	emails: string;
	as_of: PartialDate;
}
export interface EditionDraft {
	titles: Record<string, string>;
	leads: Record<string, string>;
	number: string;
	day: PartialDate;
	countries: string[];
	languages: string[];
	notes: NoteDraft[];
	contacts: ContactDraft[];
	fictional: boolean;
}

let made = 0;
/** Tells one entry from the others while the form is open. */
export const nextPlace = () => (made += 1);

const byLanguage = (wordings: Wording[]) => Object.fromEntries(wordings.map((one) => [one.language, one.text]));
/** In the order of the edition's languages; those of a language that it has no longer are kept. */
function wordingsOf(texts: Record<string, string>, languages: string[]): Wording[] {
	const order = [...languages, ...Object.keys(texts).filter((one) => !languages.includes(one))];
	return order.filter((language) => Object.hasOwn(texts, language) && texts[language]!.trim()).map((language) => ({ language, text: texts[language]!.trim() }));
}

export function newEdition(language: string, day: string): EditionValue {
	return { titles: [], leads: [], number: null, day, countries: [], languages: [language], notes: [], sections: [], contacts: [], fictional: null };
}
export function draftOf(value: EditionValue): EditionDraft {
	return {
		titles: byLanguage(value.titles),
		leads: byLanguage(value.leads),
		number: value.number ?? '',
		day: partsOf(value.day),
		countries: [...value.countries],
		languages: [...value.languages],
		notes: value.notes.map((one) => ({ ...one, place: nextPlace() })),
		contacts: value.contacts.map((one) => ({ ...one, emails: one.emails.join('\n'), as_of: partsOf(one.as_of), place: nextPlace() })),
		fictional: value.fictional === true,
	};
}
/** As it is sent. Sections are not of this form: they stay as they stand in `from`. */
export function valueOf(draft: EditionDraft, from: EditionValue): EditionValue {
	const lines = (text: string) => text.split('\n').map((one) => one.trim()).filter(Boolean);
	return {
		...from,
		titles: wordingsOf(draft.titles, draft.languages),
		leads: wordingsOf(draft.leads, draft.languages),
		number: draft.number.trim() || null,
		day: dayOf(draft.day) ?? '',
		countries: [...draft.countries],
		languages: [...draft.languages],
		notes: draft.notes.filter((one) => one.text.trim()).map(({ language, text }) => ({ language, text: text.trim() })),
		contacts: draft.contacts.map((one) => ({ country: one.country, name: one.name.trim(), emails: lines(one.emails), as_of: dayOf(one.as_of) ?? '' })),
		fictional: draft.fictional ? true : from.fictional === null ? null : false,
	};
}

const isDay = (day: string) => {
	const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
	if (!found) return false;
	const at = new Date(`${day}T00:00:00Z`);
	return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
};
/** What the server cannot even read: days that are none, countries that nobody chose. */
export function faultsOf(value: EditionValue): Fault[] {
	const missing = (field: string) => ({ code: 'outreach/missing', field });
	const day = (text: string, field: string) => (isDay(text) ? [] : [text ? { code: 'json/date_impossible', field } : missing(field)]);
	return [
		...(value.titles.length === 0 ? [missing('titles')] : []),
		...(value.languages.length === 0 ? [missing('languages')] : []),
		...day(value.day, 'day'),
		...value.contacts.flatMap((one, n) => [
			...(one.country ? [] : [missing(`contacts/${n}/country`)]),
			...(one.name ? [] : [missing(`contacts/${n}/name`)]),
			...day(one.as_of, `contacts/${n}/as_of`),
		]),
	];
}

/** What two people can change without meeting: each title and lead in its language, and the rest by member. */
export interface Part {
	name: string;
	member: Exclude<keyof EditionValue, 'sections'>;
	language?: string;
}
export const partText = (value: EditionValue, { member, language }: Part): unknown =>
	language === undefined ? (value[member] ?? null) : (value[member] as Wording[]).find((one) => one.language === language)?.text ?? null;
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

export function partsOfAll(values: EditionValue[]): Part[] {
	const worded = (['titles', 'leads'] as const).flatMap((member) =>
		[...new Set(values.flatMap((value) => value[member].map((one) => one.language)))].map((language) => ({ name: `${member}.${language}`, member, language })),
	);
	const others = ['number', 'day', 'countries', 'languages', 'notes', 'contacts', 'fictional'] as const;
	return [...worded, ...others.map((member) => ({ name: member, member }))];
}
export function clashes(base: EditionValue, mine: EditionValue, theirs: EditionValue): Part[] {
	return partsOfAll([base, mine, theirs]).filter((part) => {
		const [was, own, other] = [base, mine, theirs].map((value) => partText(value, part));
		return !same(was, own) && !same(was, other) && !same(own, other);
	});
}
/** Theirs, with what only I changed, and what I keep of what both did. */
export function merged(base: EditionValue, mine: EditionValue, theirs: EditionValue, kept: Record<string, 'mine' | 'theirs'>): EditionValue {
	const value: EditionValue = { ...theirs };
	for (const part of partsOfAll([base, mine, theirs])) {
		const own = partText(mine, part);
		if (same(partText(base, part), own) || kept[part.name] === 'theirs') continue;
		if (part.language === undefined) Object.assign(value, { [part.member]: mine[part.member] });
		else {
			const others = (value[part.member] as Wording[]).filter((one) => one.language !== part.language);
			Object.assign(value, { [part.member]: own === null ? others : [...others, { language: part.language, text: own as string }] });
		}
	}
	return value;
}
