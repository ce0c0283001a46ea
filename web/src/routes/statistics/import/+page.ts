import { loadWords } from '#lib/words/words.svelte.ts';

/** A file that is no table is refused in the words of records, where tables are read too. */
export async function load({ parent }: { parent: () => Promise<unknown> }) {
	await parent();
	await loadWords('records');
}
