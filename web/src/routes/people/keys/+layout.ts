import { loadEmergencyWords } from '#lib/emergency/words.ts';
import { loadRecoveryWords } from '#lib/recovery/words.ts';

export async function load({ parent }: { parent: () => Promise<unknown> }) {
	await parent();
	await Promise.all([loadRecoveryWords(), loadEmergencyWords()]);
}
