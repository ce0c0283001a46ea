/** Degrees of latitude and longitude as people type them. */
/** Degrees with a dot or a comma. Null when nothing is typed, NaN when it is not one number. */
export function degrees(text: string): number | null {
	const typed = text.trim().replace(/\s*°$/, '').replace('−', '-').replace(',', '.');
	if (typed === '') return null;
	// The last part as `write` gives it for less than a millionth.
	return /^[+-]?\d{1,3}(\.\d{1,20})?(e-\d{1,3})?$/.test(typed) ? Number(typed) : NaN;
}
