/** The words of the programme, and of its code lists. */
import { loadFrom } from '#lib/words/words.svelte.ts';

const files = import.meta.glob<{ default: never }>('../../../../languages/*.json', { query: '?outreach' });

export const loadOutreachWords = (): Promise<void> => loadFrom(files);
