import { loadNode, loadSession } from '#lib/access/session.svelte.ts';
import { changeLanguage, firstWordsDo, preferredLanguage } from '#lib/words/words.svelte.ts';

// One static page; the server gives data only over the API.
export const ssr = false;

export async function load() {
	const language = changeLanguage(preferredLanguage(), firstWordsDo(location.pathname));
	const [node] = await Promise.allSettled([loadNode(), loadSession()]);
	await language;
	return { reachable: node.status === 'fulfilled' };
}
