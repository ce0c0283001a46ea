/** What the screens say of series and releases. */
import type { Shape } from '#lib/ui/StatusWord.svelte';
import { number, t, words } from '#lib/words/words.svelte.ts';
import type { Forecast, ReleaseState, Wording } from './types.ts';

export const shapes: Record<ReleaseState, Shape> = {
	draft: 'ring',
	proposed: 'half',
	approved: 'dashed',
	making: 'dashed',
	made: 'diamond',
	published: 'tick',
	withdrawn: 'cross',
	failed: 'triangle',
	discarded: 'cross',
};
export const isThere = (state: ReleaseState) => state === 'made' || state === 'published' || state === 'withdrawn';

/** In the language that is shown, else in the first that there is. */
export const bestWording = (wordings: readonly Wording[]): Wording =>
	wordings.find((one) => one.language === words.language) ?? wordings[0] ?? { language: words.language, text: t('release.plan.no_title') };
export const titleOf = (titles: readonly Wording[]) => bestWording(titles).text;

/** "0.5" as people write it. */
export const shown = (epsilon: string | null | undefined) => number(Number(epsilon ?? 0));

/** 95 of 100 draws of the noise stay within so many people of the true count. */
export const within = (deviation: number) => Math.max(1, Math.ceil(1.96 * deviation));
/** A count that nearly every draw keeps apart from nobody. */
export const smallestSure = (deviation: number) => 2 * within(deviation);

/** Largest epsilon by itself that is left, as a share of the budget is drawn. */
export const shareOf = (epsilon: string | null | undefined, budget: string) => Math.min(1, Number(epsilon ?? 0) / Math.max(Number(budget), 0.001));

export const hasLengths = (forecast: Forecast) => forecast.lengths.length > 0;
export function bytes(size: number): string {
	if (size < 1000) return t('release.files.bytes', { size: number(size) });
	if (size < 1_000_000) return t('release.files.kilobytes', { size: number(Math.round(size / 100) / 10) });
	return t('release.files.megabytes', { size: number(Math.round(size / 100_000) / 10) });
}
/** What is asked about before it is done. */
export type Asked = 'approve' | 'send_back' | 'publish' | 'withdraw' | 'discard';
