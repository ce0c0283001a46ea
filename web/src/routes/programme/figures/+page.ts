import { loadStatisticsWords } from '#lib/release/words.ts';

/** Charts, tables and their files speak with the words of statistics. */
export async function load({ parent }: { parent: () => Promise<unknown> }) {
	await parent();
	await loadStatisticsWords();
}
