/** A story as the API says it, as it stands in its form, and what becomes of it when two changed it. */
import type { Fault } from '../api/api.svelte.ts';
import { dayOf, partsOf, type PartialDate } from '../words/parts_of_day.ts';
import { figuresIn, withPictures } from './body.ts';

export interface Wording {
	language: string;
	text: string;
}
export interface StoryText {
	language: string;
	title: string;
	lead?: string | null;
	byline?: string | null;
	body?: string | null;
	reviewed: boolean;
}
/** What of the programme a story tells of, by the kind of item. */
export const linkMembers = ['campaigns', 'events', 'media_pieces', 'materials', 'commitments', 'facts', 'testimonies'] as const;
export type LinkMember = (typeof linkMembers)[number];
export interface StoryValue extends Partial<Record<LinkMember, string[]>> {
	country?: string | null;
	days?: { from: string; to?: string | null }[];
	texts?: StoryText[];
	pictures?: { picture: string; alternative?: Wording[]; caption?: Wording[] }[];
	figures?: { figure: string; labels?: Wording[]; sources?: Wording[] }[];
	sources?: Wording[];
}
export interface Story {
	id: string;
	edition: string;
	edition_version: number;
	version: number;
	changed_at: string;
	changed_by: string;
	removed: boolean;
	may_change: boolean;
	value: StoryValue;
	names: { id: string; title: string }[];
}

/** By language. */
export type ByLanguage = Record<string, string>;
export interface TextDraft {
	title: string;
	lead: string;
	byline: string;
	body: string;
	/** One a line. */
	sources: string;
	reviewed: boolean;
}
export interface PictureDraft {
	picture: string;
	alternative: ByLanguage;
	caption: ByLanguage;
}
export interface FigureDraft {
	labels: ByLanguage;
	sources: ByLanguage;
}
export interface StoryDraft {
	country: string;
	days: { from: PartialDate; to: PartialDate }[];
	texts: Record<string, TextDraft>;
	pictures: PictureDraft[];
	/** By the id of the figure. */
	figures: Record<string, FigureDraft>;
	links: Record<LinkMember, string[]>;
}

const textMembers = ['title', 'lead', 'byline', 'body', 'sources'] as const;
export const emptyText = (): TextDraft => ({ title: '', lead: '', byline: '', body: '', sources: '', reviewed: false });
const byLanguage = (wordings: Wording[] | undefined): ByLanguage => Object.fromEntries((wordings ?? []).map(({ language, text }) => [language, text]));
const unique = (all: string[]) => [...new Set(all)];

/** `languages`: those of the edition, each of which has a place to be written in. */
export function draftOf(value: StoryValue, languages: string[]): StoryDraft {
	const written = unique([...(value.texts ?? []).map((one) => one.language), ...(value.sources ?? []).map((one) => one.language), ...languages]);
	const texts: Record<string, TextDraft> = Object.fromEntries(written.map((code) => [code, emptyText()]));
	for (const { language, title, lead, byline, body, reviewed } of value.texts ?? []) {
		Object.assign(texts[language]!, { title, lead: lead ?? '', byline: byline ?? '', body: body ?? '', reviewed });
	}
	for (const { language, text } of value.sources ?? []) texts[language]!.sources += (texts[language]!.sources && '\n') + text;
	return {
		country: value.country ?? '',
		days: (value.days ?? []).map(({ from, to }) => ({ from: partsOf(from), to: partsOf(to) })),
		texts,
		pictures: (value.pictures ?? []).map(({ picture, alternative, caption }) => ({ picture, alternative: byLanguage(alternative), caption: byLanguage(caption) })),
		figures: Object.fromEntries((value.figures ?? []).map(({ figure, labels, sources }) => [figure, { labels: byLanguage(labels), sources: byLanguage(sources) }])),
		links: Object.fromEntries(linkMembers.map((member) => [member, [...(value[member] ?? [])]])) as Record<LinkMember, string[]>,
	};
}

export const isWritten = (text: TextDraft | undefined): boolean => !!text && [text.title, text.lead, text.byline, text.body].some((one) => one.trim() !== '');
const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
const wordings = (words: ByLanguage): Wording[] => Object.entries(words).filter(([, text]) => text.trim() !== '').map(([language, text]) => ({ language, text: text.trim() }));
const lines = (text: string): string[] => text.split('\n').map((one) => one.trim()).filter(Boolean);

