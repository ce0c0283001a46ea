/** A sealed part of a case, written in its form. */
import { api, asProblem, type Problem } from '#lib/api/api.svelte.ts';

/** What a form needs to know of its part. */
interface Written<T> {
	address: string;
	/** Mark or version that the form began with. */
	match: string | number | undefined;
	/** What is compared, one after the other, when two people wrote at once. */
	parts: readonly (keyof T & string)[];
	label: (part: string) => string;
	/** A part in a line of words. */
	text: (value: T, part: keyof T & string) => string;
	/** As the API wants it. */
	cleaned: (value: T) => T;
	saved: () => void;
}

/** Writes a part. When somebody was faster, theirs is opened, which is recorded, and shown beside this one. */
export class PartForm<T extends object> {
	match: string | number | undefined;
	theirs = $state.raw<T>();
	problem = $state.raw<Problem>();
	busy = $state(false);

	constructor(private readonly part: Written<T>) {
		this.match = part.match;
	}

	async save(value: T): Promise<void> {
		this.busy = true;
		this.problem = undefined;
		try {
			await api.put(this.part.address, this.part.cleaned(value), this.match);
			this.part.saved();
		} catch (error) {
			this.problem = asProblem(error);
			if (this.problem.status === 412) await this.#readTheirs();
		} finally {
			this.busy = false;
		}
	}

	/** Where the two differ. */
	clashes(value: T): { name: string; label: string; mine: string; theirs: string }[] {
		if (!this.theirs) return [];
		const { parts, cleaned, label, text } = this.part;
		const [mine, theirs] = [cleaned(value), cleaned(this.theirs)];
		return parts
			.filter((part) => JSON.stringify(mine[part]) !== JSON.stringify(theirs[part]))
			.map((part) => ({ name: part, label: label(part), mine: text(mine, part), theirs: text(theirs, part) }));
	}

	/** Saves what was chosen; where the two did not differ it is the same anyway. */
	choose(value: T, kept: Record<string, 'mine' | 'theirs'>): void {
		const { parts, cleaned } = this.part;
		const [mine, theirs] = [cleaned(value), cleaned(this.theirs!)];
		void this.save({ ...mine, ...Object.fromEntries(parts.filter((part) => kept[part] !== 'mine').map((part) => [part, theirs[part]])) });
	}

	async #readTheirs(): Promise<void> {
		try {
			const { data, etag } = await api.get<T>(this.part.address);
			[this.theirs, this.match, this.problem] = [data, etag, undefined];
		} catch (error) {
			this.problem = asProblem(error);
		}
	}
}
