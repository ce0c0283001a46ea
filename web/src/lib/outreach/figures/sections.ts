/** The charts of the programme, each beside its table. Direct and indirect reach are never in one chart. */
import { count, shortCount } from '#lib/release/counts.ts';
import type { Bar } from '#lib/release/charts/bar.ts';
import type { Place } from '#lib/release/map/places.ts';
import type { Section } from '#lib/release/sections.ts';
import { centralAsia, type View } from '#lib/release/types.ts';
import { longDate } from '#lib/words/dates.ts';
import { label, number, t } from '#lib/words/words.svelte.ts';
import { daysIn } from '../days.ts';
import { spanText } from '../span.ts';
import { perDay, placeOf } from './contacts.ts';
import type { CampaignContacts, Count, ProgrammeFigures, ReachLine, Sort } from './types.ts';

interface Line extends Bar {
	code: string;
	/** A further column: how the figure was got. */
	basis?: string;
}

function summary(title: string, lines: Line[]): string {
	const top = [...lines].sort((a, b) => (b.people ?? -1) - (a.people ?? -1))[0];
	return top ? t('release.chart_summary', { title, name: top.label, people: count(top.people), rows: lines.length }) : title;
}

function section(id: string, title: string, heads: [string, string], lines: Line[], notes: string[]): Section {
	const withBasis = lines.some((line) => line.basis !== undefined);
	const muted = (line: Line) => line.quiet === true || line.people === null;
	return {
		id,
		kind: 'bars',
		title,
		rows: [],
		bars: lines,
		columns: [{ text: heads[0] }, ...(withBasis ? [{ text: t('outreach.figures.basis') }] : []), { text: heads[1], figures: true }],
		lines: lines.map((line) => [
			{ text: line.label, muted: line.quiet === true },
			...(withBasis ? [{ text: line.basis ?? '' }] : []),
			{ text: line.people === null ? `${shortCount(null)} ${count(null)}` : count(line.people), muted: muted(line) },
		]),
		total: undefined,
		notes,
		summary: summary(title, lines),
		file: [
			['code', 'label', ...(withBasis ? ['basis'] : []), 'count', 'note'],
			...lines.map((line) => [
				line.code,
				line.label,
				...(withBasis ? [line.basis ?? ''] : []),
				...(line.people === null ? ['', 'hidden'] : [String(line.people), '']),
			]),
		],
	};
}

/** Measures by channel, one chart for each measure: views and people are not laid side by side. */
function reach(near: 'direct' | 'indirect' | 'outputs', all: ReachLine[]): Section[] {
	const measures = [...new Set(all.map((line) => line.measure))];
	return measures.map((measure) => {
		const lines = all
			.filter((line) => line.measure === measure)
			.map((line) => ({
				code: line.channel,
				label: line.channel ? label('channel', line.channel) : t('outreach.figures.no_channel'),
				people: line.value,
				basis: line.bases.map((basis) => label('figure_basis', basis)).join(', '),
			}));
		const title = label('measure', measure);
		const notes = [t(`outreach.figures.${near}_note`)];
		if (all.some((line) => line.measure === measure && line.measurements > 1)) notes.push(t('outreach.figures.may_repeat'));
		return section(`${near}_${measure}`, title, [t('outreach.figures.channel'), t('outreach.figures.count')], lines, notes);
	});
}

function people(id: string, list: string, sorts: Sort[]): Section[] {
	const known = sorts.filter((sort) => sort.code);
	if (known.length === 0) return [];
	const order = (sort: Sort) => (sort.code ? 0 : 1);
	const lines = [...sorts]
		.sort((a, b) => order(a) - order(b))
		.map((sort) => ({
			code: sort.code,
			label: sort.code ? label(list, sort.code) : t('codes.answer.not_recorded'),
			people: sort.count,
			quiet: !sort.code,
		}));
	const title = t(`outreach.figures.${id}`);
	const notes = [t('outreach.figures.people_note')];
	if (sorts.some((sort) => sort.hidden)) notes.push(t('outreach.figures.hidden_note'));
	return [section(id, title, [title, t('release.people')], lines, notes)];
}

export interface FigureSection extends Section {
	/** Of a map. */
	places?: { places: Place[]; view: View };
	/** Of a chart over days. */
	campaign?: CampaignContacts;
}

/**
 * The bars of countries as a map. One of Central Asia has room for its neighbours' circles and none for the rest of the
 * world: who came from elsewhere is named below it.
 */
function onMap(sorts: Sort[]): FigureSection[] {
	const known = sorts.filter((sort) => sort.code);
	const near = known.filter((sort) => centralAsia.includes(sort.code));
	const shown = near.length ? near : known;
	const away = known.filter((sort) => !shown.includes(sort)).map((sort) => `${label('country', sort.code)}: ${count(sort.count)}`);
	const missing = sorts.find((sort) => !sort.code);
	return people('by_country', 'country', sorts).map((section) => ({
		...section,
		kind: 'map',
		places: { places: shown.map(({ code, count }) => ({ code, people: count })), view: near.length ? 'central_asia' : 'world' },
		notes: [
			t('outreach.figures.map_note'),
			...(away.length ? [t('outreach.figures.map_away', { countries: away.join(', ') })] : []),
			...(missing ? [t('release.not_in_chart', { people: count(missing.count) })] : []),
			...section.notes,
			t('release.map_borders'),
		],
	}));
}

