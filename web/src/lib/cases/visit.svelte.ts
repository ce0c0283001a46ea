/** One visit to a case: the case, who looked, what is new since, the safe contact. What comes late for another case is dropped. */
import { api, asProblem, type Problem } from '#lib/api/api.svelte.ts';
import type { Page } from '#lib/api/types.ts';
import { session } from '#lib/access/session.svelte.ts';
import { changesSince, type Changes } from './changes.ts';
import type { Case, HistoryRow, Whereabouts } from './types.ts';

export class Visit {
	item = $state.raw<Case>();
	history = $state.raw<HistoryRow[]>([]);
	/** Cursor of the openings before those; null at the end. */
	older = $state.raw<string | null>(null);
	/** How the case went: on its own, because openings can fill any page of the history. */
	stages = $state.raw<HistoryRow[]>([]);
	changes = $state.raw<Changes>();
	whereabouts = $state.raw<Whereabouts>();
	problem = $state.raw<Problem>();
	#going = new AbortController();
	#path = '';

	may(action: string): boolean {
		return this.item?.may.includes(action) ?? false;
	}

	async load(id: string): Promise<void> {
		this.leave();
		const { signal } = (this.#going = new AbortController());
		this.#path = `/api/cases/${id}`;
		[this.item, this.changes, this.whereabouts, this.history, this.problem] = [undefined, undefined, undefined, [], undefined];
		[this.older, this.stages] = [null, []];
		await this.#ask<Case>('', (data) => (this.item = data));
		if (!signal.aborted) await Promise.all([this.loadHistory(true), this.loadContact()]);
	}

	async loadHistory(first = false): Promise<void> {
		if (!this.may('case_history')) return;
		const looks = this.#ask<Page<HistoryRow>>('/history', ({ items, next }) => {
			[this.history, this.older] = [items, next];
			if (first) this.changes = changesSince(items, session.current?.user.id ?? '', Date.now());
		});
		const stages = this.#ask<Page<HistoryRow>>('/history?rows=stages', ({ items }) => (this.stages = items));
		await Promise.all([looks, stages]);
	}

	async loadOlder(): Promise<void> {
		const cursor = this.older;
		if (!cursor) return;
		await this.#ask<Page<HistoryRow>>(`/history?cursor=${encodeURIComponent(cursor)}`, ({ items, next }) => {
			if (this.older !== cursor) return;
			[this.history, this.older] = [[...this.history, ...items], next];
		});
	}

	/** A new birth is a new version of the case. */
	async readAgain(): Promise<void> {
		await this.#ask<Case>('', (data) => (this.item = data));
	}

	/** The safe contact is opened at once: who does not see it may do harm with the first call. */
	async loadContact(): Promise<void> {
		if (!this.may('whereabouts_read')) return;
		await this.#ask<Whereabouts>('/whereabouts', (data) => (this.whereabouts = data));
	}

	/** Nothing that is still on its way is of interest. */
	leave(): void {
		this.#going.abort();
	}

	async #ask<T>(part: string, take: (data: T) => void): Promise<void> {
		const { signal } = this.#going;
		try {
			const { data } = await api.get<T>(this.#path + part, { signal });
			if (!signal.aborted) take(data);
		} catch (error) {
			if (!signal.aborted) this.problem = asProblem(error);
		}
	}
}
