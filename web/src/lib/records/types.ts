/** Imports as the API writes them. */
import type { Coded, Consent, Identity } from '#lib/cases/types.ts';

export interface Sheet {
	name: string;
	hidden: boolean;
}
export interface Upload {
	id: string;
	sheets: Sheet[];
	/** Of a text file: a guess. */
	encoding: string | null;
	delimiter: string | null;
}

export interface ValueCount {
	value: string;
	count: number;
}
/** A column of somebody's spreadsheet. */
export interface TableColumn {
	heading: string;
	filled: number;
	samples: string[];
	/** Each value once; nothing where there are many. */
	values: ValueCount[] | null;
	/** The same of the parts of cells; nothing where no cell has two. */
	parts: ValueCount[] | null;
}
export interface SheetSummary {
	lines: number;
	columns: TableColumn[];
	without_result: number;
}

/** What a column can be. */
export interface KnownColumn {
	name: string;
	member: string;
	section: string;
	kind: 'text' | 'date' | 'code' | 'codes' | 'yes_no' | 'number' | 'degrees' | 'lookup';
	list: string;
	/** Coded, and also takes why there is no answer. */
	unknown_too: boolean;
}

export interface ValueChoice {
	value: string;
	code: string;
}
export interface ColumnChoice {
	heading: string;
	column: string;
	values: ValueChoice[];
}
export interface Mapping {
	columns: ColumnChoice[];
	month_first: boolean;
}
export interface Reading {
	sheet: string;
	mapping: Mapping;
	defaults: { country: string; consent: Consent };
	leave_out_faulty: boolean;
	leave_out_duplicates: boolean;
}

export interface TableProblem {
	code: string;
	heading: string;
	value: string;
	place: string;
	count: number;
}
/** A case as it would become. */
export interface Preview {
	row: number;
	country: string;
	state: string;
	consent: Consent;
	opened_on: string | null;
	identity: Identity;
	answers: Coded;
	whereabouts: { lives_in?: string | null; safe_contact?: string | null };
	notes: number;
}
export interface Checked {
	lines: number;
	found: number;
	faulty: number;
	duplicates: number;
	ready: number;
	problems: TableProblem[];
	more_problems: boolean;
	first: Preview[];
}

export interface SavedMapping {
	id: string;
	team: string;
	name: string;
	version: number;
	mapping: Mapping;
	saved_by_name: string;
	saved_at: string;
}

export interface CaseImport {
	id: string;
	team: string;
	name: string;
	begun_by_name: string;
	begun_at: string;
	state: 'running' | 'done' | 'stopped' | 'taking_back' | 'taken_back';
	wanted: number;
	/** Cases of it that are here. */
	cases: number;
	taken_back_at: string | null;
	taken_back_by_name: string | null;
	may_take_back: boolean;
	done: number | null;
	of: number | null;
	code: string | null;
}
export interface OneImport {
	import: CaseImport;
	first: { id: string; reference: string }[];
}
