/** Parts of an edition in words: where two disagree, and where two versions differ. */
import { longDate } from '#lib/words/dates.ts';
import { label, labels, t } from '#lib/words/words.svelte.ts';
import { partText, type Part } from './edition_draft.ts';
import type { EditionValue } from './types.ts';

export function partLabel({ member, language }: Part): string {
	const word = t(`edition.part.${member}`);
	return language === undefined ? word : t('edition.part.in_language', { part: word, language: label('language', language) });
}
export function partWords(value: EditionValue, part: Part): string {
	return words(value, part) || t('ui.none');
}
function words(value: EditionValue, part: Part): string {
	switch (part.member) {
		case 'day':
			return longDate(value.day);
		case 'countries':
			return labels('country', value.countries);
		case 'languages':
			return value.languages.map((one) => label('language', one)).join(', ');
		case 'notes':
			return value.notes.map((one) => `${one.text} (${label('language', one.language)})`).join('\n');
		case 'contacts':
			return value.contacts.map((one) => [one.name, label('country', one.country), ...one.emails, longDate(one.as_of)].join(', ')).join('\n');
		case 'fictional':
			return value.fictional ? t('edition.part.is_fictional') : '';
		default:
			return String(partText(value, part) ?? '');
	}
}
