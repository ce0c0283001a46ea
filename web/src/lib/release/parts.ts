/** Which rows are shown singly and which together. What is small stays hidden both ways. */
import { notRecorded, type CountRow, type CountTable } from './types.ts';

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
