/** A date of which parts may be unknown, as the API writes it. */
export interface PartialDate {
	year?: number | null;
	month?: number | null;
	day?: number | null;
}

/** "2031-01-02" as parts, and back; half a day is kept as it stands, so that the server says what is wrong with it. */
export function partsOf(day: string | null | undefined): PartialDate {
	const [year, month, date] = (day ?? '').split('-').map(Number);
	return { year: year || null, month: month || null, day: date || null };
}
export function dayOf({ year, month, day }: PartialDate): string | null {
	const two = (n: number | null | undefined) => (n ? `-${String(n).padStart(2, '0')}` : '');
	return year || month || day ? (year ? String(year).padStart(4, '0') : '') + two(month) + two(day) : null;
}
