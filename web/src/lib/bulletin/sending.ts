/** A sending as the API tells it, how fast it goes, and how often it is worth asking. Never who gets it. */

export interface Sending {
	id: string;
	edition: string;
	languages: string[];
	state: 'running' | 'stopped' | 'done';
	/** The sum of the four that follow. */
	total: number;
	done: number;
	refused: number;
	left: number;
	waiting: number;
	started_at: string;
	started_by: string;
	ended_at: string | null;
}

export interface Subscribers {
	/** Whether letters can be sent at all. */
	set_up: boolean;
	/** Where people ask for it, as the world reaches the node; empty while nobody can. */
	page: string;
	total: number;
	languages: { language: string; count: number }[];
}

export const subscribersOf = (subscribers: Subscribers, languages: readonly string[]): number =>
	subscribers.languages.filter((one) => languages.includes(one.language)).reduce((sum, one) => sum + one.count, 0);

export const handled = (sending: Sending): number => sending.total - sending.waiting;
export const shareOf = (sending: Sending): number => (sending.total === 0 ? 1 : handled(sending) / sending.total);

/** Who waits in a sending that was stopped waits for nothing. */
export const countName = (name: 'done' | 'waiting' | 'refused' | 'left', sending: Sending): string =>
	name === 'waiting' && sending.state === 'stopped' ? 'not_reached' : name;

const shortest = 2000;
const longest = 30_000;
/** Milliseconds until the next look: two seconds while it moves, longer and longer while it does not. */
export function nextPause(before: number, moved: boolean): number {
	return moved ? shortest : Math.min(longest, Math.max(shortest, before) * 1.5);
}

/** After so long without a sign of somebody nobody is asked any more: an answer counts as use of the session, which would never end. */
export const restsAfter = 120_000;

const minute = 60_000;
const leastSpan = 4000;

/** How fast it goes, out of what was seen in the last minute. The device's clock may be wrong, so nothing is taken from when it started. */
export class Pace {
	#seen: { at: number; count: number }[] = [];

	/** `at`: milliseconds of a clock that only goes forward. */
	note(at: number, count: number): void {
		this.#seen.push({ at, count });
		while (this.#seen.length > 2 && this.#seen[1]!.at <= at - minute) this.#seen.shift();
	}

	/** Letters a minute; nothing before there is enough to say. */
	get perMinute(): number | undefined {
		const first = this.#seen[0];
		const last = this.#seen.at(-1);
		if (!first || !last) return undefined;
		const [span, letters] = [last.at - first.at, last.count - first.count];
		// That none left says something only after a while.
		return span < (letters === 0 ? minute : leastSpan) ? undefined : (letters / span) * minute;
	}

	/** Whole minutes that so many letters still take, at least one. */
	minutesFor(waiting: number): number | undefined {
		const speed = this.perMinute;
		return speed ? Math.max(1, Math.ceil(waiting / speed)) : undefined;
	}

	/** Nothing of before is comparable: somebody was away, or it is another sending. */
	forget(): void {
		this.#seen = [];
	}
}
