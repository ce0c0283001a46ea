/** One file on its way to the server and through it: sending, reading, then a dataset or a list of refusals. */
import { noteActive } from '#lib/access/lock.svelte.ts';
import { api, asProblem, Problem, query, upload } from '#lib/api/api.svelte.ts';
import type { Import } from './types.ts';

/** The server takes no more; said here before a slow line carries it there. */
const largest = 64 * 1024 * 1024;
const pause = 700;
const placeKey = 'panoh-import';

/** The import that this tab waits for, so that it is found again after a reload. An id, nothing of the table. */
function remember(id: string | undefined): void {
	try {
		if (id) sessionStorage.setItem(placeKey, id);
		else sessionStorage.removeItem(placeKey);
	} catch {
		// Without storage it is found in the list when it is done.
	}
}
function remembered(): string | undefined {
	try {
		return sessionStorage.getItem(placeKey) ?? undefined;
	} catch {
		return undefined;
	}
}

export type Step = 'choose' | 'sending' | 'reading' | 'done' | 'refused' | 'failed';

export class Importing {
	step = $state<Step>('choose');
	/** 0 to 1 of the sending. */
	sent = $state(0);
	state = $state.raw<Import | undefined>();
	problem = $state.raw<Problem | undefined>();
	private gone = false;

	async send(file: File, name: string): Promise<void> {
		this.problem = undefined;
		this.state = undefined;
		this.sent = 0;
		if (file.size > largest) {
			this.problem = new Problem(413, 'release/file_too_large', 'file');
			return;
		}
		this.step = 'sending';
		try {
			const path = `/api/datasets/imports${query({ name })}`;
			const answer = await upload<{ import: string }>(path, file, 'text/csv', (done) => {
				this.sent = done;
				// A slow line may take longer than an idle session lives.
				noteActive();
			});
			await this.follow(answer.import);
		} catch (error) {
			this.problem = asProblem(error);
			this.step = 'choose';
		}
	}

	/** Goes on waiting for what was sent before the page was loaded anew. */
	async resume(): Promise<void> {
		const id = remembered();
		if (!id) return;
		try {
			await this.follow(id);
		} catch (error) {
			this.problem = asProblem(error);
			this.step = 'choose';
		}
	}

	/** Asks until the server has come to an end; a lost line is asked again. */
	private async follow(id: string): Promise<void> {
		this.step = 'reading';
		remember(id);
		while (!this.gone) {
			try {
				this.state = (await api.get<Import>(`/api/datasets/imports/${encodeURIComponent(id)}`)).data;
				this.problem = undefined;
				if (this.state.state !== 'running') {
					remember(undefined);
					this.step = this.state.state;
					return;
				}
			} catch (error) {
				const problem = asProblem(error);
				if (problem.status !== 0 && problem.status < 500) {
					remember(undefined);
					throw problem;
				}
				this.problem = problem;
			}
			await new Promise((again) => setTimeout(again, pause));
		}
	}

	/** The page is left: the server goes on, nobody listens. */
	leave(): void {
		this.gone = true;
	}
}
