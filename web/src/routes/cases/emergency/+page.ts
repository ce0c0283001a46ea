import { loadEmergencyWords } from '#lib/emergency/words.ts';

export async function load({ parent }: { parent: () => Promise<unknown> }) {
	await parent();
	await loadEmergencyWords();
}
