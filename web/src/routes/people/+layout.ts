import { loadPeopleWords } from '#lib/access/people/words.ts';

/** The words of these screens come with them, after those of the language that is shown. */
export async function load({ parent }: { parent: () => Promise<unknown> }) {
	await parent();
	await loadPeopleWords();
}
