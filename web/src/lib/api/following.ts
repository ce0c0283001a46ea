/** Work that the server goes on with by itself, and that this tab waits for. */
import { api, asProblem, type Problem } from './api.svelte.ts';

/** The server takes no larger file; said before a slow line carries it there. */
export const largestFile = 64 * 1024 * 1024;
const pause = 700;

export class Following<State> {
	#gone = false;

	/** `key`: where the tab remembers the work's id, so that it is found again after a reload. Nothing of the file is kept. */
	constructor(
		private readonly key: string,
		private readonly folder: string,
		private readonly runs: (state: State) => boolean,
	) {}

	/** What this tab waited for when it was loaded anew. */
	get left(): string | undefined {
		try {
			return sessionStorage.getItem(this.key) ?? undefined;
		} catch {
			return undefined;
		}
	}

	/** Asks until the work has come to an end, which is returned; a lost line is told and asked again. Nothing when the page was left. */
	async end(id: string, tell: (state: State | undefined, problem: Problem | undefined) => void): Promise<State | undefined> {
		this.#remember(id);
		while (!this.#gone) {
			try {
				const { data } = await api.get<State>(`${this.folder}/${encodeURIComponent(id)}`);
				tell(data, undefined);
				if (!this.runs(data)) {
					this.#remember(undefined);
					return data;
				}
			} catch (error) {
				const problem = asProblem(error);
				if (problem.status !== 0 && problem.status < 500) {
					this.#remember(undefined);
					throw problem;
				}
				tell(undefined, problem);
			}
			await new Promise((again) => setTimeout(again, pause));
		}
		return undefined;
	}

	/** The page is left: the server goes on, nobody listens. */
	leave(): void {
		this.#gone = true;
	}

	#remember(id: string | undefined): void {
		try {
			if (id) sessionStorage.setItem(this.key, id);
			else sessionStorage.removeItem(this.key);
		} catch {
			// Without storage it is found in the list when it is done.
		}
	}
}
