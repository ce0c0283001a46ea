/** What stands in the form of a release, what of it is sent, and where two who changed it disagree. */
import type { Fault } from '../../api/api.svelte.ts';
import type { Parts } from './merge.ts';
import type { Kind, Plan, Wording } from './types.ts';

export interface PlanDraft {
	languages: string[];
	titles: Record<string, string>;
	notes: Record<string, string>;
	/** "cases", or the id of a table. */
	source: string;
	kind: Kind;
	epsilon: string;
	length: string;
	k: string;
	rows: string;
	/** How many neighbours of an ordered column become one: "1" for none. */
	joined: Record<string, string>;
	crossed: { place: number; row: string; column: string }[];
	seeded: boolean;
	/** Nobody chose: all of them. */
	all_columns: boolean;
	columns: string[];
	new_table: boolean;
}

let made = 0;
/** Tells one entry from the others while the form is open. */
export const nextPlace = () => (made += 1);

const byLanguage = (wordings: Wording[]) => Object.fromEntries(wordings.map((one) => [one.language, one.text]));
const wordingsOf = (texts: Record<string, string>, languages: string[]): Wording[] =>
	[...languages, ...Object.keys(texts).filter((one) => !languages.includes(one))]
		.filter((language) => Object.hasOwn(texts, language) && texts[language]!.trim())
		.map((language) => ({ language, text: texts[language]!.trim() }));
const text = (value: number | null | undefined) => (value === null || value === undefined ? '' : String(value));
/** "0,5" is how many people write a half. */
export const amount = (typed: string) => typed.trim().replace(',', '.');
const isWhole = (typed: string) => /^\d{1,9}$/.test(typed.trim());

export const takesEpsilon = (kind: Kind) => kind !== 'k';
export const takesLength = (kind: Kind) => kind === 'k' || kind === 'tables';
export const takesRows = (kind: Kind) => kind === 'mst' || kind === 'aim' || kind === 'latent';

export function newPlan(lineage: string, language: string): Plan {
	return { titles: [], notes: [], lineage, source: { kind: 'dataset', dataset: null }, kind: 'tables', epsilon: null, length: 2, joined: [], crossed: [], columns: [] };
}
export function draftOf(plan: Plan, language: string): PlanDraft {
	const languages = [...new Set([...plan.titles, ...plan.notes].map((one) => one.language))];
	return {
		languages: languages.length > 0 ? languages : [language],
		titles: byLanguage(plan.titles),
		notes: byLanguage(plan.notes),
		source: plan.source.kind === 'cases' ? 'cases' : (plan.source.dataset ?? ''),
		kind: plan.kind,
		epsilon: plan.epsilon ?? '',
		length: text(plan.length ?? 3),
		k: text(plan.k ?? 10),
		rows: text(plan.rows),
		joined: Object.fromEntries(plan.joined.map((one) => [one.column, String(one.width)])),
		crossed: plan.crossed.map((one) => ({ ...one, place: nextPlace() })),
		seeded: plan.seeded === true,
		all_columns: plan.columns.length === 0,
		columns: [...plan.columns],
		new_table: plan.new_table === true,
	};
}
/** How many neighbours of a column become one; "1" where nobody said so. Columns are named by people: one may be called "constructor". */
export const widthOf = (draft: PlanDraft, column: string) => (Object.hasOwn(draft.joined, column) ? draft.joined[column]! : '1');
/** As it is sent: of another kind's members nothing goes along. `ordered`: columns that can be joined. */
export function valueOf(draft: PlanDraft, lineage: string, ordered: readonly string[]): Plan {
	const { kind } = draft;
	const columns = draft.all_columns ? [] : [...draft.columns];
	const used = (name: string) => columns.length === 0 || columns.includes(name);
	const number = (typed: string) => (typed.trim() === '' ? null : isWhole(typed) ? Number(typed) : 0);
	return {
		titles: wordingsOf(draft.titles, draft.languages),
		notes: wordingsOf(draft.notes, draft.languages),
		lineage,
		source: draft.source === 'cases' ? { kind: 'cases' } : { kind: 'dataset', dataset: draft.source || null },
		kind,
		epsilon: takesEpsilon(kind) ? amount(draft.epsilon) || null : null,
		length: takesLength(kind) ? number(draft.length) : null,
		k: kind === 'k' ? number(draft.k) : null,
		rows: takesRows(kind) ? number(draft.rows) : null,
		joined:
			kind === 'k'
				? ordered.filter((name) => used(name) && widthOf(draft, name).trim() !== '1' && widthOf(draft, name).trim()).map((column) => ({ column, width: number(widthOf(draft, column)) ?? 0 }))
				: [],
		crossed: kind === 'k' ? draft.crossed.map(({ row, column }) => ({ row, column })) : [],
		seeded: kind === 'k' && draft.seeded ? true : null,
		columns,
		new_table: draft.new_table ? true : null,
	};
}
/** What can be said before it is sent. */
export function faultsOf(draft: PlanDraft): Fault[] {
	const faults: Fault[] = [];
	if (!Object.values(draft.titles).some((one) => one.trim())) faults.push({ code: 'release/title_missing', field: 'titles' });
	if (!draft.source) faults.push({ code: 'release/source_missing', field: 'source/dataset' });
	if (takesEpsilon(draft.kind) && !draft.epsilon.trim()) faults.push({ code: 'release/epsilon_missing', field: 'epsilon' });
	if (!draft.all_columns && draft.columns.length === 0) faults.push({ code: 'release/columns_missing', field: 'columns' });
	return faults;
}

/** Each title and note in its language, and the rest by member. How it is made is one part: its members hang together. */
export function partsOf(plan: Plan): Parts {
	const { kind, epsilon, length, k, rows, joined, crossed, seeded } = plan;
	const parts = new Map<string, unknown>();
	for (const one of plan.titles) parts.set(`titles/${one.language}`, one.text);
	for (const one of plan.notes) parts.set(`notes/${one.language}`, one.text);
	parts.set('source', plan.source);
	parts.set('kind', { kind, epsilon: epsilon ?? null, length: length ?? null, k: k ?? null, rows: rows ?? null, joined, crossed, seeded: seeded === true ? true : null });
	parts.set('columns', plan.columns);
	parts.set('new_table', plan.new_table === true);
	return parts;
}
export function planOf(parts: Parts, lineage: string): Plan {
	const worded = (member: string): Wording[] =>
		[...parts].filter(([name]) => name.startsWith(`${member}/`)).map(([name, words]) => ({ language: name.slice(member.length + 1), text: words as string }));
	return {
		titles: worded('titles'),
		notes: worded('notes'),
		lineage,
		source: parts.get('source') as Plan['source'],
		...(parts.get('kind') as Pick<Plan, 'kind' | 'epsilon' | 'length' | 'k' | 'rows' | 'joined' | 'crossed' | 'seeded'>),
		columns: parts.get('columns') as string[],
		new_table: parts.get('new_table') ? true : null,
	};
}
