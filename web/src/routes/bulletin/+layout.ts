import { loadBulletinWords } from '#lib/bulletin/words.ts';
import { loadOutreachWords } from '#lib/outreach/words.ts';

/** The words of these screens come with them, after those of the language that is shown; labels of codes are the programme's. */
export async function load({ parent }: { parent: () => Promise<unknown> }) {
	await parent();
	await Promise.all([loadBulletinWords(), loadOutreachWords()]);
}
