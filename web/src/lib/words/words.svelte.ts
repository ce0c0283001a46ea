/**
 * The words of the interface: one catalogue in parts and one table of names per language, each its own chunk, loaded
 * when the language is chosen. `t()` is reactive, so a change of language needs no reload.
 */
import { IntlMessageFormat } from 'intl-messageformat';
import { ordinalForm, pluralForm } from './plural';
import { formatNumber, readNames, type Names } from './names';
import { isLanguage, type LanguageCode } from './languages';

export type Values = Record<string, string | number | boolean | null | undefined>;

/** Plain text, or a message with arguments as the build parsed it. */
type Message = string | ConstructorParameters<typeof IntlMessageFormat>[0];
type Catalogue = Record<string, Message>;

const firstWords = import.meta.glob<{ default: Catalogue }>('../../../../languages/*.json', { query: '?first' });
const laterWords = import.meta.glob<{ default: Catalogue }>('../../../../languages/*.json', { query: '?later' });
/** Those of screens that not everybody opens; web/vite.config.ts says which they are. The others have their list of files beside them. */
const partWords = {
	account: import.meta.glob<{ default: Catalogue }>('../../../../languages/*.json', { query: '?account' }),
	records: import.meta.glob<{ default: Catalogue }>('../../../../languages/*.json', { query: '?records' }),
};
type Part = keyof typeof partWords;
type Files = Record<string, () => Promise<{ default: Catalogue }>>;
const nameTables = import.meta.glob<{ default: unknown }>('../../../../languages/names/*.json');
const storageKey = 'panoh-language';

let language = $state<LanguageCode>('en');
let catalogue = $state.raw<Catalogue>({});
let whole = $state(false);
const withParts = new Set<Files>();
let names = $state.raw<Names>(readNames(undefined));
const made = new Map<string, IntlMessageFormat>();

/** The module whose file is `<folder>/<code>.json`, or nothing when this build has none. */
async function load<T>(modules: Record<string, () => Promise<{ default: T }>>, code: string): Promise<T | undefined> {
	const path = Object.keys(modules).find((name) => name.endsWith(`/${code}.json`));
	return path === undefined ? undefined : (await modules[path]!()).default;
}

/** Whether a screen can be read with the first words alone; web/tools/manifest.mjs says the same for boot.js. */
export const firstWordsDo = (path: string): boolean => /^\/(cases)?$/.test(path);

/**
 * Loads a language and shows it, with all its words or only the first ones: those of Today, of the list of cases and of
 * what stands around every screen.
 */
export async function changeLanguage(code: LanguageCode, onlyFirst = false): Promise<void> {
	const [first, rest, table, ...parts] = await Promise.all([
		load(firstWords, code),
		onlyFirst ? undefined : load(laterWords, code),
		load(nameTables, code),
		...[...withParts].map((part) => load(part, code)),
	]);
	made.clear();
	catalogue = Object.assign({}, first, rest, ...parts) as Catalogue;
	whole = !onlyFirst;
	names = readNames(table);
	language = code;
	document.documentElement.lang = code;
	keepLanguage();
}

/** The words that did not come at first. Asked for again by whoever needs them, when the line failed. */
export async function loadLaterWords(): Promise<void> {
	const code = language;
	if (whole) return;
	const rest = await load(laterWords, code);
	if (code !== language || whole) return;
	catalogue = { ...catalogue, ...rest };
	whole = true;
}

/** The words of some screens: their `load` waits for them. */
export const loadWords = (part: Part): Promise<void> => loadFrom(partWords[part]);
/** The same of files that a screen knows itself. */
export async function loadFrom(part: Files): Promise<void> {
	const code = language;
	if (withParts.has(part)) return;
	const own = await load(part, code);
	if (withParts.has(part)) return;
	withParts.add(part);
	if (code !== language) return changeLanguage(language, !whole);
	catalogue = { ...catalogue, ...own };
}

/** Remembers the language on this device: when it is chosen, and again after signing out has emptied the storage. */
export function keepLanguage(): void {
	try {
		localStorage.setItem(storageKey, language);
	} catch {
		// Storage may be switched off; then the choice lasts as long as the page.
	}
}

/** The language chosen last on this device, else the first of the browser's that we have, else English. */
export function preferredLanguage(): LanguageCode {
	try {
		const stored = localStorage.getItem(storageKey);
		if (isLanguage(stored)) return stored;
	} catch {
		// As above.
	}
	for (const tag of navigator.languages ?? []) {
		const code = tag.split('-')[0];
		if (isLanguage(code)) return code;
	}
	return 'en';
}

export const words = {
	get language() {
		return language;
	},
	get names() {
		return names;
	},
	/** Whether all words are there. */
	get whole() {
		return whole;
	},
	/** Whether the catalogue has this key. */
	has(key: string) {
		return key in catalogue;
	},
};

// intl-messageformat asks the browser for these by default, and the browser does not know our languages.
const formatters = {
	getNumberFormat: () => ({ format: (value: number) => formatNumber(names, value) }),
	getDateTimeFormat: () => {
		throw new Error('dates are formatted by dates.ts');
	},
	getPluralRules: (_: unknown, options?: { type?: string }) => ({
		select: (value: number) =>
			options?.type === 'ordinal' ? ordinalForm(value) : pluralForm(language, value),
	}),
};

/** The text of `key` in the chosen language; the key itself when there is none, so that tests see it. */
export function t(key: string, values?: Values): string {
	const text = catalogue[key];
	if (text === undefined) return key;
	if (typeof text === 'string') return text;
	let message = made.get(key);
	if (!message) {
		message = new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true, formatters: formatters as never });
		made.set(key, message);
	}
	return String(message.format(values as never));
}

/** The label of a code of a list; countries and languages come from CLDR. Answers like `~unknown` are a list of ours. */
export function label(list: string, code: string | null | undefined): string {
	if (code === null || code === undefined || code === '') return '';
	if (code.startsWith('~')) return t(`codes.answer.${code.slice(1)}`);
	if (list === 'country') return names.countries[code] ?? code;
	if (list === 'language') return names.languages[code] ?? t(`codes.language.${code}`);
	return t(`codes.${list}.${code}`);
}

/** A label inside a line: without its capital, except for names of countries and for abbreviations. */
export function following(list: string, code: string | null | undefined): string {
	const text = label(list, code);
	if (list === 'country' || /^\p{Lu}{2}/u.test(text)) return text;
	const [first = ''] = text;
	// Not toLocaleLowerCase: none of our languages has the Turkish dotless i as a first letter of a label.
	return first.toLowerCase() + text.slice(first.length);
}

/** Labels of several codes as one line. */
export function labels(list: string, codes: readonly string[] | null | undefined): string {
	return (codes ?? []).map((code, n) => (n === 0 ? label(list, code) : following(list, code))).join(', ');
}

/** A whole number or a decimal, with the language's own group sign. */
export function number(value: number): string {
	return formatNumber(names, value);
}
