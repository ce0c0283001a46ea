/** The words of recovery keys. */
import { loadFrom } from '#lib/words/words.svelte.ts';

const files = import.meta.glob<{ default: never }>('../../../../languages/*.json', { query: '?recovery' });

export const loadRecoveryWords = (): Promise<void> => loadFrom(files);
