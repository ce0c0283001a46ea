/** Who is signed in, on which node, and what they may ever do. */
import { goto } from '$app/navigation';
import { api, idleFor, whenSignedOut } from '#lib/api/api.svelte.ts';
import { changeTheme, theme } from '#lib/ui/shell.svelte.ts';
import { keepLanguage } from '#lib/words/words.svelte.ts';
import type { Node, Session } from '#lib/api/types.ts';

let node = $state.raw<Node | undefined>();
let current = $state.raw<Session | undefined>();
/** How long the server keeps an idle session, in ms. */
let idleLimit = Number.POSITIVE_INFINITY;
const placeKey = 'panoh-place';
const signedInKey = 'panoh-signed-in';

export const session = {
	get node() {
		return node;
	},
	get current() {
		return current;
	},
	get open() {
		return current?.stage === 'open';
	},
	/** Whether this role can ever do it; the server decides about the one case. */
	may(policy: string) {
		return current?.stage === 'open' && current.may.includes(policy);
	},
	set(value: Session | undefined) {
		current = value;
		rememberSignedIn(value?.stage === 'open');
		const limit = value ? Date.parse(value.idle_expires_at) - Date.now() : Number.NaN;
		idleLimit = limit > 0 ? limit : Number.POSITIVE_INFINITY;
	},
};

/** A hint for boot.js, so that it does not ask for a screen's data in vain. It says nothing of who it was. */
function rememberSignedIn(open: boolean): void {
	try {
		if (open) localStorage.setItem(signedInKey, '1');
		else localStorage.removeItem(signedInKey);
	} catch {
		// Without storage the first screen comes a little later.
	}
}

export async function loadNode(): Promise<void> {
	node = (await api.get<Node>('/api/node')).data;
}

/** Asks the server who we are; quietly nobody when it does not know. */
export async function loadSession(): Promise<void> {
	try {
		session.set((await api.get<Session>('/api/session')).data);
	} catch {
		session.set(undefined);
	}
}

/** The page to return to after signing in. Kept for this tab only, and never a search. */
export function rememberPlace(path: string): void {
	if (/^\/(sign-in|activate|recover)/.test(path)) return;
	try {
		sessionStorage.setItem(placeKey, path);
	} catch {
		// Without storage one lands on Today.
	}
}

export function takePlace(): string {
	try {
		const place = sessionStorage.getItem(placeKey);
		sessionStorage.removeItem(placeKey);
		if (place?.startsWith('/') && !place.startsWith('//')) return place;
	} catch {
		// As above.
	}
	return '/';
}

/** Called now and then: an idle session leaves nothing on the screen, also when nobody touches the page. */
export function lockWhenIdle(): void {
	if (!current || idleFor() < idleLimit) return;
	rememberPlace(location.pathname);
	location.replace('/sign-in');
}

/** Ends the session on the server and empties this page: nothing opened stays in memory. */
export async function signOut(keepPlace: boolean): Promise<void> {
	try {
		await api.delete('/api/session');
	} finally {
		// The server's answer empties this site's storage; language and colours are not secrets.
		keepLanguage();
		changeTheme(theme());
		if (keepPlace) rememberPlace(location.pathname);
		// A full load, so that no opened name survives in a variable.
		location.replace('/sign-in');
	}
}

whenSignedOut(() => {
	if (!current) return;
	rememberPlace(location.pathname);
	session.set(undefined);
	void goto('/sign-in');
});
