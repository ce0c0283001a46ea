/** Items of the programme, as the API says them. */
import type { KindName } from './kinds.ts';

/** The value of an item, or of an entry of it; `kinds.ts` says what is in it. */
export type Value = Record<string, unknown>;

export interface ItemRow {
	id: string;
	kind: KindName;
	title: string;
	starts_on: string | null;
	ends_on: string | null;
	countries: string[];
	organisation: string;
	organisation_name: string;
	version: number;
	changed_at: string;
	value: Value | null;
}

export interface Item {
	id: string;
	kind: KindName;
	organisation: string;
	organisation_name: string;
	version: number;
	changed_at: string;
	changed_by: string;
	removed: boolean;
	may_change: boolean;
	value: Value;
	names: { id: string; title: string }[];
	named_by: ItemRow[];
}

export interface FormerVersion {
	version: number;
	changed_at: string;
	changed_by: string;
	value: Value;
}
