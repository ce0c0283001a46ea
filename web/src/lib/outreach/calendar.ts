/** One month of the programme as days. */
import { dayNumber, dayText, daysIn, weekdayOf } from './days.ts';
import type { ItemRow } from './types.ts';

export interface DayPart {
	day: string;
	part: 'post' | 'appearance' | 'airing' | 'promise' | 'milestone';
	title: string;
	/** Of a promise, and "done" of a milestone that was reached. */
	state: string;
	item: string;
	kind: ItemRow['kind'];
	item_title: string;
}

export interface Day {
	day: string;
	/** Of the month before or after: only so that weeks are whole. */
	outside: boolean;
	/** Items that begin on it, or are on from before the month and stand on its first day. */
	items: ItemRow[];
	/** Items that stand on an earlier day and are still on. */
	goesOn: ItemRow[];
	parts: DayPart[];
}

export interface Month {
	/** Whole weeks, Monday first. */
	days: Day[];
	/** What lasts longer than any month has no day of its own in it. */
	long: ItemRow[];
}

const longest = 31;

export const isMonth = (text: string | null): text is string => text !== null && /^(19|20)\d\d-(0[1-9]|1[0-2])$/.test(text);

/** "2026-11" and 1 is "2026-12". */
export function monthAfter(month: string, by: number): string {
	const [year, number] = month.split('-').map(Number) as [number, number];
	const all = year * 12 + number - 1 + by;
	return `${String(Math.floor(all / 12)).padStart(4, '0')}-${String((all % 12) + 1).padStart(2, '0')}`;
}

export function lastDay(month: string): string {
	return dayText(dayNumber(`${monthAfter(month, 1)}-01`) - 1);
}

const begins = (row: ItemRow) => row.starts_on ?? row.ends_on ?? '';
const ends = (row: ItemRow) => row.ends_on ?? row.starts_on ?? '';
/** Where it came out says more than from when to when: its appearances have days of their own. */
const isShownByParts = (row: ItemRow) => row.kind === 'media_piece';

export function monthOf(month: string, rows: ItemRow[], parts: DayPart[]): Month {
	const first = `${month}-01`;
	const last = lastDay(month);
	const shown = rows.filter((row) => !isShownByParts(row) && begins(row) <= last && ends(row) >= first);
	const isLong = (row: ItemRow) => daysIn(begins(row), ends(row)) > longest;
	const short = shown.filter((row) => !isLong(row)).sort((a, b) => (begins(a) < begins(b) ? -1 : begins(a) > begins(b) ? 1 : 0));
	const monday = dayNumber(first) - weekdayOf(dayNumber(first));
	const sunday = dayNumber(last) + 6 - weekdayOf(dayNumber(last));
	const days = Array.from({ length: sunday - monday + 1 }, (_, n): Day => {
		const day = dayText(monday + n);
		if (day < first || day > last) return { day, outside: true, items: [], goesOn: [], parts: [] };
		const stands = (row: ItemRow) => (begins(row) < first ? first : begins(row));
		return {
			day,
			outside: false,
			items: short.filter((row) => stands(row) === day),
			goesOn: short.filter((row) => stands(row) < day && day <= ends(row)),
			parts: parts.filter((part) => part.day === day),
		};
	});
	return { days, long: shown.filter(isLong) };
}
