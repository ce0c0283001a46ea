/** Contacts around a campaign: counts of spans that may be of unequal length, so that what is compared is contacts per day. */
import { dayNumber, dayText, daysIn } from '../days.ts';
import type { CampaignContacts, ContactsIn } from './types.ts';

export const perDay = (one: ContactsIn): number => one.count / daysIn(one.starts_on, one.ends_on);

/** Where a span lies to the days of its campaign; nothing where those are not known well enough to say it. */
export function placeOf(one: ContactsIn, { starts_on: first, ends_on: last }: CampaignContacts): 'before' | 'during' | 'partly' | 'after' | undefined {
	if (first && one.ends_on < first) return 'before';
	if (last && one.starts_on > last) return 'after';
	if (!first) return undefined;
	if (one.starts_on < first) return 'partly';
	if (!last) return undefined;
	return one.ends_on <= last ? 'during' : 'partly';
}

export interface Lane {
	channel: string;
	spans: ContactsIn[];
}

/** One row a channel. Two counts of the same days in one channel do not lie over each other: the second has a row of its own. */
export function lanesOf(contacts: ContactsIn[]): Lane[] {
	const lanes: Lane[] = [];
	for (const one of contacts) {
		const free = lanes.find((lane) => lane.channel === one.channel && lane.spans.every((other) => other.ends_on < one.starts_on || one.ends_on < other.starts_on));
		if (free) free.spans.push(one);
		else lanes.push({ channel: one.channel, spans: [one] });
	}
	const order = [...new Set(contacts.map((one) => one.channel))];
	return lanes.sort((a, b) => order.indexOf(a.channel) - order.indexOf(b.channel));
}

/** First and last day of all that is shown of it. */
export function extentOf(campaign: CampaignContacts): { first: number; last: number } {
	const days = [
		...campaign.contacts.flatMap((one) => [one.starts_on, one.ends_on]),
		...campaign.posted_on,
		...[campaign.starts_on, campaign.ends_on].filter((day) => day !== null),
	].map(dayNumber);
	return { first: Math.min(...days), last: Math.max(...days) };
}

/** Days to be named below a chart: the first, and then as many as there is room for, in steps that people count in. */
export function dayTicks(first: number, last: number, most: number): string[] {
	const steps = [1, 2, 7, 14, 28, 91, 182, 364];
	const step = steps.find((one) => (last - first) / one < Math.max(most, 1)) ?? (last - first + 1);
	return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, n) => dayText(first + n * step));
}
