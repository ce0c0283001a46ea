/** Looks at a sending while it goes: only while the page is seen and somebody is there. */
import { api, asProblem, type Problem } from '#lib/api/api.svelte.ts';
import { handled, nextPause, Pace, restsAfter, type Sending } from './sending.ts';

const signs = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart', 'focusin'] as const;
/** A sending that was stopped goes on for what was under way; looks without a change after which it is over. */
const stillFor = 2;

export class Watching {
	sending = $state.raw<Sending>();
	problem = $state.raw<Problem>();
	/** Letters a minute; nothing before there is enough to say. */
	perMinute = $state<number>();
	minutesLeft = $state<number>();
	/** Nobody is there, so it does not look. */
	resting = $state(false);

	#pace = new Pace();
	#pause = 0;
	#still = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#signAt = performance.now();
	#gone = false;
	#asking = false;

	constructor() {
		for (const sign of signs) addEventListener(sign, this.#sign, { passive: true });
		document.addEventListener('visibilitychange', this.#sight);
	}

	/** From now on this one. */
	follow(sending: Sending): void {
		clearTimeout(this.#timer);
		this.#pace.forget();
		this.#pause = 0;
		this.#still = 0;
		this.problem = undefined;
		this.#take(sending);
		this.#later();
	}

	/** The page is left: the server goes on, nobody looks. */
	leave(): void {
		this.#gone = true;
		clearTimeout(this.#timer);
		for (const sign of signs) removeEventListener(sign, this.#sign);
		document.removeEventListener('visibilitychange', this.#sight);
	}

	/** Now, and not when its turn comes. */
	look = async (): Promise<void> => {
		const id = this.sending?.id;
		if (!id || this.#asking) return;
		clearTimeout(this.#timer);
		this.#asking = true;
		try {
			const { data } = await api.get<Sending>(`/api/sendings/${encodeURIComponent(id)}`);
			if (this.sending?.id === id) this.#take(data);
			this.problem = undefined;
		} catch (error) {
			this.problem = asProblem(error);
			this.#pause = nextPause(this.#pause, false);
		} finally {
			this.#asking = false;
			this.#later();
		}
	};

	#take(now: Sending): void {
		const before = this.sending?.id === now.id ? this.sending : undefined;
		const moved = !before || before.state !== now.state || before.waiting !== now.waiting;
		this.#pause = nextPause(this.#pause, moved);
		this.#still = moved ? 0 : this.#still + 1;
		this.#pace.note(performance.now(), handled(now));
		this.sending = now;
		this.perMinute = this.#pace.perMinute;
		this.minutesLeft = this.#pace.minutesFor(now.waiting);
	}

	#over(): boolean {
		const { state } = this.sending ?? {};
		const refused = this.problem && this.problem.status >= 400 && this.problem.status < 500;
		return refused === true || state === 'done' || (state === 'stopped' && this.#still >= stillFor);
	}

	#later(): void {
		clearTimeout(this.#timer);
		if (this.#gone || document.hidden || !this.sending || this.#over()) return;
		this.resting = performance.now() - this.#signAt > restsAfter;
		if (!this.resting) this.#timer = setTimeout(this.look, this.#pause);
	}

	#sign = (): void => {
		this.#signAt = performance.now();
		if (this.resting) this.#again();
	};
	#sight = (): void => {
		clearTimeout(this.#timer);
		if (!document.hidden) this.#again();
	};
	/** What was seen before says nothing of how fast it goes now. */
	#again(): void {
		this.#signAt = performance.now();
		this.resting = false;
		this.#pace.forget();
		if (!this.#over()) void this.look();
	}
}
