// What the screens should say: read from the catalogues and the CLDR tables, without the app's own code.
import { readFileSync } from 'node:fs';

const root = new URL('../../../languages/', import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(name, root), 'utf8'));

export const languages = ['en', 'ru', 'kk', 'ky', 'tg', 'tk', 'uz'];
const catalogues = new Map(languages.map((code) => [code, read(`${code}.json`)]));
const tables = new Map(languages.map((code) => [code, read(`names/${code}.json`)]));

/** A text without arguments. */
export function text(language, key) {
	const words = catalogues.get(language)[key];
	if (words === undefined) throw new Error(`${language}.json has no ${key}`);
	return words;
}

export const countryName = (language, code) => tables.get(language).countries[code];

/** "2026-09-04" as the language writes it in full. */
export function longDate(language, day) {
	const table = tables.get(language);
	const [year, month, date] = day.split('-').map(Number);
	const parts = { y: year, d: date, MMMM: table.months[month - 1], MMM: table.monthsShort[month - 1], MM: day.slice(5, 7) };
	return table.dateLong.replace(/'([^']*)'|y+|M+|d+/g, (word, quoted) => quoted ?? String(parts[word] ?? word));
}

/** The first part of every key: what an untranslated key on a screen begins with. */
export const keyHeads = [...new Set(Object.keys(catalogues.get('en')).map((key) => key.split('.')[0]))];

/** English sentences that may not stand on a page in `language`. */
export function englishOnly(language) {
	if (language === 'en') return [];
	const own = new Set(Object.values(catalogues.get(language)));
	return Object.values(catalogues.get('en')).filter((words) => words.length > 3 && !words.includes('{') && !own.has(words));
}

/** English, and one other language by the day of the year; all seven in the long run. */
export function languagesToday(all) {
	if (all) return languages;
	const now = new Date();
	const day = Math.floor((now - Date.UTC(now.getUTCFullYear(), 0, 0)) / 86_400_000);
	return ['en', languages[1 + (day % (languages.length - 1))]];
}
