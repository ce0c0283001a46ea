/** The events of a case in time. */
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

/** Newest first; what is still to come on top. `stages`: the rows of the history that say how the case went. */
export function eventsOf(item: Case, stages: HistoryRow[], today: string): Event[] {
	const events: Event[] = [{ at: item.opened_on, kind: 'opened', shape: 'tick', future: false }];
	for (const row of stages) {
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
