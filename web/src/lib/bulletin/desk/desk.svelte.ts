/** The working copy on an edition's desk: each change of its order is shown at once, saved in turn, and can be undone. */
import { api, asProblem, type Problem } from '#lib/api/api.svelte.ts';
import { t } from '#lib/words/words.svelte.ts';
import { placeOf, type Change } from '../order.ts';
import type { Edition, EditionValue, Missing } from '../types.ts';

interface Step {
	make: Change;
	/** What is said when it is saved. */
	said: string;
	undo: Change | undefined;
}
const mostTries = 5;

export class Desk {
	/** As it is shown: what is stored, with the changes that are on their way. */
	edition = $state.raw<Edition>();
	missing = $state.raw<Missing>();
	problem = $state.raw<Problem>();
	/** What was done last, for who looks and for who listens. */
	said = $state('');
	/** Somebody else saved something in between; this is who, and when. */
	meanwhile = $state.raw<{ who: string; when: string }>();
	undoable = $state.raw<Change>();
	waiting = $state(0);

	#stored: Edition | undefined;
	#failed: Step | undefined;
	#line: Promise<void> = Promise.resolve();

	constructor(readonly id: string) {}

	get address() {
		return `/api/editions/${encodeURIComponent(this.id)}`;
	}

	async load(): Promise<void> {
		try {
			this.show((await api.get<Edition>(this.address)).data);
			this.problem = undefined;
		} catch (error) {
			this.problem = asProblem(error);
			return;
		}
		await this.look();
	}
	/** What a step of its way, or a reading, brought. */
	show(edition: Edition): void {
		[this.#stored, this.edition] = [edition, edition];
	}
	/** What it lacks. Without it the rest of the desk can be used. */
	async look(): Promise<void> {
		try {
			this.missing = (await api.get<Missing>(`${this.address}/missing`)).data;
		} catch (error) {
			this.problem ??= asProblem(error);
		}
	}

	change(make: Change, said: string, undo?: Change): void {
		const shown = this.edition && make(this.edition.value);
		if (!shown) return;
		this.edition = drawn(this.edition!, shown);
		[this.said, this.undoable, this.meanwhile, this.problem] = ['', undefined, undefined, undefined];
		this.#send({ make, said, undo });
	}
	undo(): void {
		const make = this.undoable;
		if (make) this.change(make, t('edition.desk.undone'));
	}
	/** What could not be saved is tried once more. */
	readonly again = (): void => {
		const step = this.#failed;
		if (!step) return void this.load();
		[this.#failed, this.problem] = [undefined, undefined];
		const shown = step.make(this.edition!.value);
		if (shown) this.edition = drawn(this.edition!, shown);
		this.#send(step);
	};

	/** One after the other: each goes on from the version that the one before made. */
	#send(step: Step): void {
		this.waiting += 1;
		this.#line = this.#line.then(() => this.#save(step)).finally(() => {
			this.waiting -= 1;
			if (this.waiting > 0) return;
			this.edition = this.#stored;
			if (!this.problem) void this.look();
		});
	}
	async #save(step: Step): Promise<void> {
		for (let tries = 1; ; tries += 1) {
			const value = step.make(this.#stored!.value);
			if (!value) return;
			try {
				this.#stored = (await api.put<Edition>(this.address, value, this.#stored!.version)).data;
				[this.said, this.undoable] = [step.said, step.undo];
				return;
			} catch (error) {
				const refused = asProblem(error);
				if (refused.status !== 412 || tries === mostTries || !(await this.#rebase())) {
					[this.problem, this.#failed] = [refused, step];
					return;
				}
			}
		}
	}
	/** The change is made again on what stands now; the person is told by whom. */
	async #rebase(): Promise<boolean> {
		try {
			this.#stored = (await api.get<Edition>(this.address)).data;
			this.meanwhile = { who: this.#stored.changed_by, when: this.#stored.changed_at };
			return true;
		} catch {
			return false;
		}
	}
}

/** As the server will answer, before it does. */
function drawn(edition: Edition, value: EditionValue): Edition {
	return { ...edition, value, stories: edition.stories.map((story) => ({ ...story, section: placeOf(value, story.id).section })) };
}
