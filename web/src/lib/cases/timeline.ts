/** The events of a case in time, and the scale of their picture: years before the case compressed, its months to scale. */
import type { Case, HistoryRow } from './types.ts';
import type { Shape } from '#lib/ui/StatusWord.svelte';
import { caseShape } from '#lib/ui/StatusWord.svelte';

export interface Event {
	/** "2026-11-10" or an instant. */
	at: string;
	kind: 'opened' | 'moved' | 'handed' | 'due';
	shape: Shape;
	/** The state moved to. */
	state?: string;
	by?: string | undefined;
	future: boolean;
}

const stateOf = (row: HistoryRow) => (row.detail?.startsWith('state:') ? row.detail.slice(6) : undefined);

/** Newest first; what is still to come on top. */
export function eventsOf(item: Case, history: HistoryRow[], today: string): Event[] {
	const events: Event[] = [{ at: item.opened_on, kind: 'opened', shape: 'tick', future: false }];
	for (const row of history) {
		const state = stateOf(row);
		const by = row.actor_name ?? undefined;
		if (row.action === 'case_move' && state) {
			events.push({ at: row.at, kind: 'moved', shape: caseShape(state), state, by, future: false });
		}
		if (row.action === 'case_assign') events.push({ at: row.at, kind: 'handed', shape: 'half', by, future: false });
	}
	if (item.next_step && item.due_on && !item.state.startsWith('closed')) {
		const late = item.due_on < today;
		events.push({ at: item.due_on, kind: 'due', shape: late ? 'triangle' : 'dashed', future: !late });
	}
	return events.sort((a, b) => (a.at < b.at ? 1 : -1));
}

const time = (day: string) => Date.parse(day.length === 4 ? `${day}-01-01` : day.length === 7 ? `${day}-01` : day);
const firstOfMonth = (ms: number, plus = 0) => {
	const at = new Date(ms);
	return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + plus, 1);
};

export interface Scale {
	x: (day: string) => number;
	/** Where the case begins. */
	break: number;
	years: { x: number; text: string }[];
	months: { x: number; month: number; year: number }[];
	from: number;
	to: number;
}

/** Places between `left` and `right`. The years of the episode get a fifth of it. */
export function scaleOf(item: Case, today: string, left: number, right: number): Scale {
	const caseStart = firstOfMonth(time(item.opened_on));
	const last = Math.max(time(today), item.due_on ? time(item.due_on) : 0);
	const caseEnd = Math.max(firstOfMonth(last, 2), firstOfMonth(caseStart, 5));
	const began = item.exploitation_from ?? item.exploitation_to;
	const startYear = began && time(began) < caseStart ? Number(began.slice(0, 4)) : undefined;
	const start = startYear === undefined ? caseStart : Date.UTC(startYear, 0, 1);
	const bend = startYear === undefined ? left : left + (right - left) / 5;

	const place = (ms: number) =>
		ms < caseStart
			? left + ((Math.max(ms, start) - start) / (caseStart - start)) * (bend - left)
			: bend + ((Math.min(ms, caseEnd) - caseStart) / (caseEnd - caseStart)) * (right - bend);

	const years: Scale['years'] = [];
	if (startYear !== undefined) {
		const lastYear = new Date(caseStart - 1).getUTCFullYear();
		const step = Math.ceil((lastYear - startYear + 1) / 3);
		for (let year = startYear; year <= lastYear; year += step) {
			years.push({ x: place(Date.UTC(year, 0, 1)), text: String(year) });
		}
	}
	const months: Scale['months'] = [];
	const span = Math.round((caseEnd - caseStart) / 2_629_800_000);
	const every = Math.max(1, Math.ceil(span / 7));
	for (let n = 0; n < span; n += every) {
		const at = new Date(firstOfMonth(caseStart, n));
		months.push({ x: place(at.getTime()), month: at.getUTCMonth() + 1, year: at.getUTCFullYear() });
	}
	return { x: (day) => place(time(day)), break: bend, years, months, from: left, to: right };
}
