/** One file on its way to the server and through it: sending, reading, then a dataset or a list of refusals. */
import { noteActive } from '#lib/access/lock.svelte.ts';
import { asProblem, Problem, query, upload } from '#lib/api/api.svelte.ts';
import { Following, largestFile } from '#lib/api/following.ts';
import type { Import } from './types.ts';

export type Step = 'choose' | 'sending' | 'reading' | 'done' | 'refused' | 'failed';

export class Importing {
	step = $state<Step>('choose');
	/** 0 to 1 of the sending. */
	sent = $state(0);
	state = $state.raw<Import | undefined>();
	problem = $state.raw<Problem | undefined>();
	private readonly following = new Following<Import>('panoh-import', '/api/datasets/imports', (one) => one.state === 'running');

	async send(file: File, name: string): Promise<void> {
		this.problem = undefined;
		this.state = undefined;
		this.sent = 0;
		if (file.size > largestFile) {
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
		const id = this.following.left;
		if (!id) return;
		try {
			await this.follow(id);
		} catch (error) {
			this.problem = asProblem(error);
			this.step = 'choose';
		}
	}

	private async follow(id: string): Promise<void> {
		this.step = 'reading';
		const end = await this.following.end(id, (now, problem) => {
			this.state = now ?? this.state;
			this.problem = problem;
		});
		if (end) this.step = end.state as Step;
	}

	leave(): void {
		this.following.leave();
	}
}
