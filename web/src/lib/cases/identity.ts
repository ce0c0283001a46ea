/** Pure rules about an identity being typed. */
import type { Identity, Name } from './types.ts';

/** A line to write a name in. */
export function emptyName(kind = 'current'): Name {
	return { given: '', family: '', patronymic: '', script: 'Cyrillic', kind };
}
/** The script of what was typed: most people do not know the word. */
export function scriptOf(text: string): string {
	if (/[\u0400-\u052f]/.test(text)) return 'Cyrillic';
	return /[A-Za-z\u00c0-\u024f]/.test(text) ? 'Latin' : 'Other';
}
/** Something stands in the line. A father's name alone counts too: the server says what is missing, nothing is dropped. */
export function isWritten(name: Name): boolean {
	return [name.given, name.family, name.patronymic].some((part) => part?.trim());
}
/** As the API wants it: empty is null, an empty line is left out. */
export function cleaned(identity: Identity): Omit<Identity, 'version'> {
	const text = (value: string | null | undefined) => value?.trim() || null;
	return {
		names: identity.names
			.filter(isWritten)
			.map((name) => ({
				given: name.given.trim(),
				family: name.family.trim(),
				patronymic: text(name.patronymic),
				script: scriptOf(name.given + name.family),
				kind: name.kind,
			})),
		birth: {
			year: identity.birth?.year ?? null,
			month: identity.birth?.month ?? null,
			day: identity.birth?.day ?? null,
		},
		salutation: text(identity.salutation),
		title: text(identity.title),
		mother_name: text(identity.mother_name),
		birthplace: text(identity.birthplace),
		phone: text(identity.phone),
		home_phone: text(identity.home_phone),
		email: text(identity.email),
		document: text(identity.document),
	};
}
