/** The words of emergencies: rare, so that not even the list of their files is in the shell. */
import { loadFrom } from '#lib/words/words.svelte.ts';

const files = import.meta.glob<{ default: never }>('../../../../languages/*.json', { query: '?emergency' });

export const loadEmergencyWords = (): Promise<void> => loadFrom(files);