/** As it is sent. */
export function valueOf(draft: StoryDraft): StoryValue {
	const written = Object.entries(draft.texts).filter(([, text]) => isWritten(text));
	const days = draft.days.map(({ from, to }) => ({ from: dayOf(from) ?? '', to: dayOf(to) })).filter(({ from, to }) => from !== '' || to !== null);
	return {
		country: draft.country || null,
		days: days.map(({ from, to }) => (to === null ? { from } : { from, to })),
		// The text of a body goes as it is typed: faults name its lines.
		texts: written.map(([language, text]) => ({ language, title: text.title.trim(), lead: orNull(text.lead), byline: orNull(text.byline), body: text.body.trim() === '' ? null : text.body, reviewed: text.reviewed })),
		pictures: draft.pictures.map(({ picture, alternative, caption }) => ({ picture, alternative: wordings(alternative), caption: wordings(caption) })),
		figures: Object.entries(draft.figures)
			.map(([figure, { labels, sources }]) => ({ figure, labels: wordings(labels), sources: wordings(sources) }))
			.filter(({ labels, sources }) => labels.length + sources.length > 0),
		...draft.links,
		sources: Object.entries(draft.texts).flatMap(([language, text]) => lines(text.sources).map((one) => ({ language, text: one }))),
	};
}
/** For the preview: what is half typed waits, so that the rest can be seen. */
export function previewOf(draft: StoryDraft): StoryValue {
	const value = valueOf(draft);
	const whole = (day: string | null | undefined) => /^\d{4}-\d\d-\d\d$/.test(day ?? '');
	return { ...value, days: value.days!.filter(({ from, to }) => whole(from) && (to === undefined || (whole(to) && to! >= from))) };
}

/** Figures that the bodies name, and those that have words already: for each of these there are words to write. */
export const figuresOf = (draft: StoryDraft): string[] => unique([...Object.values(draft.texts).flatMap((text) => figuresIn(text.body)), ...Object.keys(draft.figures)]);

/** Takes a picture out, and its lines out of every text; the others keep theirs. */
export function withoutPicture(draft: StoryDraft, at: number): void {
	draft.pictures.splice(at, 1);
	renumber(draft, (n) => (n === at + 1 ? undefined : n > at + 1 ? n - 1 : n));
}
export function movePicture(draft: StoryDraft, at: number, by: 1 | -1): void {
	const [moved] = draft.pictures.splice(at, 1);
	draft.pictures.splice(at + by, 0, moved!);
	renumber(draft, (n) => (n === at + 1 ? n + by : n === at + 1 + by ? n - by : n));
}
function renumber(draft: StoryDraft, to: (number: number) => number | undefined): void {
	for (const text of Object.values(draft.texts)) text.body = withPictures(text.body, (was) => (/^\d+$/.test(was) ? to(Number(was))?.toString() : was));
}

/** Faults name places of what was sent by their number; here by language and id, which stay when something moves. */
export function namedFaults(faults: Fault[], sent: StoryValue): Fault[] {
	const lists = { texts: (sent.texts ?? []).map((one) => one.language), sources: (sent.sources ?? []).map((one) => one.language), pictures: (sent.pictures ?? []).map((one) => one.picture), figures: (sent.figures ?? []).map((one) => one.figure) };
	return faults.map((fault) => {
		const [list = '', at = '', member = '', inner = '', ...rest] = fault.field.split('/');
		const name = lists[list as keyof typeof lists]?.[Number(at)];
		if (name === undefined) return fault;
		const use = list === 'pictures' ? sent.pictures?.[Number(at)] : list === 'figures' ? sent.figures?.[Number(at)] : undefined;
		const words = (use as Record<string, unknown> | undefined)?.[member] as Wording[] | undefined;
		const language = Array.isArray(words) ? words[Number(inner)]?.language : undefined;
		return { code: fault.code, field: [list, name, member, language ?? inner, ...rest].filter((part) => part !== '').join('/') };
	});
}
/** In which language somebody has to look for it. */
export function languageOf(field: string): string | undefined {
	const [list, name, , inner] = field.split('/');
	return list === 'texts' || list === 'sources' ? name : list === 'pictures' || list === 'figures' ? inner : undefined;
}
/** The lines of one body that are not understood. */
export function faultLines(faults: Fault[], language: string): number[] {
	const start = `texts/${language}/body/`;
	return faults.filter((one) => one.field.startsWith(start)).map((one) => Number(one.field.slice(start.length))).filter((line) => line > 0);
}

