/** The seven languages of the region, named in themselves, in the order in which they are offered. */
export const languages = [
	{ code: 'en', name: 'English' },
	{ code: 'ru', name: 'Русский' },
	{ code: 'kk', name: 'Қазақша' },
	{ code: 'ky', name: 'Кыргызча' },
	{ code: 'tg', name: 'Тоҷикӣ' },
	{ code: 'tk', name: 'Türkmençe' },
	{ code: 'uz', name: 'Oʻzbekcha' },
] as const;

export type LanguageCode = (typeof languages)[number]['code'];

export function isLanguage(code: unknown): code is LanguageCode {
	return languages.some((language) => language.code === code);
}
