/** The words of statistics: charts, tables and their files speak with them. */
import { loadFrom } from '#lib/words/words.svelte.ts';

const files = import.meta.glob<{ default: never }>('../../../../languages/*.json', { query: '?statistics' });

export const loadStatisticsWords = (): Promise<void> => loadFrom(files);
