/** Pictures of the bulletin, as the API says them. */
import { Problem } from '#lib/api/api.svelte.ts';
import { longDate, today } from '#lib/words/dates.ts';
import { label, t } from '#lib/words/words.svelte.ts';
import type { Shape } from '#lib/ui/StatusWord.svelte';

export interface PictureDescription {
	credit: string;
	taken_on?: string | null;
	people_shown: string;
	consent?: { given_on: string; ends_on?: string | null; kept_where: string } | null;
}
export interface Picture {
	id: string;
	organisation_name: string;
	version: number;
	added_at: string;
	added_by: string;
	changed_at: string;
	changed_by: string;
	width: number;
	height: number;
	value: PictureDescription | null;
	withdrawn_on: string | null;
	may_print: boolean;
	may_change: boolean;
}

export const peopleShown = ['nobody', 'not_recognisable', 'agreed', 'public_office'];
/** Of the server; said before a slow line carries it there. */
export const largestPicture = 12 * 1024 * 1024;

/** Why this file is not taken, before it is sent. */
export function refusal(file: File): Problem | undefined {
	if (file.type !== 'image/jpeg' && file.type !== 'image/png') return new Problem(422, 'pictures/not_a_picture', 'file');
	if (file.size > largestPicture) return new Problem(422, 'pictures/too_large', 'file');
	return undefined;
}

/** Whether it may be printed today, and else why not. */
export function standing(picture: Picture): { word: string; shape: Shape } {
	if (picture.withdrawn_on) return { word: t('edition.picture.withdrawn', { day: longDate(picture.withdrawn_on) }), shape: 'cross' };
	if (!picture.value) return { word: t('edition.picture.not_described'), shape: 'ring' };
	if (picture.may_print) return { word: t('edition.picture.may_print'), shape: 'tick' };
	const { consent } = picture.value;
	if (consent?.ends_on && consent.ends_on < today()) return { word: t('edition.picture.consent_ended', { day: longDate(consent.ends_on) }), shape: 'triangle' };
	if (consent && consent.given_on > today()) return { word: t('edition.picture.consent_begins', { day: longDate(consent.given_on) }), shape: 'triangle' };
	return { word: t('edition.picture.may_not_print'), shape: 'triangle' };
}

/** What it is called for who does not see it: nobody has said yet what it shows, that is said where it is used. */
export function called(picture: Picture): string {
	if (!picture.value) return t('edition.picture.called_new', { day: longDate(picture.added_at.slice(0, 10)) });
	return t('edition.picture.called', { credit: picture.value.credit, shown: label('people_shown', picture.value.people_shown) });
}
