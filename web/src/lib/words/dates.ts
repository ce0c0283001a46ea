/**
 * Dates and times in words. The only module that may turn a moment into text: `Intl` and `toLocale*` are forbidden
 * elsewhere because the browser does not know our languages.
 */
import { words, t } from './words.svelte';
import type { PartialDate } from './parts_of_day';

export { dayOf, partsOf, type PartialDate } from './parts_of_day';

interface Parts {
	year: number;
	month: number;
	day: number;
	weekday: number;
	hour: number;
	minute: number;
}

function fill(pattern: string, p: Parts): string {
	const names = words.names;
	const two = (n: number) => String(n).padStart(2, '0');
	// A day is never parted from its month.
	return pattern.replace(/(d+) (?=M)/, '$1\u00a0').replace(/'([^']*)'|y+|M+|L+|d+|E+|c+/g, (found, quoted: string | undefined) => {
		if (quoted !== undefined) return quoted;
		const width = found.length;
		switch (found[0]) {
			case 'y':
				return String(p.year);
			case 'M':
				if (width >= 4) return names.months[p.month - 1] ?? '';
				return width === 3 ? (names.monthsShort[p.month - 1] ?? '') : width === 2 ? two(p.month) : String(p.month);
			case 'L':
				return names.monthsAlone[p.month - 1] ?? '';
			case 'd':
				return width === 2 ? two(p.day) : String(p.day);
			default:
				return (width >= 4 ? names.weekdays[p.weekday] : names.weekdaysShort[p.weekday]) ?? '';
		}
	});
}

/** Of "2026-11-10": no time zone is involved in a day. */
function dayParts(day: string): Parts | undefined {
	const found = /^(\d{4})-(\d{2})(?:-(\d{2}))?/.exec(day);
	if (!found) return undefined;
	const [year, month, date] = [Number(found[1]), Number(found[2]), Number(found[3] ?? 1)];
	const weekday = new Date(Date.UTC(year, month - 1, date)).getUTCDay();
	return { year, month, day: date, weekday, hour: 0, minute: 0 };
}

let zone: Intl.DateTimeFormat | undefined;
/** Sets the time zone of the node: a team reads the same times and has the same day, whatever their devices say. */
export function useTimeZone(name: string): void {
	const figures = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
	try {
		zone = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', { ...figures, timeZone: name, hourCycle: 'h23' });
	} catch {
		// A browser that does not know the zone shows the time of the device.
		zone = undefined;
	}
}

/** Of "2026-11-10T08:31:00Z", in the time zone of the node. */
function momentParts(instant: string | Date): Parts | undefined {
	const at = new Date(instant);
	if (Number.isNaN(at.getTime())) return undefined;
	const shown = Object.fromEntries((zone?.formatToParts(at) ?? []).map((part) => [part.type, Number(part.value)]));
	const [year, month, day] = [shown.year ?? at.getFullYear(), shown.month ?? at.getMonth() + 1, shown.day ?? at.getDate()];
	const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
	return { year, month, day, weekday, hour: shown.hour ?? at.getHours(), minute: shown.minute ?? at.getMinutes() };
}

const formatDay = (day: string | null | undefined, pattern: (n: typeof words.names) => string): string => {
	if (!day) return '';
	const parts = /T/.test(day) ? momentParts(day) : dayParts(day);
	return parts ? fill(pattern(words.names), parts) : day;
};

/** "4 September 2026" */
export const longDate = (day: string | null | undefined) => formatDay(day, (n) => n.dateLong);
/** "4 Sep 2026" */
export const shortDate = (day: string | null | undefined) => formatDay(day, (n) => n.dateShort);
/** "4 Sep": for days near today. */
export const dayMonth = (day: string | null | undefined) => formatDay(day, (n) => n.dayMonthShort);
/** "Tuesday 10 November" */
export const weekdayDate = (day: string | null | undefined) => formatDay(day, (n) => n.weekdayDayMonth);
/** "Wed 11": for the days of one week. */
export const weekdayShort = (day: string | null | undefined) => formatDay(day, () => 'EEE d');
/** "April 2021" of "2021-04" */
export const monthYear = (month: string | null | undefined) => formatDay(month, (n) => n.monthYear);
/** "Sep" of month 9, or "Sep 2026" in the order of the language: for axes. */
export function axisMonth(month: number, year?: number): string {
	const name = words.names.monthsAloneShort[month - 1] ?? '';
	if (year === undefined) return name;
	return words.names.monthYear.startsWith('y') ? `${year} ${name}` : `${name} ${year}`;
}

/** "18:05" */
export function clock(instant: string): string {
	const parts = momentParts(instant);
	if (!parts) return '';
	return `${String(parts.hour).padStart(2, '0')}:${String(parts.minute).padStart(2, '0')}`;
}

const dayText = (p: Parts) => `${p.year}-${String(p.month).padStart(2, '0')}-${String(p.day).padStart(2, '0')}`;

/** The present day in the time zone of the node as "2026-11-10". */
export function today(): string {
	return dayText(momentParts(new Date())!);
}

/** The day of a moment in the time zone of the node, and the moment in which a day begins there. */
export const dayAt = (instant: Date): string => dayText(momentParts(instant)!);
export function beginOfDay(day: string): Date {
	const wanted = Date.parse(day);
	let at = wanted;
	// The second time for a day on which clocks are changed.
	for (let i = 0; i < 2; i++) {
		const p = momentParts(new Date(at))!;
		at += wanted - Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute);
	}
	return new Date(at);
}

/** "4 September 2026, 18:05": on paper there is no today. */
export function wholeMoment(instant: string): string {
	const parts = momentParts(instant);
	return parts ? `${longDate(dayText(parts))}, ${clock(instant)}` : '';
}

/** "4 Sep", with the year when it is not this one. */
export function nearDate(day: string | null | undefined): string {
	return day?.slice(0, 4) === today().slice(0, 4) ? dayMonth(day) : shortDate(day);
}

/** Days from `from` to `to`, both "2026-11-10". */
export function daysBetween(from: string, to: string): number {
	const a = dayParts(from);
	const b = dayParts(to);
	if (!a || !b) return 0;
	return Math.round((Date.UTC(b.year, b.month - 1, b.day) - Date.UTC(a.year, a.month - 1, a.day)) / 86_400_000);
}

/** "today 08:31", "yesterday 16:02", "6 Nov 11:40", and with the year when it is not this one. */
export function moment(instant: string): string {
	const parts = momentParts(instant);
	if (!parts) return '';
	const day = dayText(parts);
	const ago = daysBetween(day, today());
	if (ago === 0) return t('time.today_at', { time: clock(instant) });
	if (ago === 1) return t('time.yesterday_at', { time: clock(instant) });
	return `${nearDate(day)} ${clock(instant)}`;
}

/** A birth as far as it is known: "1994", "May 1994", "12 May 1994". */
export function partialDate(date: PartialDate | null | undefined): string {
	if (!date?.year) return t('time.unknown');
	const year = String(date.year).padStart(4, '0');
	if (!date.month) return year;
	const month = String(date.month).padStart(2, '0');
	return date.day ? longDate(`${year}-${month}-${String(date.day).padStart(2, '0')}`) : monthYear(`${year}-${month}`);
}
