/** Which form of a word goes with a count, for our seven languages. Source: CLDR plural rules (supplemental/plurals). */

export type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';

const slavic = (n: number): PluralForm => {
	if (!Number.isInteger(n)) return 'other';
	const tens = n % 100;
	const ones = n % 10;
	if (ones === 1 && tens !== 11) return 'one';
	if (ones >= 2 && ones <= 4 && (tens < 12 || tens > 14)) return 'few';
	return 'many';
};
const oneIsOne = (n: number): PluralForm => (n === 1 ? 'one' : 'other');

const rules: Record<string, (n: number) => PluralForm> = {
	en: oneIsOne,
	kk: oneIsOne,
	ky: oneIsOne,
	tk: oneIsOne,
	uz: oneIsOne,
	ru: slavic,
	// CLDR 48 gives Tajik one form for every count.
	tg: () => 'other',
};

/** The browser's own rules follow the host's language for tg, ky and tk, hence this. Unknown languages count as English. */
export function pluralForm(language: string, count: number): PluralForm {
	return (rules[language] ?? oneIsOne)(Math.abs(count));
}

/** English ordinals only: no text of ours uses them in another language. */
export function ordinalForm(count: number): PluralForm {
	const tens = count % 100;
	const ones = count % 10;
	if (ones === 1 && tens !== 11) return 'one';
	if (ones === 2 && tens !== 12) return 'two';
	if (ones === 3 && tens !== 13) return 'few';
	return 'other';
}