const tenth = (value: number) => number(Math.round(value * 10) / 10);

/** One campaign, never several together: its counts are its own. */
function contacts(campaign: CampaignContacts): FigureSection {
	const { title, contacts: all } = campaign;
	const channel = (code: string) => (code ? label('channel', code) : t('outreach.figures.no_channel'));
	const place = (one: (typeof all)[number]) => placeOf(one, campaign) ?? '';
	const extent = { from: all[0]!.starts_on, to: all.map((one) => one.ends_on).sort().at(-1)! };
	const days = spanText(campaign.starts_on, campaign.ends_on);
	const posts = campaign.posted_on.length;
	return {
		id: campaign.id,
		kind: 'days',
		title,
		rows: [],
		bars: [],
		columns: [
			{ text: t('outreach.contacts.days') },
			{ text: t('outreach.contacts.place') },
			{ text: t('outreach.figures.channel') },
			{ text: t('outreach.contacts.count'), figures: true },
			{ text: t('outreach.contacts.per_day'), figures: true },
			{ text: t('outreach.figures.basis') },
		],
		lines: all.map((one) => [
			// Parted only between its two days.
			spanText(one.starts_on, one.ends_on).replaceAll(' ', '\u00a0').replace('–\u00a0', '– '),
			place(one) && t(`outreach.contacts.${place(one)}`),
			channel(one.channel),
			number(one.count),
			tenth(perDay(one)),
			label('figure_basis', one.basis),
		]),
		total: undefined,
		notes: [
			...(days ? [t('outreach.contacts.campaign_days', { days })] : []),
			...(posts ? [t('outreach.contacts.posts_note', { posts })] : []),
			t('outreach.contacts.height_note'),
		],
		summary: t('outreach.contacts.summary', { title, from: longDate(extent.from), to: longDate(extent.to), lines: all.length }),
		file: [
			['starts_on', 'ends_on', 'days', 'campaign_days', 'channel', 'channel_label', 'contacts', 'contacts_per_day', 'basis', 'basis_label'],
			...all.map((one) => [
				one.starts_on,
				one.ends_on,
				String(daysIn(one.starts_on, one.ends_on)),
				place(one),
				one.channel,
				one.channel ? channel(one.channel) : '',
				String(one.count),
				String(Math.round(perDay(one) * 1000) / 1000),
				one.basis,
				label('figure_basis', one.basis),
			]),
		],
		campaign,
	};
}

function states(id: string, list: string, counts: Count[]): Section[] {
	if (counts.length === 0) return [];
	const lines = counts.map((one) => ({ code: one.code, label: label(list, one.code), people: one.count }));
	return [section(id, t(`outreach.figures.${id}`), [t(`outreach.figures.${id === 'events' ? 'kind' : 'state'}`), t('outreach.figures.count')], lines, [])];
}

export interface Group {
	id: 'direct' | 'indirect' | 'participants' | 'contacts' | 'outputs' | 'follow_up';
	sections: FigureSection[];
}

/** Groups that have something to show, in the order of the page. */
export function groups(figures: ProgrammeFigures): Group[] {
	const of = figures.participants;
	const all: Group[] = [
		{ id: 'direct', sections: reach('direct', figures.direct) },
		{
			id: 'participants',
			sections: [
				...people('by_gender', 'gender', of.by_gender),
				...people('by_age_group', 'age_group', of.by_age_group),
				...onMap(of.by_country),
				...people('by_sector', 'sector', of.by_sector),
			],
		},
		{ id: 'indirect', sections: reach('indirect', figures.indirect) },
		{ id: 'contacts', sections: figures.contacts.map(contacts) },
		{ id: 'outputs', sections: [...states('events', 'event_kind', figures.events), ...reach('outputs', figures.outputs)] },
		{
			id: 'follow_up',
			sections: [
				...states('proposals', 'proposal_state', figures.proposals),
				...states('commitment_items', 'commitment_state', figures.commitment_items),
			],
		},
	];
	return all.filter((group) => group.sections.length > 0);
}

/** What was made and done, as counted from the items themselves; `onlyDone`: without how many came. */
export function facts(figures: ProgrammeFigures, onlyDone = false): { label: string; value: string }[] {
	const of = figures.participants;
	const all: [string, number][] = [
		['events_held', of.events],
		['people_at_events', of.people],
		['attendances', of.attendances],
		['appearances', figures.media_appearances],
		['posts', figures.posts],
		['airings', figures.airings],
		['handed_out', figures.handed_out],
	];
	const people = ['people_at_events', 'attendances'];
	return all.filter(([name, value]) => value > 0 && !(onlyDone && people.includes(name))).map(([name, value]) => ({ label: t(`outreach.figures.${name}`), value: number(value) }));
}
