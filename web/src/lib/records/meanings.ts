/** What the words of somebody's table mean. Keys are cells of a file, so they are kept in maps: a cell may say `__proto__`. */
import type { GuessValue } from './guess.ts';

/** `meanings` and `guessed` get what was said of a value before, in any case of its letters, or what it seems to mean; the rest stays. */
export function addMeanings(values: Iterable<string>, said: ReadonlyMap<string, string>, guess: GuessValue, meanings: Map<string, string>, guessed: Set<string>): void {
	for (const value of values) {
		if (meanings.has(value)) continue;
		const meant = said.get(value.toLowerCase()) ?? guess(value);
		if (meant === undefined) continue;
		meanings.set(value, meant);
		// A code itself, and what was said before, is no guess.
		if (!said.has(value.toLowerCase()) && meant.toLowerCase() !== value.toLowerCase()) guessed.add(value);
	}
}
