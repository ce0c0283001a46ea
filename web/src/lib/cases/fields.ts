/** The coded questions of a case, in the order of the page. A question is answered once: its hint helps to ask it. */
import { label, labels, number, t, words } from '#lib/words/words.svelte.ts';
import { longDate, monthYear } from '#lib/words/dates.ts';
import type { Coded, CodedName, Episode, EpisodeName } from './types.ts';

export interface Field {
	name: CodedName;
	kind: 'one' | 'several' | 'number' | 'month' | 'day';
	/** Its code list. */
	list?: string;
	/** A plain code: "unknown" and its kin are not offered. */
	plain?: boolean;
}

export const personFields: Field[] = [
	{ name: 'gender', kind: 'one', list: 'gender' },
	{ name: 'citizenship', kind: 'several', list: 'country' },
	{ name: 'primary_language', kind: 'one', list: 'language' },
	{ name: 'secondary_language', kind: 'one', list: 'language' },
	{ name: 'marital_status', kind: 'one', list: 'marital_status' },
	{ name: 'education', kind: 'one', list: 'education' },
	{ name: 'number_of_children', kind: 'number' },
	{ name: 'vulnerabilities', kind: 'several', list: 'vulnerability' },
	{ name: 'referral_source', kind: 'one', list: 'referral_source' },
	{ name: 'data_agreement', kind: 'one', list: 'yes_no' },
	{ name: 'deceased', kind: 'one', list: 'yes_no' },
];

/** What is asked of every episode. */
export const episodeFields: (Field & { name: EpisodeName })[] = [
	{ name: 'recruitment_method', kind: 'several', list: 'recruitment_method' },
	{ name: 'recruitment_websites', kind: 'several', list: 'website_or_app' },
	{ name: 'exploitation', kind: 'several', list: 'exploitation' },
	{ name: 'labour_industry', kind: 'one', list: 'labour_industry' },
	{ name: 'sexual_exploitation', kind: 'several', list: 'sexual_exploitation' },
	{ name: 'exploitation_websites', kind: 'several', list: 'website_or_app' },
	{ name: 'methods_of_control', kind: 'several', list: 'method_of_control' },
	{ name: 'relationship_to_trafficker', kind: 'one', list: 'relationship_to_trafficker' },
	{ name: 'country_of_exploitation', kind: 'one', list: 'country' },
	{ name: 'exploitation_from', kind: 'month' },
	{ name: 'exploitation_to', kind: 'month' },
	{ name: 'age_when_trafficked', kind: 'number' },
];

export const happenedFields: Field[] = [
	...episodeFields,
	{ name: 'trafficking_status', kind: 'one', list: 'trafficking_status', plain: true },
	{ name: 'status_decided_by', kind: 'one', list: 'decision_org' },
];

export const nextFields: Field[] = [
	{ name: 'next_step', kind: 'one', list: 'next_step', plain: true },
	{ name: 'due_on', kind: 'day' },
	{ name: 'risk_level', kind: 'one', list: 'risk_level' },
];

export const referralFields: Field[] = [
	{ name: 'referred_in_on', kind: 'day' },
	{ name: 'referred_in_because', kind: 'one', list: 'referral_reason' },
	{ name: 'referred_out_on', kind: 'day' },
	{ name: 'referred_out_because', kind: 'one', list: 'referral_reason' },
];

export const allFields: Field[] = [...nextFields, ...personFields, ...happenedFields, ...referralFields];

/** The name of any question of a case, coded or sealed, and the words that help to ask it. */
export const nameOf = (field: string) => t(`cases.field.${field}`);
export function questionOf(field: string): string | undefined {
	const key = `cases.ask.${field}`;
	return words.has(key) ? t(key) : undefined;
}

export const fieldLabel = (field: Field) => t(`cases.field.${field.name}`);

/** Industry belongs to labour, the other to sexual exploitation: asked only where it can have an answer, shown where it has one. */
export function applies(field: Field, coded: Partial<Coded>): boolean {
	const forms = coded.exploitation ?? [];
	const known = forms.some((form) => !form.startsWith('~'));
	const has = (word: RegExp) => !known || forms.some((form) => word.test(form));
	const value = coded[field.name];
	if (Array.isArray(value) ? value.length > 0 : value && value !== '~not_asked') return true;
	if (field.name === 'exploitation_websites') return has(/Sexual|Scam|Criminal|Begging/);
	if (field.name === 'labour_industry') return has(/Labour|Servitude|Scam/);
	if (field.name === 'sexual_exploitation') return has(/Sexual/);
	return true;
}

/** Whether there is an answer worth a line in full ink. */
export function answered(value: Coded[CodedName]): boolean {
	if (value === null || value === undefined || value === '') return false;
	if (Array.isArray(value)) return value.some((code) => !code.startsWith('~'));
	return typeof value === 'number' || !value.startsWith('~');
}

/** An episode in a line: what, where, when. */
export function episodeText(episode: Episode): string {
	const known = episodeFields.filter((field) => answered(episode[field.name]));
	const said = known.map((field) => fieldText(field, episode[field.name]));
	return said.join('\u00a0· ') || t('codes.answer.not_asked');
}

export function fieldText(field: Field, value: Coded[CodedName]): string {
	if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) {
		return t('codes.answer.not_asked');
	}
	if (Array.isArray(value)) return labels(field.list!, value);
	if (typeof value === 'number') return number(value);
	if (field.kind === 'day') return longDate(value);
	if (field.kind === 'month') return value.length === 4 ? value : monthYear(value);
	return label(field.list!, value);
}
