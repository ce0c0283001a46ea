import { loadWords } from '#lib/words/words.svelte.ts';

/** The words of this screen come with it, after those of the language that is shown. */
export async function load({ parent }: { parent: () => Promise<unknown> }) {
	await parent();
	await loadWords('records');
}
