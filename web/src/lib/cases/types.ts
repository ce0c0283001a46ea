/** Cases as the API writes them. */
import type { PartialDate } from '#lib/words/dates.ts';

/** What was done to somebody in one episode. */
export interface Episode {
	recruitment_method: string[] | null;
	recruitment_websites: string[] | null;
	relationship_to_trafficker: string | null;
	methods_of_control: string[] | null;
	exploitation: string[] | null;
	labour_industry: string | null;
	sexual_exploitation: string[] | null;
	exploitation_websites: string[] | null;
	country_of_exploitation: string | null;
	exploitation_from: string | null;
	exploitation_to: string | null;
	age_when_trafficked: number | null;
}

export interface Coded extends Episode {
	gender: string | null;
	citizenship: string[] | null;
	primary_language: string | null;
	secondary_language: string | null;
	marital_status: string | null;
	education: string | null;
	number_of_children: number | null;
	deceased: string | null;
	data_agreement: string | null;
	vulnerabilities: string[] | null;
	referred_in_on: string | null;
	referred_in_because: string | null;
	referred_out_on: string | null;
	referred_out_because: string | null;
	trafficking_status: string | null;
	status_decided_by: string | null;
	referral_source: string | null;
	risk_level: string | null;
	next_step: string | null;
	due_on: string | null;
}

export type CodedName = keyof Coded;
export type EpisodeName = keyof Episode;

export interface Consent {
	given: boolean;
	mode?: string | null;
	exception?: string | null;
}

export interface Case extends Coded {
	further_episodes: Episode[] | null;
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
	salutation?: string | null;
	title?: string | null;
	phone?: string | null;
	home_phone?: string | null;
	email?: string | null;
	document?: string | null;
	version?: number;
}

/** A place as far as it is known; degrees are WGS 84. */
export interface Address {
	street?: string | null;
	city?: string | null;
	state?: string | null;
	postal_code?: string | null;
	country?: string | null;
	latitude?: number | null;
	longitude?: number | null;
}

export interface Whereabouts {
	lives_in?: string | null;
	safe_contact?: string | null;
	address?: Address | null;
	version?: number;
}

export interface TraffickingEvent extends Address {
	/** 1: the episode of the coded part; 2 and on: the further ones. */
	episode: number;
	type?: string | null;
	on: PartialDate | null;
	description?: string | null;
}

export interface Perpetrator {
	roles: string[];
	details?: string | null;
	organisation?: string | null;
}

export interface SupportPlan {
	type?: string | null;
	objectives?: string | null;
	action_plan?: string | null;
	planned_end_on?: string | null;
	actual_end_on?: string | null;
}

export interface ReferralText {
	organisation?: string | null;
	caseworker?: string | null;
	details?: string | null;
}

/** What happened and what is planned, in words and with places; sealed. */
export interface Story {
	location_of_recruitment?: string | null;
	location_of_exploitation?: string | null;
	vulnerability_details?: string | null;
	closure_details?: string | null;
	events: TraffickingEvent[];
	perpetrators: Perpetrator[];
	plans: SupportPlan[];
	referred_in: ReferralText;
	referred_out: ReferralText;
	version?: number;
}

/** What a coded field said before somebody changed it. */
export interface AnswerBefore {
	field: CodedName;
	value: Coded[CodedName];
	changed_at: string;
	changed_by_name: string;
}

/** A sealed part as it stood before somebody wrote it anew. */
export interface PartBefore<T> {
	version: number;
	changed_at: string;
	changed_by_name: string;
	value: T;
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
	actor_role: string | null;
	actor_organisation: string | null;
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

/** A match that another team holds. */
export interface HeldMatch {
	case: string;
	reference: string;
	team_name: string;
	strength: 2 | 3;
	asked: boolean;
}

export interface Found {
	searched: number;
	matches: Match[];
	elsewhere: { has_key: boolean; searched: number; not_searched: number; matches: HeldMatch[] };
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
	waiting_for_keys: { user: string; name: string; team: string; team_name: string; travelling: boolean }[];
	waiting_to_find: { user: string; name: string }[];
	asks: { id: string; case: string; reference: string; team_name: string; asked_by_name: string; purpose: string; asked_at: string }[];
	asked: {
		id: string;
		reference: string;
		team_name: string;
		purpose: string;
		asked_at: string;
		answer: string | null;
		answered_by_name: string | null;
	}[];
	recent: { case: string; reference: string; state: string; actor_name: string; at: string }[];
}
