/** Editions of the bulletin and what is printed of them, as the API says them. */

export type EditionState = 'draft' | 'in_review' | 'approved' | 'published' | 'withdrawn';

/** What somebody wrote in one language. */
export interface Wording {
	language: string;
	text: string;
}
export interface Section {
	key: string;
	titles: Wording[];
	stories: string[];
}
export interface Contact {
	country: string;
	name: string;
	emails: string[];
	as_of: string;
}
/** What an edition says itself; sent whole, with the order of everything. */
export interface EditionValue {
	titles: Wording[];
	leads: Wording[];
	number: string | null;
	day: string;
	countries: string[];
	languages: string[];
	notes: Wording[];
	sections: Section[];
	contacts: Contact[];
	fictional: boolean | null;
}
export interface EditionRow {
	id: string;
	title: string;
	day: string;
	state: EditionState;
	/** Number of the version that is out; 0: none. */
	released: number;
	slug: string;
	version: number;
	changed_at: string;
	changed_by: string;
}
export interface StoryRow {
	id: string;
	title: string;
	country: string | null;
	languages: string[];
	/** Key of its section; empty: in none. */
	section: string;
	version: number;
	changed_at: string;
	changed_by: string;
}
export interface Edition {
	id: string;
	state: EditionState;
	version: number;
	changed_at: string;
	changed_by: string;
	asked_by: string;
	approved_by: string;
	note: string;
	note_by: string;
	released: number;
	slug: string;
	may_change: boolean;
	may_approve: boolean;
	value: EditionValue;
	stories: StoryRow[];
}

export interface Obstacle {
	code: string;
	story: string | null;
	what: string;
}
export interface Lack {
	story: string | null;
	language: string;
	what: string;
}
export interface Missing {
	obstacles: Obstacle[];
	lacks: Lack[];
}
export interface Release {
	number: number;
	out: boolean;
	published_at: string;
	published_by: string;
	approved_by: string;
	/** From the one before: "edition", ids of stories. */
	differs: string[];
	value: ReleaseValue | null;
}
export interface ReleaseValue {
	edition: EditionValue;
	stories: { id: string; value: { country: string | null; texts: ReleaseText[] } & Record<string, unknown> }[];
}
export interface ReleaseText {
	language: string;
	title: string;
	lead: string | null;
	byline: string | null;
	body: string | null;
	reviewed: boolean;
}

export interface Run {
	kind: 'text' | 'strong' | 'emphasis' | 'link' | 'figure';
	text: string;
	link: string;
}
export interface PrintedFigure {
	value: string;
	number: string;
	unit: string;
	label: string;
	basis: string;
	source: string;
	source_link: string;
	corrected_on: string | null;
}
export interface PrintedPicture {
	id: string;
	alternative: string;
	caption: string;
	credit: string;
	width: number;
	height: number;
}
export interface Block {
	kind: 'heading' | 'paragraph' | 'points' | 'quote' | 'figure' | 'picture' | 'link';
	runs: Run[];
	items: Run[][];
	who: string;
	language: string;
	figure: PrintedFigure;
	picture: PrintedPicture;
	link: string;
}
export interface PrintedStory {
	key: string;
	country: string;
	title: string;
	lead: string;
	byline: string;
	days: string[];
	blocks: Block[];
	figures: PrintedFigure[];
	sources: string[];
	translated: boolean;
	language: string;
	reviewed: boolean;
}
export interface PrintedEdition {
	id: string;
	slug: string;
	language: string;
	title: string;
	lead: string;
	number: string;
	day: string;
	countries: string[];
	languages: string[];
	notes: string[];
	fictional: boolean;
	version: number;
	sections: { title: string; stories: PrintedStory[] }[];
	contacts: { country: string; name: string; emails: string[]; as_of: string }[];
	withdrawn: string[];
}
