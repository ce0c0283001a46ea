/** When the server wants to see again who is there: one dialog for all requests that wait for it, and each goes on after. */
import type { Component } from 'svelte';
import { renewed, whenStepUpNeeded } from '#lib/api/api.svelte.ts';
import type { Session } from '#lib/api/types.ts';
import { loadWords } from '#lib/words/words.svelte.ts';
import { session } from './session.svelte.ts';

let form = $state.raw<Component>();
let waiting: { shown: Promise<boolean>; tell: (shown: boolean) => void } | undefined;

export const presence = {
	get form() {
		return form;
	},
};

/** With the renewed session, or without one when the person thought better of it. */
export function presenceShown(value?: Session): void {
	if (value) {
		renewed();
		session.set(value);
	}
	const before = waiting;
	[form, waiting] = [undefined, undefined];
	before?.tell(value !== undefined);
}

whenStepUpNeeded(() => {
	if (waiting) return waiting.shown;
	let tell = (_: boolean) => {};
	const shown = new Promise<boolean>((done) => (tell = done));
	waiting = { shown, tell };
	Promise.all([import('#lib/account/StepUp.svelte'), loadWords('account')]).then(
		([{ default: dialog }]) => (form = dialog),
		() => presenceShown(),
	);
	return shown;
});
