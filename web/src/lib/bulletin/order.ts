/**
 * The order of sections and stories. Each change is a function of what stands, so that it can be made once more on what
 * somebody else saved meanwhile; it gives nothing where there is nothing left to change.
 */
import type { EditionValue, Section, Wording } from './types.ts';

export type Change = (value: EditionValue) => EditionValue | undefined;

/** Where a story stands; an empty key: in no section. */
export interface Place {
	section: string;
	at: number;
}

export function placeOf(value: EditionValue, story: string): Place {
	for (const { key, stories } of value.sections) if (stories.includes(story)) return { section: key, at: stories.indexOf(story) };
	return { section: '', at: 0 };
}

const without = (stories: string[], story: string) => stories.filter((one) => one !== story);
const inserted = <T>(list: T[], one: T, at: number) => [...list.slice(0, at), one, ...list.slice(at)];

/** `at` is counted without the story itself. */
export const moveStory =
	(story: string, to: Place): Change =>
	(value) => {
		if (to.section && !value.sections.some((one) => one.key === to.section)) return undefined;
		return {
			...value,
			sections: value.sections.map((section) => {
				const stories = without(section.stories, story);
				return { ...section, stories: section.key === to.section ? inserted(stories, story, Math.min(to.at, stories.length)) : stories };
			}),
		};
	};

/** One place up or down; over the edge of a section into its neighbour, and below the last one out of all. Nothing at the ends. */
export function neighbour(value: EditionValue, story: string, by: 1 | -1): Place | undefined {
	const { section, at } = placeOf(value, story);
	const n = value.sections.findIndex((one) => one.key === section);
	if (n < 0) {
		const last = value.sections.at(-1);
		return by === -1 && last ? { section: last.key, at: last.stories.length } : undefined;
	}
	const stories = value.sections[n]!.stories;
	if (at + by >= 0 && at + by < stories.length) return { section, at: at + by };
	const next = value.sections[n + by];
	if (next) return { section: next.key, at: by === 1 ? 0 : next.stories.length };
	return by === 1 ? { section: '', at: 0 } : undefined;
}

export const addSection =
	(section: Section, at?: number): Change =>
	(value) => {
		if (value.sections.some((one) => one.key === section.key)) return undefined;
		// A story that stands elsewhere by now stays there.
		const placed = new Set(value.sections.flatMap((one) => one.stories));
		const own = { ...section, stories: section.stories.filter((one) => !placed.has(one)) };
		return { ...value, sections: inserted(value.sections, own, at ?? value.sections.length) };
	};

export const removeSection =
	(key: string): Change =>
	(value) =>
		value.sections.some((one) => one.key === key) ? { ...value, sections: value.sections.filter((one) => one.key !== key) } : undefined;

export const renameSection =
	(key: string, titles: Wording[]): Change =>
	(value) =>
		value.sections.some((one) => one.key === key)
			? { ...value, sections: value.sections.map((one) => (one.key === key ? { ...one, titles } : one)) }
			: undefined;

export const moveSection =
	(key: string, by: 1 | -1): Change =>
	(value) => {
		const at = value.sections.findIndex((one) => one.key === key);
		if (at < 0 || at + by < 0 || at + by >= value.sections.length) return undefined;
		return { ...value, sections: inserted(value.sections.filter((one) => one.key !== key), value.sections[at]!, at + by) };
	};
