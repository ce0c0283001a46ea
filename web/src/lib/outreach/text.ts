/** Items of the programme in words: what a line of a list says, and what a field says in one line. */
import { longDate } from '#lib/words/dates.ts';
import { following, label, labels, number, t } from '#lib/words/words.svelte.ts';
import type { Shape } from '#lib/ui/StatusWord.svelte';
import { membersOf, type Field } from './kinds.ts';
import type { ItemRow, Value } from './types.ts';

export const fieldLabel = (field: Field): string => t(`outreach.field.${field.word ?? field.name}`);
export const fieldHint = (field: Field): string | undefined => (field.hint ? t(`outreach.hint.${field.word ?? field.name}`) : undefined);

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** "1,200 views". */
export function measured(value: Value): string {
	return `${number(value.value as number)} · ${following('measure', text(value.measure))}`;
}

export function rowTitle(row: ItemRow): string {
	if (row.kind === 'measurement' && row.value) return measured(row.value);
	return row.title;
}

/** What its line says below its title. */
export function rowNote(row: ItemRow, withKind = false, withOrganisation = true): string {
	const value = row.value ?? {};
	const parts = withKind ? [t(`outreach.kind.${row.kind}`)] : [];
	if (row.kind === 'measurement') {
		parts.push(label('channel', text(value.channel)), label('figure_basis', text(value.basis)), text(value.source) || t('outreach.no_source'));
	}
	if (row.kind === 'indicator') parts.push(label('unit', text(value.unit)));
	if (row.kind === 'fact') parts.push(figureText(value));
	parts.push(labels('country', row.countries));
	if (withOrganisation) parts.push(row.organisation_name);
	return parts.filter(Boolean).join(' · ');
}

/** A figure with its unit. */
export function figureText(value: Value): string {
	const unit = value.currency ? following('currency', text(value.currency)) : following('unit', text(value.unit));
	return `${number(value.value as number)} · ${unit}`;
}

/** What a state looks like beside its word. */
export function stateShape(state: string): Shape {
	const shapes: Record<string, Shape> = {
		planned: 'ring',
		collected: 'ring',
		taken_up: 'half',
		under_way: 'half',
		late: 'triangle',
		done: 'tick',
		adopted: 'tick',
		dropped: 'cross',
		declined: 'cross',
	};
	return shapes[state] ?? 'ring';
}

/** Names of what a value names by an id. */
export type Names = (id: string) => string;

/** One field of a value as text: to be read, and to be compared with another version. */
export function fieldText(field: Field, value: Value, names: Names): string {
	const one = value[field.name];
	switch (field.control) {
		case 'key':
			return '';
		case 'code':
			return label(field.list!, text(one));
		case 'codes':
			return labels(field.list!, one as string[] | undefined);
		case 'day':
			return longDate(text(one));
		case 'number':
		case 'whole':
			return typeof one === 'number' ? number(one) : '';
		case 'year':
			return typeof one === 'number' ? String(one) : '';
		case 'yes':
			return t(one === true ? 'codes.yes_no.yes' : 'codes.yes_no.no');
		case 'item':
			return text(one) && names(text(one));
		case 'lines':
			return ((one ?? []) as string[]).join('; ');
		case 'entries':
		case 'cells':
			return ((one ?? []) as Value[]).map((entry) => valueText(field.fields!, entry, names)).join('; ');
		case 'group':
			return valueText(field.fields!, (one ?? {}) as Value, names);
		default:
			return text(one);
	}
}

/** All that is said in a value, in one line; what needs its label has it. */
export function valueText(fields: Field[], value: Value, names: Names): string {
	return fields
		.filter((field) => hasValue(field, value))
		.map((field) => (field.plain || field.must ? '' : `${fieldLabel(field)}: `) + fieldText(field, value, names))
		.join(' · ');
}

/** Whether there is anything to be shown. */
export function hasValue(field: Field, value: Value): boolean {
	if (field.control === 'key') return false;
	if (field.control === 'yes') return value[field.name] === true;
	if (field.control === 'group') {
		const inner = (value[field.name] ?? {}) as Value;
		return field.fields!.some((one) => hasValue(one, inner));
	}
	return membersOf(field).some((name) => {
		const one = value[name];
		return Array.isArray(one) ? one.length > 0 : one !== undefined && one !== null && one !== '';
	});
}
