/** Words of these screens: fetched by them alone, so that no other screen carries even the list of the files. */
import { loadFrom } from '#lib/words/words.svelte.ts';

const files = import.meta.glob<{ default: Record<string, string> }>('../../../../languages/*.json', { query: '?bulletin' });

export const loadBulletinWords = (): Promise<void> => loadFrom(files);
