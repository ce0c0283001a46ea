/** What a table may hold, as a form changes it: pure. */
import type { Fault } from '../../api/api.svelte.ts';
import type { Parts } from './merge.ts';
import type { Column, Impossible, Schema, Value } from './types.ts';

type Loose = Partial<Omit<Schema, 'columns'>> & { columns?: (Partial<Omit<Column, 'values'>> & { values?: Partial<Value>[] })[] };

const list = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);
/** With every list that the text left out. */
export function whole(schema: Loose | null | undefined): Schema {
	const of = schema ?? {};
	return {
		schema: of.schema ?? 1,
		lineage: of.lineage ?? '',
		people: of.people ?? 0,
		person: of.person ?? {},
		caps: of.caps ?? null,
		columns: (of.columns ?? []).map((one) => ({
			name: one.name ?? '',
			values: (one.values ?? []).map((value) => ({ name: value.name ?? '', from: list(value.from) })),
			missing: list(one.missing),
			uncounted: list(one.uncounted),
		})),
		identifying: list(of.identifying),
		ordered: list(of.ordered),
		impossible: of.impossible ?? [],
		left_out: list(of.left_out),
		from_data: list(of.from_data),
	};
}
/** A file that somebody chose. Nothing: it is no schema at all. */
export function read(text: string): Schema | undefined {
	try {
		const found: unknown = JSON.parse(text);
		if (typeof found !== 'object' || found === null || !Array.isArray((found as Loose).columns)) return undefined;
		return whole(found as Loose);
	} catch {
		return undefined;
	}
}

/** A form that can be typed into: numbers as text, each column and value with a place that stays. */
export interface ValueDraft extends Value {
	place: number;
	uncounted: boolean;
}
export interface ColumnDraft {
	place: number;
	name: string;
	values: ValueDraft[];
	missing: string[];
	identifying: boolean;
	ordered: boolean;
	/** Taken from the table, and nobody has looked through it yet. */
	from_data: boolean;
}
export interface SchemaDraft {
	people: string;
	each_row: boolean;
	person: string;
	cap: string;
	columns: ColumnDraft[];
	impossible: (Impossible & { place: number })[];
	left_out: string[];
}

let made = 0;
export const nextPlace = () => (made += 1);

export function draftOf(schema: Schema): SchemaDraft {
	return {
		people: schema.people ? String(schema.people) : '',
		each_row: schema.person.each_row === true,
		person: schema.person.column ?? '',
		cap: schema.caps ? String(schema.caps.values) : '',
		columns: schema.columns.map((one) => ({
			place: nextPlace(),
			name: one.name,
			values: one.values.map((value) => ({ ...value, place: nextPlace(), uncounted: one.uncounted.includes(value.name) })),
			missing: [...one.missing],
			identifying: schema.identifying.includes(one.name),
			ordered: schema.ordered.includes(one.name),
			from_data: schema.from_data.includes(one.name),
		})),
		impossible: schema.impossible.map((one) => ({ ...one, place: nextPlace() })),
		left_out: [...schema.left_out],
	};
}
const whole_number = (typed: string) => (/^\d{1,12}$/.test(typed.trim().replace(/\s/g, '')) ? Number(typed.replace(/\s/g, '')) : 0);
export function schemaOf(draft: SchemaDraft, lineage: string): Schema {
	const names = (chosen: (column: ColumnDraft) => boolean) => draft.columns.filter(chosen).map((one) => one.name.trim());
	return {
		schema: 1,
		lineage,
		people: whole_number(draft.people),
		person: draft.each_row ? { each_row: true } : draft.person.trim() ? { column: draft.person.trim() } : {},
		caps: draft.cap.trim() ? { values: whole_number(draft.cap) } : null,
		columns: draft.columns.map((one) => ({
			name: one.name.trim(),
			values: one.values.map(({ name, from }) => ({ name: name.trim(), from: [...from] })),
			missing: one.missing.map((text) => text.trim()).filter(Boolean),
			uncounted: one.values.filter((value) => value.uncounted).map((value) => value.name.trim()),
		})),
		identifying: names((one) => one.identifying),
		ordered: names((one) => one.ordered),
		impossible: draft.impossible.map(({ column, value, other_column, other_value }) => ({ column, value, other_column, other_value })),
		left_out: [...draft.left_out],
		from_data: names((one) => one.from_data),
	};
}

