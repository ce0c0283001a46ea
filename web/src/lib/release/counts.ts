/** Counts as they are shown: what is small stays hidden, what is not shown singly is shown together. */
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

const isRecorded = (row: CountRow) => !row.key.includes(notRecorded);
/** Largest first; hidden counts after all that are shown. */
const bySize = (a: CountRow, b: CountRow) => (b.people ?? -1) - (a.people ?? -1);
const sum = (rows: CountRow[]) => rows.reduce((all, row) => all + (row.people ?? 0), 0);

export interface Part {
	/** Rows shown singly; hidden counts last. */
	rows: CountRow[];
	/** People of the rows not shown singly, and of all hidden counts; 0 when there are none. */
	others: number;
	/** People of whom the key was not recorded. */
	unrecorded: CountRow | undefined;
}

/**
 * The largest rows singly, then hidden ones while there is room, and the rest together. The rest is what the shown counts
 * leave of the total, hidden counts among it, so it says no more than the server did.
 */
export function largest(table: CountTable, limit: number): Part {
	const recorded = table.rows.filter(isRecorded).sort(bySize);
	const shown = recorded.filter((row) => row.people !== null).slice(0, limit);
	const hidden = recorded.filter((row) => row.people === null).slice(0, limit - shown.length);
	const missing = table.rows.filter((row) => !isRecorded(row));
	const known = missing.filter((row) => row.people !== null);
	const unrecorded = missing.length ? { key: [notRecorded], people: known.length ? sum(known) : null } : undefined;
	const others = table.total === null ? 0 : table.total - sum(shown) - sum(known);
	return { rows: [...shown, ...hidden], others: Math.max(others, 0), unrecorded };
}

/** All rows as they came (years, age bands) or by size, with what was not recorded apart. */
export function all(table: CountTable, ordered: boolean): Part {
	const rows = table.rows.filter(isRecorded);
	return {
		rows: ordered ? rows : rows.sort(bySize),
		others: 0,
		unrecorded: table.rows.find((row) => !isRecorded(row)),
	};
}

export const hasHidden = (table: CountTable) => table.rows.some((row) => row.people === null);
