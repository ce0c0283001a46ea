/** From when to when, in words. */
import { dayMonth, longDate, shortDate } from '#lib/words/dates.ts';
import { t, words } from '#lib/words/words.svelte.ts';

/** "26 Jul – 30 Jul 2026", one day in full, or a beginning without an end. */
export function spanText(first: string | null | undefined, last: string | null | undefined): string {
	if (first && last && first !== last) {
		// The year is said once where it comes last.
		const once = first.slice(0, 4) === last.slice(0, 4) && words.names.dateShort.startsWith('d');
		return `${once ? dayMonth(first) : shortDate(first)} – ${shortDate(last)}`;
	}
	if (!first && last) return t('outreach.until', { day: longDate(last) });
	return longDate(first);
}
