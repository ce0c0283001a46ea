/** A list that comes page by page. Another question makes the answer to an earlier one of no interest. */
import { api, asProblem, type Problem } from './api.svelte.ts';

export class Paged<Row> {
	/** Nothing: not known yet. */
	rows = $state.raw<Row[]>();
	next = $state.raw<string | null>(null);
	problem = $state.raw<Problem>();
	loading = $state(false);
	#asking = new AbortController();

	/** `address` of the page that begins at this cursor; nothing: of the first. */
	constructor(readonly address: (cursor: string | null) => string) {}

	async load(more = false): Promise<void> {
		this.#asking.abort();
		const { signal } = (this.#asking = new AbortController());
		[this.loading, this.problem] = [true, undefined];
		try {
			const { data } = await api.get<{ items: Row[]; next: string | null }>(this.address(more ? this.next : null), { signal });
			if (signal.aborted) return;
			this.rows = more ? [...(this.rows ?? []), ...data.items] : data.items;
			this.next = data.next;
		} catch (error) {
			if (!signal.aborted) this.problem = asProblem(error);
		} finally {
			if (!signal.aborted) this.loading = false;
		}
	}
	/** Of other things than before. */
	restart(): void {
		this.rows = undefined;
		void this.load();
	}
	leave(): void {
		this.#asking.abort();
	}
}
