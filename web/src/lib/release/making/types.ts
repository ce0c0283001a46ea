/** Series of tables, their ledgers and the releases made of them, as the API says them. Amounts are epsilon as text: "0.5". */

export interface Wording {
	language: string;
	text: string;
}

export interface Value {
	name: string;
	/** Texts of the table that mean it, beside the name itself. */
	from: string[];
}
export interface Column {
	name: string;
	values: Value[];
	missing: string[];
	/** Values that say nothing of a person, such as the "no" of a tick. */
	uncounted: string[];
}
export interface Impossible {
	column: string;
	value: string;
	other_column: string;
	other_value: string;
}
export interface Schema {
	schema: number;
	lineage: string;
	people: number;
	person: { column?: string | null; each_row?: boolean | null };
	caps: { values: number } | null;
	columns: Column[];
	identifying: string[];
	ordered: string[];
	impossible: Impossible[];
	left_out: string[];
	from_data: string[];
}

export interface Lineage {
	id: string;
	name: string;
	title: string;
	version: number;
	schema_number: number;
	epsilon: string;
	epsilon_spent: string;
	epsilon_left: string;
	delta_one_in: number;
	lines: number;
	/** The database forgot lines of its ledger: nothing can be spent. */
	behind: boolean;
	created_at: string;
	created_by: string;
	changed_at: string;
	changed_by: string;
	may_write: boolean;
	may_approve: boolean;
	schema?: Partial<Schema> | null;
}
export interface SchemaVersion {
	number: number;
	hash: string;
	written_at: string;
	written_by: string;
	value?: Partial<Schema> | null;
}
export interface LedgerLine {
	line: number;
	at: string;
	kind: 'opened' | 'debit' | 'finished' | 'exact' | 'raised';
	release: string | null;
	what: string;
	epsilon: string;
	epsilon_after: string;
	by: string[];
	hash: string;
}
export interface Ledger {
	lineage: string;
	delta_one_in: number;
	lines: LedgerLine[];
}

export const kinds = ['tables', 'k', 'mst', 'aim', 'latent'] as const;
export type Kind = (typeof kinds)[number];
export type ReleaseState = 'draft' | 'proposed' | 'approved' | 'making' | 'made' | 'published' | 'withdrawn' | 'failed' | 'discarded';

export interface Plan {
	titles: Wording[];
	notes: Wording[];
	lineage: string;
	source: { kind: 'dataset' | 'cases'; dataset?: string | null };
	kind: Kind;
	epsilon?: string | null;
	length?: number | null;
	k?: number | null;
	rows?: number | null;
	joined: { column: string; width: number }[];
	crossed: { row: string; column: string }[];
	seeded?: boolean | null;
	columns: string[];
	new_table?: boolean | null;
}
export interface ReleaseRow {
	id: string;
	titles: Wording[];
	lineage: string;
	kind: Kind;
	epsilon: string | null;
	state: ReleaseState;
	version: number;
	created_at: string;
	changed_at: string;
	changed_by: string;
	waits_for_me: boolean;
}
export interface ReleaseFile {
	name: string;
	bytes: number;
	sha256: string;
}
export interface Release {
	id: string;
	state: ReleaseState;
	version: number;
	lineage_name: string;
	schema_number: number;
	created_at: string;
	created_by: string;
	changed_at: string;
	changed_by: string;
	written_by: string;
	proposed_by: string;
	approved_by: string;
	published_by: string;
	note: string;
	note_by: string;
	failure: string;
	progress?: { stage: 'reading' | 'making'; share: number } | null;
	manifest: string;
	epsilon_after?: string | null;
	made_at?: string | null;
	published_at?: string | null;
	withdrawn_at?: string | null;
	may_change: boolean;
	may_approve: boolean;
	files: ReleaseFile[];
	value: Plan;
}
export interface Forecast {
	kind: Kind;
	epsilon: string | null;
	epsilon_spent: string;
	epsilon_after: string;
	epsilon_budget: string;
	delta_one_in: number;
	share_of_budget: number;
	within_budget: boolean;
	/** False: no amount can say what it gives away. */
	covered: boolean;
	people: number;
	columns: number;
	cap: number;
	deviation_of_people?: number | null;
	lengths: { length: number; combinations: number; deviation: number }[];
}
export interface Reading {
	internal: boolean;
	rows: number;
	people: number;
	undeclared: { column: string; cells: number; texts: string[] }[];
}
