/** The last day of an account, between the three boxes of a form and the moment that the server keeps. */
import type { PartialDate } from '#lib/words/dates.ts';

/** The end of that day on this device's clock; null for empty boxes, nothing for what is no day. */
export function endOf({ year, month, day }: PartialDate): string | null | undefined {
	if (!year && !month && !day) return null;
	if (!year || !month || !day) return undefined;
	const last = new Date(year, month - 1, day);
	if (last.getFullYear() !== year || last.getMonth() !== month - 1 || last.getDate() !== day) return undefined;
	return new Date(year, month - 1, day + 1).toISOString();
}

/** The day whose end that moment is. */
export function lastDay(instant: string | null | undefined): PartialDate {
	if (!instant) return {};
	const last = new Date(Date.parse(instant) - 1);
	return { year: last.getFullYear(), month: last.getMonth() + 1, day: last.getDate() };
}
