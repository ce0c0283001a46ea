/** Parts of a schema in words, where two changed the same one. */
import { number, t } from '#lib/words/words.svelte.ts';
import type { Column, Impossible, Schema } from './types.ts';

export function schemaPartLabel(name: string): string {
	if (name.startsWith('column/')) return `${t('release.schema.column')}: ${name.slice(7)}`;
	return { people: t('release.schema.people'), person: t('release.schema.person'), caps: t('release.schema.cap'), impossible: t('release.schema.impossible'), left_out: t('release.schema.left_columns') }[name] ?? name;
}
export function schemaPartWords(value: unknown): string {
	if (value === undefined || value === null) return t('ui.none');
	if (typeof value === 'number') return number(value);
	if (Array.isArray(value)) {
		if (value.length === 0) return t('ui.none');
		return value.map((one) => (typeof one === 'string' ? one : Object.values(one as Impossible).join(' / '))).join('; ');
	}
	const of = value as Partial<Column & Schema['person'] & { values: number | Column['values'] }>;
	if (typeof of.values === 'number') return number(of.values);
	if (Array.isArray(of.values)) {
		const said = value as { identifying: boolean; ordered: boolean };
		return [of.values.map((one) => one.name).join(', '), said.identifying ? t('release.schema.identifying') : '', said.ordered ? t('release.schema.ordered') : ''].filter(Boolean).join(' · ');
	}
	return of.each_row ? t('release.schema.each_row') : (of.column ?? t('ui.none'));
}
