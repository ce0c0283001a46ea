/** Parts of a story in words, where two changed the same one. */
import { longDate } from '#lib/words/dates.ts';
import { label, t } from '#lib/words/words.svelte.ts';
import { valueOf, type LinkMember, type StoryDraft, type TextDraft } from './story.ts';

const titles: Record<string, string> = { country: 'country', days: 'days', pictures: 'pictures', alternative: 'alternative', caption: 'caption', labels: 'figure_label', title: 'title', lead: 'lead', byline: 'byline', body: 'body', sources: 'sources' };
const kinds: Record<string, string> = { campaigns: 'campaign', events: 'event', media_pieces: 'media_piece', materials: 'material', commitments: 'commitment', facts: 'fact', testimonies: 'testimony' };

/** "text/ru/body" as "Text · Russian". */
export function clashTitle(name: string): string {
	const [what, at = '', member = '', language = ''] = name.split('/');
	if (what === 'links') return t(`outreach.kinds.${kinds[at]}`);
	if (what === 'text') return `${t(`edition.story.${titles[member]}`)} · ${label('language', at)}`;
	if (what === 'figure' && member === 'sources') return `${t('edition.story.figure_source')} · ${label('language', language)}`;
	const word = t(`edition.story.${titles[member] ?? titles[what!]}`);
	return language ? `${word} · ${label('language', language)}` : word;
}

export function clashText(name: string, draft: StoryDraft, names: (id: string) => string): string {
	const [what, at = '', member = '', language = ''] = name.split('/');
	const found = (() => {
		switch (what) {
			case 'country':
				return draft.country ? label('country', draft.country) : t('edition.story.region');
			case 'days':
				return valueOf(draft).days!.map(({ from, to }) => [from, to].filter(Boolean).map((day) => longDate(day)).join(' – ')).join('; ');
			case 'pictures':
				return draft.pictures.map((use, n) => `${n + 1}. ${Object.values(use.alternative)[0] ?? t('edition.story.picture_number', { number: n + 1 })}`).join('; ');
			case 'links':
				return draft.links[at as LinkMember].map(names).join('; ');
			case 'text':
				return String(draft.texts[at]?.[member as keyof TextDraft] ?? '');
			case 'picture':
				return draft.pictures.find((use) => use.picture === at)?.[member as 'alternative' | 'caption'][language] ?? '';
			default:
				return draft.figures[at]?.[member as 'labels' | 'sources'][language] ?? '';
		}
	})();
	return found || t('ui.none');
}
