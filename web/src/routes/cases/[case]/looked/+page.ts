import { loadEmergencyWords } from '#lib/emergency/words.ts';
import { loadWords } from '#lib/words/words.svelte.ts';

export async function load({ parent }: { parent: () => Promise<unknown> }) {
	await parent();
	await Promise.all([loadWords('records'), loadEmergencyWords()]);
}
