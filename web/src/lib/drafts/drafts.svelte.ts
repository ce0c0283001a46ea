/**
 * What somebody types into a form is kept on the server, sealed for them alone, until it is saved or thrown away. Nothing
 * of it is stored on the device. A form says what its value is and how to take one up again:
 *
 *     const draft = keepDraft('case_note', item.id, () => ({ kind, text }), (was) => ({ kind, text } = was));
 *
 * `<DraftOffer {draft} />` stands first in the form and `<DraftKept {draft} />` last; `draft.done()` is for when it was saved,
 * `draft.leave` for when its person gave it up.
 */
import { onDestroy, onMount } from 'svelte';
import { api, asProblem, type Problem } from '#lib/api/api.svelte.ts';

interface Kept {
	key: string;
	begun_at: string;
	kept_at: string;
}
interface Opened extends Kept {
	sitting: string;
	text: string;
}

const every = 5000;
const againAfter = 15_000;
/** Browsers send no more than 64 KiB for a page that is going. */
const mostOnLeaving = 60_000;

const address = (key: string) => `/api/drafts/${key}`;
const wait = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

const removing = new Set<string>();
/** Deletes it for certain: what was saved must not be offered as unsaved. */
async function remove(key: string): Promise<void> {
	removing.add(key);
	for (let tries = 0; tries < 20; tries += 1) {
		try {
			await api.delete(address(key));
			break;
		} catch (error) {
			const { status } = asProblem(error);
			if (status !== 0 && status < 500) break;
			await wait(againAfter);
		}
	}
	removing.delete(key);
}

export class Draft<Value = unknown> {
	/** One that was begun before and waits to be taken up or thrown away. */
	offer = $state.raw<Kept>();
	/** When this form was kept last. */
	keptAt = $state('');
	/** Why it could not be. */
	problem = $state.raw<Problem>();
	/** Something was typed that is not kept yet. */
	waiting = $state(false);

