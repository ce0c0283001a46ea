/** Titles of editions and stories in the language of who reads them, else in the first there is. */
import { words } from '#lib/words/words.svelte.ts';
import type { Story } from './story.ts';
import type { Edition } from './types.ts';

export function editionTitle(edition: Edition): string {
	const { titles } = edition.value;
	return (titles.find((one) => one.language === words.language) ?? titles[0])?.text ?? '';
}
export function storyTitle(story: Story, edition: Edition | undefined): string {
	const texts = story.value.texts ?? [];
	const first = edition?.value.languages[0];
	return (texts.find((one) => one.language === words.language) ?? texts.find((one) => one.language === first) ?? texts[0])?.title ?? '';
}