/** Several values become one: it stands where the first stood, and each of them is a text that means it. */
export function together(values: ValueDraft[], chosen: ReadonlySet<number>, name: string): ValueDraft[] {
	const group = values.filter((one) => chosen.has(one.place));
	if (group.length === 0) return values;
	const from = [...new Set(group.flatMap((one) => [one.name, ...one.from]))].filter((text) => text !== name);
	const one: ValueDraft = { place: nextPlace(), name, from, uncounted: group.every((value) => value.uncounted) };
	return values.flatMap((value) => (value.place === group[0]!.place ? [one] : chosen.has(value.place) ? [] : [value]));
}
/** Each text that a group was made of stands by itself again. */
export function apart(values: ValueDraft[], place: number): ValueDraft[] {
	return values.flatMap((value) => (value.place === place ? value.from.map((name) => ({ place: nextPlace(), name, from: [], uncounted: value.uncounted })) : [value]));
}
/** A column goes: the table still has it, so it is named among those that are left out; pairs that spoke of it go too. */
export function without(draft: SchemaDraft, place: number): SchemaDraft {
	const name = draft.columns.find((one) => one.place === place)?.name ?? '';
	return {
		...draft,
		columns: draft.columns.filter((one) => one.place !== place),
		impossible: draft.impossible.filter((one) => one.column !== name && one.other_column !== name),
		left_out: name && !draft.left_out.includes(name) ? [...draft.left_out, name] : draft.left_out,
	};
}

/** Where a fault belongs: "columns/3/values/2/name" to the fourth column. `under`: the member in which the schema was sent. */
export interface Placed {
	/** Of one column: its index. */
	column: number | undefined;
	member: string;
	fault: Fault;
}
export function placed(faults: readonly Fault[], schema: Schema, under = ''): Placed[] {
	return faults.flatMap((fault) => {
		if (under && !fault.field.startsWith(`${under}/`)) return [];
		const field = under ? fault.field.slice(under.length + 1) : fault.field;
		const [member = '', at = ''] = field.split('/');
		const names: Partial<Record<string, readonly string[]>> = { identifying: schema.identifying, ordered: schema.ordered, from_data: schema.from_data };
		const name = names[member]?.[Number(at)];
		const column = member === 'columns' && at !== '' ? Number(at) : name === undefined ? -1 : schema.columns.findIndex((one) => one.name === name);
		return [{ column: column < 0 ? undefined : column, member, fault }];
	});
}

/** Each column by its name with what is said of it, and the rest by member. */
export function partsOf(schema: Schema): Parts {
	const parts = new Map<string, unknown>();
	parts.set('people', schema.people);
	parts.set('person', schema.person);
	parts.set('caps', schema.caps);
	for (const one of schema.columns)
		parts.set(`column/${one.name}`, {
			...one,
			identifying: schema.identifying.includes(one.name),
			ordered: schema.ordered.includes(one.name),
			from_data: schema.from_data.includes(one.name),
		});
	parts.set('impossible', schema.impossible);
	parts.set('left_out', schema.left_out);
	return parts;
}
type Said = Column & { identifying: boolean; ordered: boolean; from_data: boolean };
export function schemaOfParts(parts: Parts, lineage: string): Schema {
	const said = [...parts].filter(([name]) => name.startsWith('column/')).map(([, value]) => value as Said);
	const names = (chosen: (one: Said) => boolean) => said.filter(chosen).map((one) => one.name);
	return {
		schema: 1,
		lineage,
		people: parts.get('people') as number,
		person: parts.get('person') as Schema['person'],
		caps: parts.get('caps') as Schema['caps'],
		columns: said.map(({ name, values, missing, uncounted }) => ({ name, values, missing, uncounted })),
		identifying: names((one) => one.identifying),
		ordered: names((one) => one.ordered),
		impossible: (parts.get('impossible') as Impossible[]).filter((one) => said.some(({ name }) => name === one.column) && said.some(({ name }) => name === one.other_column)),
		left_out: (parts.get('left_out') as string[]).filter((name) => !said.some((one) => one.name === name)),
		from_data: names((one) => one.from_data),
	};
}
/** More columns than these are looked for by name. */
export const many = 12;
/** Whether somebody looks for this column: by a part of its name or of a value's, in any case of letters. */
export const isWanted = (column: { name: string; values: { name: string }[] }, wanted: string) => {
	const part = wanted.trim().toLowerCase();
	return [column, ...column.values].some((one) => one.name.toLowerCase().includes(part));
};
export const isWhole = whole_number;
