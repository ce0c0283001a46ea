/** The last day of an account, between the three boxes of a form and the moment that the server keeps. */
import { beginOfDay, dayAt, dayOf, partsOf, type PartialDate } from '#lib/words/dates.ts';

/** The end of that day where the node is; null for empty boxes, nothing for what is no day. */
export function endOf(last: PartialDate): string | null | undefined {
	const day = dayOf(last);
	if (day === null) return null;
	const { year, month, day: date } = last;
	if (!year || !month || !date) return undefined;
	const next = new Date(Date.UTC(year, month - 1, date) + 86_400_000);
	if (new Date(next.getTime() - 86_400_000).toISOString().slice(0, 10) !== day) return undefined;
	return beginOfDay(next.toISOString().slice(0, 10)).toISOString();
}

/** The day whose end that moment is: "2026-11-30". */
export function lastDayOf(instant: string): string {
	return dayAt(new Date(Date.parse(instant) - 1));
}

export function lastDay(instant: string | null | undefined): PartialDate {
	return instant ? partsOf(lastDayOf(instant)) : {};
}
