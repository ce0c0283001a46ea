/** What a key is called: a team's, or one of the organisation. */
import type { NamedKey } from './types.ts';
import { t } from '#lib/words/words.svelte.ts';

export function keyName(key: NamedKey): string {
	return key.team_name || t(key.emergency ? 'recovery.emergency' : 'recovery.finding');
}
/** What it opens; empty where there is one alone of its kind. */
export function keyPart(key: NamedKey): string {
	return key.team_name || key.emergency ? t(`recovery.part.${key.compartment}`) : '';
}
