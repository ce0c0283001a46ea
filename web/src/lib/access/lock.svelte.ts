/**
 * When nobody is there: a warning, then the lock. Typing and moving keep the session alive. What was opened is forgotten
 * with the lock; what was typed waits in this page for the same person, and is gone when anybody else signs in.
 */
import { tick, type Component } from 'svelte';
import { goto } from '$app/navigation';
import { answersHeard, api, idleFor, whenSignedOut } from '#lib/api/api.svelte.ts';
import type { Session } from '#lib/api/types.ts';
import { rememberPlace, session } from './session.svelte.ts';
import { anyFormBegun, forgetting } from './typed.ts';

const minute = 60_000;
const touchEvery = 3 * minute;
const warnBefore = 2 * minute;
/** A working day. Then nobody comes back to what was typed, and it should not lie in memory over night. */
const typedKept = 8 * 60 * minute;

let warned = $state(false);
let locked = $state(false);
let form = $state.raw<Component>();
let warning = $state.raw<Component>();
/** The answer after which somebody was last active. */
let activeAfter = -1;
let touching = false;
let waiting: { back: Promise<boolean>; tell: (same: boolean) => void; focus: Element | null } | undefined;

export const lock = {
	/** Soon locked: says so, and asks. */
	get warned() {
		return warned;
	},
	/** Nothing of the page may be seen until the same person has signed in again. */
	get locked() {
		return locked;
	},
	/** Which says so. */
	get warning() {
		return warning;
	},
	/** In which the person signs in again. */
	get form() {
		return form;
	},
};

/** Somebody types or moves. Not counted under a warning, which wants an answer. */
export function noteActive(): void {
	if (!warned) activeAfter = answersHeard();
}

/** Called now and then, and when the page comes back into sight. Asks the server for nothing while nobody is there. */
export function watchIdle(): void {
	if (session.open) void loadParts();
	const idle = idleFor();
	if (locked && idle >= typedKept) return location.replace('/sign-in');
	if (!session.current || locked) return;
	if (idle >= session.idleLimit) return lockNow();
	const active = activeAfter === answersHeard();
	if (active && idle >= touchEvery) void touch();
	else warned = session.open && idle >= session.idleLimit - warnBefore;
}

/** Not part of the shell, but there before they are needed: the line may be gone by then. */
async function loadParts(): Promise<void> {
	try {
		warning ??= (await import('./IdleWarning.svelte')).default;
		if (anyFormBegun()) form ??= (await import('./SignInAgain.svelte')).default;
	} catch {
		// Tried again with the next look.
	}
}

export function stay(): void {
	warned = false;
	noteActive();
	void touch();
}

async function touch(): Promise<void> {
	if (touching) return;
	touching = true;
	try {
		const { data } = await api.get<Session>('/api/session');
		// Somebody else signed in beside this page: nothing on it is theirs.
		if (data.user.id !== session.current?.user.id) location.replace('/');
	} catch {
		// A later answer, or the lock, says what is to be done.
	} finally {
		touching = false;
	}
}

function lockNow(): void {
	if (session.open && anyFormBegun()) return void again();
	rememberPlace(location.pathname);
	// A full load, so that no opened name survives in a variable.
	location.replace('/sign-in');
}

/** Hides the page until its person is back. */
function again(): Promise<boolean> {
	if (!waiting) {
		let tell = (_: boolean) => {};
		const back = new Promise<boolean>((done) => (tell = done));
		waiting = { back, tell, focus: document.activeElement };
		for (const forget of [...forgetting]) forget();
		[warned, locked] = [false, true];
		void loadParts();
	}
	return waiting.back;
}

/** Who signed in over a locked page: the same person goes on, for anybody else the page is loaded anew. */
export async function signedInAgain(value: Session): Promise<void> {
	if (value.user.id !== session.current?.user.id) return location.replace('/');
	session.set(value);
	noteActive();
	locked = false;
	const before = waiting;
	waiting = undefined;
	before?.tell(true);
	await tick();
	if (before?.focus instanceof HTMLElement) before.focus.focus();
}

whenSignedOut(() => {
	if (session.open && (waiting || anyFormBegun())) return again();
	if (session.current) {
		rememberPlace(location.pathname);
		session.set(undefined);
		void goto('/sign-in');
	}
	return Promise.resolve(false);
});
