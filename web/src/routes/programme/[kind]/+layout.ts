import { error } from '@sveltejs/kit';
import { session } from '#lib/access/session.svelte.ts';
import { kindAt, readRight } from '#lib/outreach/kinds.ts';

/** Which kind the address names; what this person may not read is not there. */
export async function load({ params, parent }: { params: { kind?: string }; parent: () => Promise<unknown> }) {
	await parent();
	const kind = kindAt(params.kind ?? '');
	if (!kind || (session.open && !session.may(readRight(kind.name)))) error(404);
	return { kind };
}
