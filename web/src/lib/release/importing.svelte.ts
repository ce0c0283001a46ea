/** One file on its way to the server and through it: sending, reading, then a dataset or a list of refusals. */
import { api, asProblem, Problem, query, upload } from '#lib/api/api.svelte.ts';
import type { Import } from './types.ts';

/** The server takes no more; said here before a slow line carries it there. */
const largest = 64 * 1024 * 1024;
const pause = 700;

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
			const answer = await upload<{ import: string }>(path, file, 'text/csv', (done) => (this.sent = done));
			await this.follow(answer.import);
		} catch (error) {
			this.problem = asProblem(error);
			this.step = 'choose';
		}
	}

	/** Asks until the server has come to an end; a lost line is asked again. */
	private async follow(id: string): Promise<void> {
		this.step = 'reading';
		while (!this.gone) {
			try {
				this.state = (await api.get<Import>(`/api/datasets/imports/${encodeURIComponent(id)}`)).data;
				this.problem = undefined;
				if (this.state.state !== 'running') {
					this.step = this.state.state;
					return;
				}
			} catch (error) {
				const problem = asProblem(error);
				if (problem.status !== 0 && problem.status < 500) throw problem;
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
