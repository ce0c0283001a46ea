/** The words of people, teams and organisations. */
import { loadFrom } from '#lib/words/words.svelte.ts';

const files = import.meta.glob<{ default: never }>('../../../../../languages/*.json', { query: '?people' });

export const loadPeopleWords = (): Promise<void> => loadFrom(files);
