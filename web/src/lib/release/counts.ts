/** Counts and keys in words. */
import { label, number, t } from '#lib/words/words.svelte.ts';
import { notRecorded, type CountRow, type CountTable } from './types.ts';

/** Stands for a hidden count where a picture has no room for the word. Neither says how large the count is: it need not be small. */
const hiddenSign = '×';

/** "1,234", or "hidden". */
export function count(people: number | null): string {
	return people === null ? t('ui.hidden') : number(people);
}

/** "1,234", or the sign, which the legend explains. */
export function shortCount(people: number | null): string {
	return people === null ? hiddenSign : number(people);
}

const lists: Record<string, string> = {
	citizenship: 'country',
	country_of_exploitation: 'country',
	sex: 'gender',
};

/** The words of one key of a row. Years are years. */
export function keyLabel(dimension: string, key: string): string {
	if (key === notRecorded) return t('codes.answer.not_recorded');
	if (dimension === 'year') return key;
	return label(lists[dimension] ?? dimension, key);
}

export function rowLabel(table: CountTable, row: CountRow): string {
	const words = row.key.map((key, n) => keyLabel(table.dimensions[n] ?? '', key));
	if (row.key.length === 2 && row.key[0] === row.key[1]) words[1] = t('release.inside_country');
	return words.join(' → ');
}