	/** `new_case` has nothing to be named by: each is a draft of its own. */
	readonly #like: string;
	#key: string;
	readonly #sitting = crypto.randomUUID();
	#count = 0;
	#goesOnFrom: string | undefined;
	/** What is kept under the key is this form's text. */
	#mine = false;
	#touched = false;
	#over = false;
	/** As it stands; as it was before it was touched, or when it was kept; what the last request had. */
	#text = '';
	#settled: string | undefined;
	#sent = '';
	#sending: Promise<unknown> | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(
		form: string,
		of: string | undefined,
		private readonly value: () => Value,
		private readonly restore: (value: Value) => void,
	) {
		this.#like = `${form}.${of ?? ''}`;
		this.#key = `${form}.${of ?? this.#sitting}`;
		$effect(() => this.#note(JSON.stringify(value())));
		onMount(() => {
			void this.#look();
			const hidden = () => document.visibilityState === 'hidden' && this.#flush();
			const going = () => this.#flush();
			const back = () => void this.#keep();
			document.addEventListener('visibilitychange', hidden);
			addEventListener('pagehide', going);
			addEventListener('online', back);
			return () => {
				document.removeEventListener('visibilitychange', hidden);
				removeEventListener('pagehide', going);
				removeEventListener('online', back);
			};
		});
		onDestroy(() => {
			this.#flush();
			this.#end();
		});
	}

	/** Nothing is written over what was typed another time: somebody has to choose first. */
	get held(): boolean {
		return this.offer?.key === this.#key;
	}
	/** Somebody typed or chose. What a form fills in by itself is no draft. */
	touch(): void {
		this.#touched = true;
	}

	/** Takes up what was begun before. */
	async resume(): Promise<void> {
		const { data } = await api.get<Opened>(address(this.offer!.key));
		[this.#key, this.#goesOnFrom, this.keptAt] = [data.key, data.sitting, data.kept_at];
		[this.#mine, this.offer, this.problem] = [true, undefined, undefined];
		this.restore(JSON.parse(data.text) as Value);
		this.#settled = JSON.stringify(this.value());
		this.#note(this.#settled);
	}
	async throwAway(): Promise<void> {
		await api.delete(address(this.offer!.key));
		this.offer = undefined;
		await this.#look();
		void this.#keep();
	}

	/** It was saved. */
	done(): void {
		this.#end();
		void Promise.resolve(this.#sending).then(() => {
			if ((this.#count > 0 || this.#mine) && !this.held) return remove(this.#key);
		});
	}
	/** It was saved and the form stays: what is typed from now on is another draft. */
	saved(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		const key = (this.#count > 0 || this.#mine) && !this.held ? this.#key : undefined;
		[this.#mine, this.#touched, this.#settled, this.#goesOnFrom, this.#sent] = [false, false, undefined, undefined, ''];
		[this.keptAt, this.problem, this.waiting] = ['', undefined, false];
		if (!key) return;
		// Whatever is kept next waits for it.
		const all: Promise<unknown> = Promise.resolve(this.#sending)
			.then(() => remove(key))
			.finally(() => {
				[this.#mine, this.keptAt] = [false, ''];
				if (this.#sending === all) this.#sending = undefined;
			});
		this.#sending = all;
	}
	/** Its person gave it up. One that was only offered stays. */
	readonly leave = (): void => this.done();

	#end(): void {
		this.#over = true;
		clearTimeout(this.#timer);
	}

	async #look(): Promise<void> {
		try {
			const { items } = (await api.get<{ items: Kept[] }>('/api/drafts')).data;
			this.offer = items.find(({ key }) => key.startsWith(this.#like) && !removing.has(key) && !(this.#mine && key === this.#key));
		} catch {
			// The server lets nothing be written over it, and then it is looked for again.
		}
	}

	#note(text: string): void {
		this.#text = text;
		if (!this.#touched || this.#settled === undefined) this.#settled = text;
		this.waiting = text !== this.#settled;
		if (this.waiting) this.#later(every);
	}
	#later(milliseconds: number): void {
		if (!this.#over) this.#timer ??= setTimeout(() => void this.#keep(), milliseconds);
	}
	async #keep(): Promise<void> {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		if (this.#over || !this.waiting || this.held) return;
		await (this.#sending ?? this.#start(false));
		if (this.waiting && !this.problem) this.#later(every);
	}

	/** Remembers what is on its way, so that nothing is deleted before it has arrived. */
	#start(leaving: boolean): Promise<unknown> {
		const all: Promise<unknown> = Promise.all([this.#sending, this.#send(leaving)]).finally(() => {
			if (this.#sending === all) this.#sending = undefined;
		});
		return (this.#sending = all);
	}
	async #send(leaving: boolean): Promise<void> {
		const text = (this.#sent = this.#text);
		const body = { sitting: this.#sitting, count: (this.#count += 1), goes_on_from: this.#goesOnFrom, text };
		const small = new Blob([JSON.stringify(body)]).size < mostOnLeaving;
		try {
			const { data } = await api.put<Kept>(address(this.#key), body, undefined, leaving && small);
			[this.#mine, this.keptAt, this.#settled, this.problem] = [true, data.kept_at, text, undefined];
			this.waiting = this.#text !== text;
		} catch (error) {
			this.#sent = '';
			const problem = asProblem(error);
			this.#mine &&= problem.code !== 'draft/elsewhere';
			if (problem.code === 'draft/elsewhere') return void (await this.#look());
			this.problem = problem;
			if (problem.status === 0 || problem.status === 429 || problem.status >= 500) this.#later(againAfter);
		}
	}
	/** The page is hidden or left: what was typed in the last seconds goes along. */
	#flush(): void {
		if (!this.#over && this.waiting && !this.held && this.#sent !== this.#text) void this.#start(true);
	}
}

/** For a form that is being set up. `of`: its case or its story, if it is of one. */
export function keepDraft<Value>(
	form: string,
	of: string | undefined,
	value: () => Value,
	restore: (value: Value) => void,
): Draft<Value> {
	return new Draft(form, of, value, restore);
}
