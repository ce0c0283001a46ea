/** What our columns and answers are called: for people to choose by, and in more languages than one for guesses. */
import { codes } from '#lib/cases/codes.ts';
import { label, t, words } from '#lib/words/words.svelte.ts';
import type { KnownColumn } from './types.ts';

/** Lists that no other screen needs. */
const more: Record<string, readonly string[]> = { consent_mode: ['written', 'verbal_witnessed'] };
export const codesOf = (list: string): readonly string[] => more[list] ?? codes(list);

/** The key of the words of a column: most are questions of a case and have them already. */
export function wordOf(column: Pick<KnownColumn, 'name' | 'member'>): string {
	const own: Record<string, string> = {
		panoh_FullName: 'records.column.full_name',
		panoh_FullNameGivenFirst: 'records.column.full_name_given_first',
		state: 'cases.stage',
		country: 'cases.country',
		assigned_to: 'cases.caseworker',
		'consent.given': 'records.column.consent_given',
		'consent.mode': 'records.column.consent_mode',
		'consent.exception': 'records.column.consent_exception',
		'notes.text': 'records.column.note',
		'notes.written_at': 'records.column.note_at',
		'notes.written_by': 'records.column.note_by',
		'identity.names.script': 'records.column.name_script',
		'identity.names.kind': 'records.column.name_kind',
	};
	const found = own[column.member || column.name];
	if (found) return found;
	if (/^(reference|opened_on|closure_reason)$/.test(column.member)) return `records.column.${column.member}`;
	const short = column.member
		.replace(/^identity\.(names\.)?/, '')
		.replace(/^whereabouts\.address\./, 'address_')
		.replace(/^whereabouts\./, '')
		.replace(/^story\.(event|plan|perpetrator)s\./, '$1_')
		.replace(/^story\.(referred_in|referred_out)\./, '$1_')
		.replace(/^story\./, '');
	return `cases.field.${short}`;
}
export const nameOfColumn = (column: Pick<KnownColumn, 'name' | 'member'>) => t(wordOf(column));

/** The headings under which columns are offered, in the order of a case. */
export const groups = ['person', 'place', 'happened', 'case', 'referral', 'events', 'others', 'plan'] as const;
export type Group = (typeof groups)[number];
export function groupOf({ member, section }: KnownColumn): Group {
	if (member === '' || member.startsWith('identity.') || section === 'Person') return member.startsWith('whereabouts.') ? 'place' : 'person';
	if (member.startsWith('whereabouts.')) return 'place';
	if (member.startsWith('story.events.')) return 'events';
	if (member.startsWith('story.plans.')) return 'plan';
	if (member.startsWith('story.perpetrators.')) return 'others';
	if (/referred_|referral_source/.test(member)) return 'referral';
	if (section.includes('Victim') || /exploitation/.test(member)) return 'happened';
	return 'case';
}

// ---- in other languages, for guesses

type Words = Record<string, unknown>;
const first = import.meta.glob<{ default: Words }>('../../../../languages/{en,ru}.json', { query: '?first' });
const later = import.meta.glob<{ default: Words }>('../../../../languages/{en,ru}.json', { query: '?later' });
const records = import.meta.glob<{ default: Words }>('../../../../languages/{en,ru}.json', { query: '?records' });
const names = import.meta.glob<{ default: unknown }>('../../../../languages/names/{en,ru}.json');

/** The words of one language; only what is plain text. */
interface OtherLanguage {
	words: Words;
	names: { countries?: Record<string, string>; languages?: Record<string, string> };
}
let others: OtherLanguage[] = [];

async function read(code: string): Promise<OtherLanguage> {
	const load = async <T>(modules: Record<string, () => Promise<{ default: T }>>) =>
		(await modules[Object.keys(modules).find((path) => path.endsWith(`/${code}.json`))!]!()).default;
	const [one, two, three, table] = await Promise.all([load(first), load(later), load(records), load(names)]);
	return { words: { ...one, ...two, ...three }, names: table as OtherLanguage['names'] };
}

/** English and Russian beside the language that is shown: most spreadsheets have headings in one of them. */
export async function loadOtherLanguages(): Promise<void> {
	if (others.length > 0) return;
	const wanted = ['en', 'ru'].filter((code) => code !== words.language);
	// Without them there are fewer guesses, and nothing else is missing.
	others = await Promise.all(wanted.map(read)).catch(() => []);
}

const text = (found: unknown): string[] => (typeof found === 'string' ? [found] : []);

/** What a column is called in all of them. */
export const columnLabels = (column: KnownColumn): string[] => [
	nameOfColumn(column),
	...others.flatMap((one) => text(one.words[wordOf(column)])),
];
/** The same of an answer. */
export function codeLabels(list: string, code: string): string[] {
	const key = list === 'country' ? 'countries' : list === 'language' ? 'languages' : undefined;
	return [
		label(list, code),
		...others.flatMap((one) => text(key ? one.names[key]?.[code] : one.words[`codes.${list}.${code}`])),
	];
}
