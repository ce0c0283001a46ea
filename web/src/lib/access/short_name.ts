/** "Ayana Bekova" as "A. Bekova": colleagues in dense places. */
export function shortName(name: string): string {
	const words = name.trim().split(/\s+/);
	const last = words.at(-1) ?? '';
	return words.length < 2 ? last : `${[...words[0]!][0]}.\u00a0${last}`;
}
