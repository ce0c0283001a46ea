/** The axis of the timeline's picture: years before the case compressed, its months to scale. Knows no language and no browser. */
import type { Case } from './types.ts';

const time = (day: string) => Date.parse(day.length === 4 ? `${day}-01-01` : day.length === 7 ? `${day}-01` : day);
const firstOfMonth = (ms: number, plus = 0) => {
	const at = new Date(ms);
	return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + plus, 1);
};
const yearOf = (ms: number) => new Date(ms).getUTCFullYear();

export interface Scale {
	x: (day: string) => number;
	from: number;
	to: number;
	/** Where the case begins; at `from` when nothing is known of the time before. */
	break: number;
	/** First of the years before the case. */
	firstYear: number | undefined;
	caseStart: number;
	caseEnd: number;
}

/** Places between `left` and `right`. The years of the episode get a fifth of it. */
export function scaleOf(
	item: Pick<Case, 'opened_on' | 'due_on' | 'exploitation_from' | 'exploitation_to'>,
	today: string,
	left: number,
	right: number,
): Scale {
	const caseStart = firstOfMonth(time(item.opened_on));
	const last = Math.max(time(today), item.due_on ? time(item.due_on) : 0);
	const caseEnd = Math.max(firstOfMonth(last, 2), firstOfMonth(caseStart, 5));
	const began = item.exploitation_from ?? item.exploitation_to;
	const firstYear = began && time(began) < caseStart ? Number(began.slice(0, 4)) : undefined;
	const start = firstYear === undefined ? caseStart : Date.UTC(firstYear, 0, 1);
	const bend = firstYear === undefined ? left : left + (right - left) / 5;

	const place = (ms: number) =>
		ms < caseStart
			? left + ((Math.max(ms, start) - start) / (caseStart - start)) * (bend - left)
			: bend + ((Math.min(ms, caseEnd) - caseStart) / (caseEnd - caseStart)) * (right - bend);
	return { x: (day) => place(time(day)), from: left, to: right, break: bend, firstYear, caseStart, caseEnd };
}

export interface Mark {
	x: number;
	/** Nothing where another word has the room. */
	text: string;
}

export interface Marks {
	years: Mark[];
	months: Mark[];
	today: { x: number; left: number; width: number };
}

export interface AxisWords {
	today: string;
	/** "Sep", or "Jan 2027" where the year changes. */
	month: (month: number, year?: number) => string;
}

/** Pixels of a word of 15 px, near enough and rather too many. */
export const widthOf = (text: string) => text.length * 7.2;
/** Between a line and its word, and between two words. */
const indent = 5;
const gap = 6;
/** Months between two marks. */
const steps = [1, 2, 3, 6, 12, 24, 60, 120];

/** Lines and words of the axis: no word over another, "today" first, and a year wherever it is not the one said before. */
export function marksOf(scale: Scale, today: string, words: AxisWords): Marks {
	const x = scale.x(today);
	const width = widthOf(words.today) + 20;
	const left = Math.min(Math.max(x - width / 2, scale.from), scale.to - width);
	const marks: Marks = { years: [], months: [], today: { x, left, width } };
	let taken = scale.from;
	let said: number | undefined;
	/** Whether a word fits from here to `end`; if so, the room is its own. */
	const fits = (at: number, text: string, end: number) => {
		const to = at + widthOf(text);
		if (at < taken || to > end || (at < left + width + gap && to > left - gap)) return false;
		taken = to + gap;
		return true;
	};

	if (scale.firstYear !== undefined) {
		for (let year = scale.firstYear; Date.UTC(year, 0, 1) < scale.caseStart; ++year) {
			const at = scale.x(`${year}-01-01`);
			if (!fits(at + 3, String(year), scale.break - indent)) continue;
			marks.years.push({ x: at, text: String(year) });
			said = year;
		}
	}
	taken = scale.break;
	const count = Math.round((scale.caseEnd - scale.caseStart) / 2_629_800_000);
	const months = Array.from({ length: 12 }, (_, n) => words.month(n + 1));
	const widest = Math.max(...months.map(widthOf));
	const room = (scale.to - scale.break) / count;
	const step = steps.find((one) => one * room >= (one < 12 ? widest : widthOf('2026')) + indent + gap) ?? steps.at(-1)!;
	for (let n = 0; n < count; ++n) {
		const ms = firstOfMonth(scale.caseStart, n);
		const [year, month] = [yearOf(ms), new Date(ms).getUTCMonth()];
		if ((year * 12 + month) % step !== 0) continue;
		const at = scale.x(new Date(ms).toISOString().slice(0, 10));
		// With months left out, January is its year.
		const text = step >= 12 || (step > 1 && month === 0) ? String(year) : words.month(month + 1, year === said ? undefined : year);
		const shown = fits(at + indent, text, scale.to + gap);
		if (shown) said = year;
		marks.months.push({ x: at, text: shown ? text : '' });
	}
	return marks;
}
