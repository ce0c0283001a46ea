/** What a language calls months, days, countries and languages: the shape of `languages/names/xx.json`, made from CLDR. */

export interface Names {
	/** Names as used inside a date ("4 September", Russian genitive). */
	months: string[];
	monthsShort: string[];
	/** Names as used alone ("September" as a heading). */
	monthsAlone: string[];
	monthsAloneShort: string[];
	/** Sunday first. */
	weekdays: string[];
	weekdaysShort: string[];
	/** CLDR patterns. */
	dateLong: string;
	dateShort: string;
	dayMonth: string;
	dayMonthShort: string;
	monthYear: string;
	weekdayDayMonth: string;
	group: string;
	decimal: string;
	countries: Record<string, string>;
	languages: Record<string, string>;
}

type Tree = { [key: string]: Tree | string | string[] | undefined };

const english: Names = {
	months: 'January February March April May June July August September October November December'.split(' '),
	monthsShort: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '),
	monthsAlone: 'January February March April May June July August September October November December'.split(' '),
	monthsAloneShort: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '),
	weekdays: 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' '),
	weekdaysShort: 'Sun Mon Tue Wed Thu Fri Sat'.split(' '),
	dateLong: 'd MMMM y',
	dateShort: 'd MMM y',
	dayMonth: 'd MMMM',
	dayMonthShort: 'd MMM',
	monthYear: 'LLLL y',
	weekdayDayMonth: 'EEEE d MMMM',
	group: ',',
	decimal: '.',
	countries: {},
	languages: {},
};

/** The table as read; whatever is missing stays English, so that a half-made table still shows a readable date. */
export function readNames(file: unknown): Names {
	if (typeof file !== 'object' || file === null) return english;
	return { ...english, ...(file as Tree as Partial<Names>) };
}

/** `1234567.5` as "1,234,567.5" or "1 234 567,5". Four digits are not grouped where the sign is a space. */
export function formatNumber(names: Names, value: number): string {
	const [whole = '0', part] = String(Math.abs(value)).split('.');
	const grouped = whole.length < 5 && names.group !== ',' ? whole : whole.replace(/\B(?=(\d{3})+$)/g, names.group);
	return (value < 0 ? '−' : '') + grouped + (part === undefined ? '' : names.decimal + part);
}
