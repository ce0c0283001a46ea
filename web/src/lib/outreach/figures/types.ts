/** GET /api/programme/figures. */
export interface Sort {
	/** Empty: not known. */
	code: string;
	/** Nothing: hidden. */
	count: number | null;
	hidden: boolean;
}
export interface ReachLine {
	measure: string;
	/** Empty: not said. */
	channel: string;
	value: number;
	bases: string[];
	measurements: number;
}
export interface Progress {
	value: number | null;
	measured_on: string | null;
	target: number | null;
	target_by: string | null;
	share: number | null;
	bases: string[];
}
export interface IndicatorLine {
	id: string;
	title: string;
	code: string;
	unit: string;
	baseline: number | null;
	progress: Progress;
}
/** One count of contacts, in its own days. */
export interface ContactsIn {
	starts_on: string;
	ends_on: string;
	count: number;
	/** Empty: not said. */
	channel: string;
	basis: string;
}
export interface CampaignContacts {
	id: string;
	title: string;
	starts_on: string | null;
	ends_on: string | null;
	posted_on: string[];
	contacts: ContactsIn[];
}
export interface Count {
	code: string;
	count: number;
}
export interface ProgrammeFigures {
	from: string;
	to: string;
	indicators: IndicatorLine[];
	direct: ReachLine[];
	indirect: ReachLine[];
	outputs: ReachLine[];
	participants: {
		events: number;
		events_without_count: number;
		people: number;
		attendances: number;
		by_gender: Sort[];
		by_age_group: Sort[];
		by_country: Sort[];
		by_sector: Sort[];
	};
	knowledge: { tests: number; people: number; before: number | null; after: number | null };
	events: Count[];
	media_appearances: number;
	posts: number;
	airings: number;
	handed_out: number;
	proposals: Count[];
	commitment_items: Count[];
	contacts: CampaignContacts[];
}
