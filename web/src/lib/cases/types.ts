/** Cases as the API writes them. */
import type { PartialDate } from '#lib/words/dates.ts';

export interface Coded {
	gender: string | null;
	citizenship: string[] | null;
	primary_language: string | null;
	marital_status: string | null;
	education: string | null;
	number_of_children: number | null;
	trafficking_status: string | null;
	status_decided_by: string | null;
	referral_source: string | null;
	recruitment_method: string[] | null;
	relationship_to_trafficker: string | null;
	methods_of_control: string[] | null;
	exploitation: string[] | null;
	labour_industry: string | null;
	sexual_exploitation: string[] | null;
	country_of_exploitation: string | null;
	exploitation_from: string | null;
	exploitation_to: string | null;
	age_when_trafficked: number | null;
	risk_level: string | null;
	next_step: string | null;
	due_on: string | null;
}

export type CodedName = keyof Coded;

export interface Consent {
	given: boolean;
	mode?: string | null;
	exception?: string | null;
}

export interface Case extends Coded {
	id: string;
	reference: string;
	version: number;
	state: string;
	country: string;
	team: string;
	team_name: string;
	assigned_to: string | null;
	assigned_name: string | null;
	opened_on: string;
	updated_at: string;
	consent: Consent;
	age_band: string | null;
	birth_year_known: boolean;
	closure_reason: string | null;
	/** What this person may do with this case. */
	may: string[];
	next_states: string[];
}

export interface CaseRow {
	id: string;
	reference: string;
	state: string;
	trafficking_status: string | null;
	exploitation: string[] | null;
	country: string;
	citizenship: string[] | null;
	gender: string | null;
	age_band: string | null;
	country_of_exploitation: string | null;
	team_name: string;
	assigned_to: string | null;
	assigned_name: string | null;
	next_step: string | null;
	due_on: string | null;
	opened_on: string;
	updated_at: string;
	name: { given: string; family: string } | null;
}

export interface CasePage {
	items: CaseRow[];
	next: string | null;
	totals: { all: number; by_state: Record<string, number>; by_country: Record<string, number> };
}

export interface Name {
	given: string;
	family: string;
	patronymic?: string | null;
	script: string;
	kind: string;
}

export interface Identity {
	names: Name[];
	birth: PartialDate | null;
	mother_name?: string | null;
	birthplace?: string | null;
	phone?: string | null;
	document?: string | null;
	version?: number;
}

export interface Whereabouts {
	lives_in?: string | null;
	safe_contact?: string | null;
	version?: number;
}

export interface Note {
	id: string;
	kind: 'narrative' | 'medical';
	/** Null: sealed for others. */
	text: string | null;
	written_by: string;
	written_by_name: string;
	written_at: string;
}

export interface HistoryRow {
	seq: number;
	at: string;
	actor: string | null;
	actor_name: string | null;
	action: string;
	detail: string | null;
	purpose: string | null;
}

export type Sign = 'same' | 'similar' | 'different' | 'not_recorded';

export interface Match {
	case: string;
	reference: string;
	state: string;
	birth_year: number | null;
	team_name: string;
	assigned_name: string | null;
	strength: 1 | 2 | 3;
	initials: { given?: string; family?: string };
	reasons: { sign: Sign; of: string }[];
}

export interface Task {
	case: string;
	reference: string;
	next_step: string | null;
	due_on: string;
	days_late: number;
	state: string;
	risk_level: string | null;
	primary_language: string | null;
	assigned_to_me: boolean;
	assigned_name: string | null;
}

export interface Today {
	day: string;
	late: Task[];
	today: Task[];
	week: Task[];
	waiting_for_keys: { user: string; name: string; team: string; team_name: string }[];
	recent: { case: string; reference: string; state: string; actor_name: string; at: string }[];
}
