/** Who is signed in, on which node, and what they may ever do. */
import { api, forgetEarly, Problem, untilOf } from '#lib/api/api.svelte.ts';
import { changeTheme, theme } from '#lib/ui/shell.svelte.ts';
import { useTimeZone } from '#lib/words/dates.ts';
import { keepLanguage } from '#lib/words/words.svelte.ts';
import type { Node, Session } from '#lib/api/types.ts';

let node = $state.raw<Node | undefined>();
let current = $state.raw<Session | undefined>();
/** The server notes the use of a session once a minute, so the last answer may count a minute less. */
const notedWithin = 60_000;
const idleLimitUnsaid = 15 * 60_000;
let idleLimit = idleLimitUnsaid - notedWithin;
const placeKey = 'panoh-place';
const fictionalKey = 'panoh-fictional';
const signedInKey = 'panoh-signed-in';
const leavingKey = 'panoh-leaving';
const madeRoomKey = 'panoh-made-room-for';

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
	/** How long after its last answer the server keeps an idle session for certain, in ms. */
	get idleLimit() {
		return idleLimit;
	},
	/** `value` as the server's last answer told it. */
	set(value: Session | undefined) {
		current = value;
		rememberSignedIn(value?.stage === 'open');
		const limit = value ? untilOf(value.idle_expires_at) : Number.NaN;
		idleLimit = (limit > notedWithin ? limit : idleLimitUnsaid) - notedWithin;
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

declare global {
	interface Window {
		/** Of this page's build, from boot.js. */
		panohVersion?: string;
	}
}
/** A browser keeps the page for a day; when the server has another by now, this one makes room. Once: a proxy may be slower. */
function makeRoomForNewer(served: string): void {
	const mine = window.panohVersion;
	if (!mine || !served || served === mine) return;
	try {
		if (sessionStorage.getItem(madeRoomKey) === served) return;
		sessionStorage.setItem(madeRoomKey, served);
	} catch {
		return; // Without a note of it, it could go on for ever.
	}
	location.reload();
}

export async function loadNode(): Promise<void> {
	node = (await api.get<Node>('/api/node')).data;
	makeRoomForNewer(node.web_version);
	useTimeZone(node.time_zone);
	try {
		if (node.demo) localStorage.setItem(fictionalKey, '1');
		else localStorage.removeItem(fictionalKey);
	} catch {
		// Then a page without a server cannot say it.
	}
}

/** Whether this server's data is made up: as it says, or said last when it does not answer. */
export function fictional(): boolean {
	if (node) return node.demo;
	try {
		return localStorage.getItem(fictionalKey) !== null;
	} catch {
		return false;
	}
}

/** Asks the server who we are; quietly nobody when it does not know. */
export async function loadSession(): Promise<void> {
	try {
		await finishLeaving();
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

/** Tells the other tabs of this browser. Old browsers have no such channel; there the next answer tells them. */
const tabs = typeof BroadcastChannel === 'function' ? new BroadcastChannel('panoh-left') : undefined;
tabs?.addEventListener('message', () => session.current && emptyPage());

/** Nothing stays to be read, at once; then a full load, so that no opened name survives in a variable. */
function emptyPage(): void {
	document.documentElement.hidden = true;
	location.replace('/sign-in');
}

/** Where the leaving that the server may not know of yet is noted. */
function leaving(): string | null {
	try {
		return localStorage.getItem(leavingKey);
	} catch {
		return null;
	}
}
/** A page that was left without a line must not open again by itself when the line is back. */
async function finishLeaving(): Promise<void> {
	const path = leaving();
	if (path !== '/api/session' && path !== '/api/sessions') return;
	forgetEarly();
	try {
		await api.delete(path, { signingIn: true });
	} catch (error) {
		if (error instanceof Problem && error.status !== 401) throw error;
	}
	localStorage.removeItem(leavingKey);
	keepLanguage();
	changeTheme(theme());
}

/**
 * Ends the session here, or every session of this person, and empties this page before the server is asked: nothing
 * opened stays on the screen or in memory. `locked`: the place is kept for who comes back.
 */
export async function leave(how: 'locked' | 'signed_out' | 'everywhere'): Promise<void> {
	document.documentElement.hidden = true;
	const path = how === 'everywhere' ? '/api/sessions' : '/api/session';
	try {
		localStorage.setItem(leavingKey, path);
		localStorage.removeItem(signedInKey);
	} catch {
		// Then only the server's answer ends it.
	}
	tabs?.postMessage('');
	const long = new Promise((done) => setTimeout(done, 3000));
	try {
		const told = api.delete(path, { signingIn: true }).then(() => localStorage.removeItem(leavingKey));
		await Promise.race([told, long]);
	} catch {
		// No line: the next page tells the server first.
	} finally {
		// The server's answer empties this site's storage; language and colours are not secrets.
		keepLanguage();
		changeTheme(theme());
		if (how === 'locked') rememberPlace(location.pathname);
		emptyPage();
	}
}
