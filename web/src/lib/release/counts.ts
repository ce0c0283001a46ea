/** Counts and keys in words. */
import { label, number, t } from '#lib/words/words.svelte.ts';
import { notRecorded, type CountRow, type CountTable } from './types.ts';

/** "1,234", or "<11" for a hidden count. */
export function count(people: number | null, smallCell: number): string {
	return people === null ? `<${number(smallCell)}` : number(people);
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
