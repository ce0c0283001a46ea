/** What screens of the bulletin say of editions, sections and stories. */
import type { Shape } from '#lib/ui/StatusWord.svelte';
import { t } from '#lib/words/words.svelte.ts';
import type { Edition, EditionState, StoryRow, Wording } from './types.ts';

export const states: EditionState[] = ['draft', 'in_review', 'approved', 'published', 'withdrawn'];
export const shapes: Record<EditionState, Shape> = { draft: 'ring', in_review: 'half', approved: 'dashed', published: 'tick', withdrawn: 'cross' };

export const inLanguage = (wordings: readonly Wording[], language: string) => wordings.find((one) => one.language === language)?.text ?? '';
/** In that language, else in the first that there is. */
export function bestWording(wordings: readonly Wording[], language: string): Wording {
	return wordings.find((one) => one.language === language) ?? wordings[0] ?? { language, text: '' };
}
/** The language in which an edition is written first. */
export const firstLanguage = (edition: Edition) => edition.value.languages[0] ?? 'en';
export const editionTitle = (edition: Edition) => bestWording(edition.value.titles, firstLanguage(edition)).text.trim();
export const sectionTitle = (titles: readonly Wording[], language: string) => bestWording(titles, language).text || t('edition.section_without_title');
export const storyTitle = (story: StoryRow | undefined) => story?.title || t('edition.story_without_title');
