/** Loaded tables and what may be shown of them, as the API says it. */

export interface Dataset {
	id: string;
	name: string;
	source: string;
	citation: string;
	rows: number;
	imported_at: string;
	imported_by_name: string;
}

export const views = ['world', 'central_asia'] as const;
export type View = (typeof views)[number];

export const centralAsia: readonly string[] = ['KG', 'KZ', 'TJ', 'TM', 'UZ'];

/** Nothing is known about the key of a row: "~not_recorded" in the API. */
export const notRecorded = '~not_recorded';

export interface CountRow {
	key: string[];
	/** Nothing: hidden, because the count is small or would give a small one away. */
	people: number | null;
}

export interface CountTable {
	id: string;
	dimensions: string[];
	rows: CountRow[];
	total: number | null;
	/** One person can be in several rows: they do not add up to the total. */
	people_can_repeat?: boolean;
	/** Too few people to show anything. */
	withheld?: boolean;
}

export interface Statistics {
	dataset: Dataset;
	view: View;
	/** Counts below this are hidden. */
	small_cell: number;
	tables: CountTable[];
}

export interface Refused {
	line: number;
	column: string;
	code: string;
}

export interface Import {
	state: 'running' | 'done' | 'refused' | 'failed';
	rows_read: number;
	rows_total: number;
	refused: Refused[];
	refused_total: number;
	dataset: string | null;
	/** Of a failure that has one. */
	code?: string | null;
}
