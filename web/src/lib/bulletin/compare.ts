/** What differs between two versions that came out, paragraph by paragraph. */
import { partText, partsOfAll, type Part } from './edition_draft.ts';
import type { ReleaseText, ReleaseValue } from './types.ts';

export interface Piece {
	kind: 'same' | 'gone' | 'new';
	text: string;
}

/** The longest common row of paragraphs stays; what is not in it is gone or new. */
export function pieces(before: string, after: string): Piece[] {
	const split = (text: string) => text.split(/\n+/).filter((line) => line.trim() !== '');
	const [a, b] = [split(before), split(after)];
	const common: number[][] = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
	for (let i = a.length - 1; i >= 0; i -= 1)
		for (let j = b.length - 1; j >= 0; j -= 1)
			common[i]![j] = a[i] === b[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
	const found: Piece[] = [];
	let [i, j] = [0, 0];
	while (i < a.length || j < b.length) {
		if (i < a.length && j < b.length && a[i] === b[j]) {
			found.push({ kind: 'same', text: a[i]! });
			[i, j] = [i + 1, j + 1];
		} else if (i < a.length && (j === b.length || common[i + 1]![j]! >= common[i]![j + 1]!)) found.push({ kind: 'gone', text: a[i++]! });
		else found.push({ kind: 'new', text: b[j++]! });
	}
	return found;
}

export interface TextDifference {
	language: string;
	member: 'title' | 'lead' | 'byline' | 'body';
	pieces: Piece[];
}
export interface StoryDifference {
	id: string;
	title: string;
	kind: 'added' | 'left_out' | 'changed';
	texts: TextDifference[];
	/** Members other than its texts: days, pictures, figures. */
	others: string[];
}
type ReleasedStory = ReleaseValue['stories'][number];

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
const members = ['title', 'lead', 'byline', 'body'] as const;

function textsOf(before: ReleaseText[], after: ReleaseText[]): TextDifference[] {
	const languages = [...new Set([...after, ...before].map((text) => text.language))];
	return languages.flatMap((language) => {
		const [was, is] = [before, after].map((texts) => texts.find((one) => one.language === language));
		return members
			.filter((member) => !same(was?.[member], is?.[member]))
			.map((member) => ({ language, member, pieces: pieces(was?.[member] ?? '', is?.[member] ?? '') }));
	});
}
export function storiesThatDiffer(before: ReleaseValue, after: ReleaseValue, language: string): StoryDifference[] {
	const ids = [...new Set([...after.stories, ...before.stories].map((story) => story.id))];
	const titleOf = ({ value }: ReleasedStory) => (value.texts.find((one) => one.language === language) ?? value.texts[0])?.title ?? '';
	return ids.flatMap((id): StoryDifference[] => {
		const [was, is] = [before, after].map((one) => one.stories.find((story) => story.id === id));
		if (!was || !is) return [{ id, title: titleOf((is ?? was)!), kind: is ? 'added' : 'left_out', texts: [], others: [] }];
		if (same(was.value, is.value)) return [];
		const names = [...new Set([...Object.keys(was.value), ...Object.keys(is.value)])].filter((name) => name !== 'texts');
		return [{ id, title: titleOf(is), kind: 'changed', texts: textsOf(was.value.texts, is.value.texts), others: names.filter((name) => !same(was.value[name], is.value[name])) }];
	});
}

/** Of the edition itself; the order of sections and stories is said apart. */
export function partsThatDiffer(before: ReleaseValue, after: ReleaseValue): Part[] {
	return partsOfAll([before.edition, after.edition]).filter((part) => !same(partText(before.edition, part), partText(after.edition, part)));
}
export const orderDiffers = (before: ReleaseValue, after: ReleaseValue) => !same(before.edition.sections, after.edition.sections);