/** Every part of a story that one person can change while another changes another part. */
type Leaves = Map<string, unknown>;
function leavesOf(draft: StoryDraft): Leaves {
	const leaves: Leaves = new Map();
	leaves.set('country', draft.country);
	leaves.set('days', valueOf(draft).days);
	leaves.set('pictures', draft.pictures.map((one) => one.picture));
	for (const member of linkMembers) leaves.set(`links/${member}`, draft.links[member]);
	for (const [language, text] of Object.entries(draft.texts)) {
		for (const member of textMembers) leaves.set(`text/${language}/${member}`, text[member]);
		// By id: a number means another picture when somebody moved them.
		leaves.set(`text/${language}/body`, withPictures(text.body, (was) => draft.pictures[Number(was) - 1]?.picture ?? was));
	}
	const words = (start: string, by: ByLanguage) => Object.entries(by).forEach(([language, text]) => leaves.set(`${start}/${language}`, text.trim()));
	for (const { picture, alternative, caption } of draft.pictures) {
		words(`picture/${picture}/alternative`, alternative);
		words(`picture/${picture}/caption`, caption);
	}
	for (const [figure, { labels, sources }] of Object.entries(draft.figures)) {
		words(`figure/${figure}/labels`, labels);
		words(`figure/${figure}/sources`, sources);
	}
	return leaves;
}
/** What is not there and what is empty are the same. */
const same = (one: unknown, other: unknown) => one === other || JSON.stringify(one || '') === JSON.stringify(other || '');

/** Parts that both changed, each in another way. */
export function clashes(base: StoryDraft, mine: StoryDraft, theirs: StoryDraft): string[] {
	const [was, own, other] = [leavesOf(base), leavesOf(mine), leavesOf(theirs)];
	return unique([...own.keys(), ...other.keys()]).filter((key) => !same(was.get(key), own.get(key)) && !same(was.get(key), other.get(key)) && !same(own.get(key), other.get(key)));
}
/** What stands now with what I changed over it; of what was asked about, what was chosen. */
export function merged(base: StoryDraft, mine: StoryDraft, theirs: StoryDraft, chosen: Record<string, 'mine' | 'theirs'>): StoryDraft {
	const [was, own, other] = [leavesOf(base), leavesOf(mine), leavesOf(theirs)];
	const leaf = (key: string) => (!same(was.get(key), own.get(key)) && chosen[key] !== 'theirs' ? own.get(key) : other.get(key));
	const text = (key: string) => (leaf(key) ?? '') as string;
	const languages = unique([...Object.keys(theirs.texts), ...Object.keys(mine.texts)]);
	const bodies = languages.map((code) => text(`text/${code}/body`));
	const ids = (leaf('pictures') ?? []) as string[];
	// One that a text still shows stays, whoever took it out.
	for (const use of [...theirs.pictures, ...mine.pictures]) if (!ids.includes(use.picture) && bodies.some((body) => body.includes(`{picture:${use.picture}}`))) ids.push(use.picture);
	const wordsOf = (start: string, only?: Leaves) =>
		Object.fromEntries(languages.map((code) => [code, ((only ? only.get(`${start}/${code}`) : text(`${start}/${code}`)) ?? '') as string]).filter(([, words]) => words !== ''));
	/** A picture that one of the two has alone comes with its words. */
	const alone = (picture: string) => (theirs.pictures.some((one) => one.picture === picture) ? undefined : own);
	const texts = Object.fromEntries(
		languages.map((code, n) => {
			const made: TextDraft = { title: text(`text/${code}/title`), lead: text(`text/${code}/lead`), byline: text(`text/${code}/byline`), sources: text(`text/${code}/sources`), body: withPictures(bodies[n]!, (id) => (ids.includes(id) ? String(ids.indexOf(id) + 1) : id)), reviewed: false };
			return [code, { ...made, reviewed: [[own, mine], [other, theirs]].some(([leaves, draft]) => (draft as StoryDraft).texts[code]?.reviewed && textMembers.every((member) => same((leaves as Leaves).get(`text/${code}/${member}`), leaf(`text/${code}/${member}`)))) }];
		}),
	);
	const days = (leaf('days') ?? []) as NonNullable<StoryValue['days']>;
	return {
		country: text('country'),
		days: days.map(({ from, to }) => ({ from: partsOf(from), to: partsOf(to) })),
		texts,
		pictures: ids.map((picture) => ({ picture, alternative: wordsOf(`picture/${picture}/alternative`, alone(picture)), caption: wordsOf(`picture/${picture}/caption`, alone(picture)) })),
		figures: Object.fromEntries(unique([...Object.keys(theirs.figures), ...Object.keys(mine.figures)]).map((id) => [id, { labels: wordsOf(`figure/${id}/labels`), sources: wordsOf(`figure/${id}/sources`) }])),
		links: Object.fromEntries(linkMembers.map((member) => [member, [...((leaf(`links/${member}`) ?? []) as string[])]])) as Record<LinkMember, string[]>,
	};
}
