/** A sealed part of a case, opened in its section. */
import { Shown } from './shown.svelte.ts';
import { api, asProblem, type Problem } from '#lib/api/api.svelte.ts';

/** What was read of a part, with the mark of that version. */
export interface Read<T> {
	value: T;
	etag: string | undefined;
}

/** A part as its section shows it: opened when somebody asks, which is recorded, and hidden again by itself. */
export class OpenedPart<T> extends Shown<Read<T>> {
	problem = $state.raw<Problem>();
	busy = $state(false);

	async open(address: string): Promise<void> {
		this.busy = true;
		this.problem = undefined;
		try {
			const { data, etag } = await api.get<T>(address);
			this.show({ value: data, etag });
		} catch (error) {
			this.problem = asProblem(error);
		} finally {
			this.busy = false;
		}
	}
}
