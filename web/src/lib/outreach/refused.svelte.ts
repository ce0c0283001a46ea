/** What the server or the form itself refuses: at its fields, or below the form where no field shows it. */
import { tick } from 'svelte';
import type { Problem } from '#lib/api/api.svelte.ts';

export class Refused {
	/** For the fields. */
	problem = $state.raw<Problem>();
	/** For below the form. */
	elsewhere = $state.raw<Problem>();
	/** Some field shows it. */
	marked = $state(false);

	clear(): void {
		[this.problem, this.elsewhere, this.marked] = [undefined, undefined, false];
	}
	/** The first field that shows it gets the focus. `fields` says what can be one. */
	async show(form: HTMLFormElement | undefined, refused: Problem, atFields = refused, fields = 'input, select, textarea, button'): Promise<void> {
		this.clear();
		this.problem = atFields;
		await tick();
		const first = form?.querySelector('.error');
		if (first) {
			this.marked = true;
			(first.closest('.editor') ?? first.parentElement)?.querySelector<HTMLElement>(fields)?.focus();
		} else {
			this.elsewhere = refused;
		}
	}
}
