/** What a row of the history says, for the list beside a case and for the one on paper. */
import { fieldsOf } from './changes.ts';
import type { HistoryRow } from './types.ts';
import { label, t } from '#lib/words/words.svelte.ts';

/** What was done, in words. */
export function did(row: HistoryRow): string {
	if (row.detail === 'names:list') return t('audit.did.case_list');
	if (row.detail === 'found:other_team') return t('audit.did.case_find_other_team');
	if (row.detail?.startsWith('looked:')) return t('audit.did.case_print_looked');
	if (row.detail === 'emergency:ended') return t('audit.did.emergency_end');
	if (row.detail === 'emergency:why') return t('audit.did.emergency_why');
	return t(`audit.did.${row.action}`);
}

/** With what in it: fields, a stage, a question. */
export function about(row: HistoryRow): string {
	const parts: string[] = [];
	if (row.detail?.startsWith('purpose:')) parts.push(label('ask_purpose', row.detail.slice(8)));
	if (row.detail?.startsWith('answer:')) parts.push(label('ask_answer', row.detail.slice(7)));
	if (row.detail?.startsWith('reason:')) parts.push(label('emergency_reason', row.detail.slice(7)));
	if (row.detail?.startsWith('verdict:')) parts.push(label('emergency_verdict', row.detail.slice(8)));
	const fields = fieldsOf(row);
	if (fields.length > 0) parts.push(fields.map((field) => t(`cases.field.${field}`)).join(', '));
	if (row.detail?.startsWith('state:')) parts.push(label('case_state', row.detail.slice(6)));
	return parts.join('\u00a0· ');
}
