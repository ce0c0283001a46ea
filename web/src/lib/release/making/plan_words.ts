/** Parts of a plan in words: on its page, and where two changed the same one. */
import { label, number, t } from '#lib/words/words.svelte.ts';
import type { Dataset } from '../types.ts';
import { takesEpsilon, takesLength } from './plan.ts';
import { shown } from './said.ts';
import type { Plan } from './types.ts';

export function partLabel(name: string): string {
	const [member = '', language = ''] = name.split('/');
	if (member === 'titles' || member === 'notes') return `${t(`release.plan.${member}`)} · ${label('language', language)}`;
	return { source: t('release.plan.source'), kind: t('release.plan.how'), columns: t('release.plan.columns'), new_table: t('release.plan.new_table') }[member] ?? member;
}
export function sourceWords(source: Plan['source'], datasets: readonly Dataset[]): string {
	if (source.kind === 'cases') return t('release.plan.own_cases');
	return datasets.find((one) => one.id === source.dataset)?.name ?? t('release.plan.a_table');
}
/** "Tables of counts; epsilon 2; up to 2 values together". */
export function howWords(plan: Pick<Plan, 'kind' | 'epsilon' | 'length' | 'k' | 'rows' | 'joined' | 'crossed' | 'seeded'>): string {
	const { kind } = plan;
	return [
		t(`release.kind.${kind}`),
		takesEpsilon(kind) ? t('release.plan.epsilon_short', { epsilon: shown(plan.epsilon) }) : t('release.plan.k_of', { k: plan.k ?? 10 }),
		...(takesLength(kind) ? [t('release.plan.length_of', { length: plan.length ?? 3 })] : []),
		...(plan.rows ? [t('release.plan.rows_of', { rows: plan.rows })] : []),
		...plan.joined.map((one) => t('release.plan.joined_of', { column: one.column, width: one.width })),
		...plan.crossed.map((one) => t('release.plan.crossed_of', { row: one.row, column: one.column })),
		...(plan.seeded ? [t('release.plan.seeded')] : []),
	].join('; ');
}
export function partWords(value: unknown, name: string, datasets: readonly Dataset[]): string {
	if (value === undefined || value === null) return t('ui.none');
	const [member = ''] = name.split('/');
	if (member === 'titles' || member === 'notes') return String(value);
	if (member === 'source') return sourceWords(value as Plan['source'], datasets);
	if (member === 'kind') return howWords(value as Plan);
	if (member === 'columns') return (value as string[]).length === 0 ? t('release.plan.columns_every') : (value as string[]).join(', ');
	return t(value ? 'release.plan.yes' : 'release.plan.no');
}
export const columnsWords = (columns: readonly string[]) => (columns.length === 0 ? t('release.plan.columns_every') : t('release.plan.columns_named', { count: number(columns.length), names: columns.join(', ') }));
