/** The six parts of the page: each a chart and its table, made from one table of the API, in the same order. */
import { number, t } from '#lib/words/words.svelte.ts';
import type { Cell } from '#lib/ui/DataTable.svelte';
import type { Bar } from './charts/bar.ts';
import { count, keyLabel, rowLabel, shortCount } from './counts.ts';
import { all, hasHidden, largest, type Part } from './parts.ts';
import { notRecorded, type CountRow, type CountTable, type Statistics } from './types.ts';

export type Kind = 'map' | 'columns' | 'bars' | 'days';

export interface Section {
	id: string;
	kind: Kind;
	title: string;
	/** What the chart draws: rows for the map, bars for the others. */
	rows: CountRow[];
	bars: Bar[];
	columns: { text: string; figures?: boolean }[];
	lines: (string | Cell)[][];
	total: string[] | undefined;
	notes: string[];
	/** For those who cannot see the chart. */
	summary: string;
	/** The whole table for a file: codes, words, people, and "hidden" where the people are. */
	file: string[][];
}

interface Plan {
	id: string;
	kind: Kind;
	part: (table: CountTable) => Part;
}

const plans: Plan[] = [
	{ id: 'corridor', kind: 'map', part: (table) => largest(table, 12) },
	{ id: 'year', kind: 'columns', part: (table) => all(table, true) },
	{ id: 'sex', kind: 'bars', part: (table) => all(table, false) },
	{ id: 'age_band', kind: 'columns', part: (table) => all(table, true) },
	{ id: 'citizenship', kind: 'bars', part: (table) => largest(table, 15) },
	{ id: 'exploitation', kind: 'bars', part: (table) => all(table, false) },
];

/** What is drawn and listed after the rows: the rest together, and what was not recorded. */
function rest(table: CountTable, part: Part): Bar[] {
	const bars: Bar[] = [];
	if (part.others > 0) {
		const word = hasHidden(table) ? 'release.others_and_hidden' : 'release.others';
		bars.push({ label: t(word), people: part.others, quiet: true });
	}
	if (part.unrecorded) {
		const word = table.id === 'corridor' ? 'release.end_not_recorded' : 'codes.answer.not_recorded';
		bars.push({ label: t(word), people: part.unrecorded.people, quiet: true });
	}
	return bars;
}

function notes(table: CountTable, plan: Plan, part: Part, smallCell: number): string[] {
	const made: string[] = [];
	if (plan.kind === 'map') made.push(t('release.map_note'), t('release.map_borders'));
	if (table.people_can_repeat) made.push(t('release.several_forms'));
	if (plan.kind === 'columns' && part.unrecorded) {
		made.push(t('release.not_in_chart', { people: count(part.unrecorded.people) }));
	}
	if (hasHidden(table)) made.push(t('release.hidden_note', { limit: smallCell }));
	return made;
}

function summary(table: CountTable, title: string, part: Part): string {
	const top = [...part.rows].sort((a, b) => (b.people ?? -1) - (a.people ?? -1))[0];
	if (!top) return title;
	return t('release.chart_summary', {
		title,
		name: rowLabel(table, top),
		people: count(top.people),
		rows: part.rows.length,
	});
}

function fileOf(table: CountTable): string[][] {
	const heads = table.dimensions.flatMap((dimension) => [dimension, `${dimension}_label`]);
	const rows = table.rows.map((row) => [
		...row.key.flatMap((key, n) => [key === notRecorded ? '' : key, keyLabel(table.dimensions[n] ?? '', key)]),
		...(row.people === null ? ['', 'hidden'] : [String(row.people), '']),
	]);
	return [[...heads, 'people', 'note'], ...rows];
}

/** Columns have short names, and a year without anybody keeps its place. */
function columnBars(table: CountTable, part: Part): Bar[] {
	const bars = part.rows.map((row) => ({ label: (row.key[0] ?? '').replace('-', '–'), people: row.people }));
	if (table.id !== 'year' || !bars.length) return bars;
	const years = bars.map((bar) => Number(bar.label));
	const first = Math.min(...years);
	return Array.from({ length: Math.max(...years) - first + 1 }, (_, n) => {
		const year = String(first + n);
		return bars.find((bar) => bar.label === year) ?? { label: year, people: 0 };
	});
}

function section(table: CountTable, plan: Plan, smallCell: number): Section {
	const part = plan.part(table);
	const title = t(`release.${table.id}`);
	const single: Bar[] = part.rows.map((row) => ({ label: rowLabel(table, row), people: row.people }));
	const after = rest(table, part);
	const cells = (bar: Bar): (string | Cell)[] => [
		{ text: bar.label, muted: bar.quiet === true },
		{ text: bar.people === null ? `${shortCount(null)} ${count(null)}` : count(bar.people), muted: bar.quiet === true || bar.people === null },
	];
	return {
		id: table.id,
		kind: plan.kind,
		title,
		rows: part.rows,
		bars: plan.kind === 'columns' ? columnBars(table, part) : [...single, ...after],
		columns: [{ text: t(`release.${table.id}_head`) }, { text: t('release.people'), figures: true }],
		lines: [...single, ...after].map(cells),
		total:
			table.total === null ? undefined : [t(table.people_can_repeat ? 'release.all_people' : 'release.all'), number(table.total)],
		notes: notes(table, plan, part, smallCell),
		summary: summary(table, title, part),
		file: fileOf(table),
	};
}

export function sections(statistics: Statistics): Section[] {
	return plans.flatMap((plan) => {
		const table = statistics.tables.find((one) => one.id === plan.id);
		return table && table.rows.length > 0 ? [section(table, plan, statistics.small_cell)] : [];
	});
}
