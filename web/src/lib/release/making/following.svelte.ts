/** One release, looked at again while the node makes it: only while the page is seen and somebody is there, since an answer counts as use of the session. */
import { api, asProblem, type Problem } from '#lib/api/api.svelte.ts';
import type { Release } from './types.ts';

const signs = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart', 'focusin'] as const;
const firstPause = 700;
const longestPause = 5000;
const restsAfter = 4 * 60_000;

export class FollowedRelease {
	release = $state.raw<Release>();
	problem = $state.raw<Problem>();
	/** Nobody is there, so it does not look. */
	resting = $state(false);

	readonly address: string;
	#pause = firstPause;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#signAt = performance.now();
	#gone = false;

	constructor(id: string) {
		this.address = `/api/releases/${encodeURIComponent(id)}`;
		for (const sign of signs) addEventListener(sign, this.#sign, { passive: true });
		document.addEventListener('visibilitychange', this.#sign);
	}

	load = async (): Promise<void> => {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		try {
			this.show((await api.get<Release>(this.address)).data);
			this.problem = undefined;
		} catch (error) {
			if (!this.#gone) this.problem = asProblem(error);
			this.#later();
		}
	};
	/** As an answer said it. */
	show(release: Release): void {
		if (this.#gone) return;
		if (this.release?.state !== release.state) this.#pause = firstPause;
		this.release = release;
		this.#later();
	}
	leave(): void {
		this.#gone = true;
		clearTimeout(this.#timer);
		this.#timer = undefined;
		for (const sign of signs) removeEventListener(sign, this.#sign);
		document.removeEventListener('visibilitychange', this.#sign);
	}

	#runs = () => this.release?.state === 'approved' || this.release?.state === 'making';
	#later(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		if (this.#gone || document.hidden || !this.#runs()) return;
		this.resting = performance.now() - this.#signAt > restsAfter;
		if (this.resting) return;
		this.#timer = setTimeout(this.load, this.#pause);
		this.#pause = Math.min(longestPause, this.#pause * 1.3);
	}
	#sign = (): void => {
		if (document.hidden) return;
		this.#signAt = performance.now();
		if (this.resting) {
			this.resting = false;
			void this.load();
		} else if (this.#runs() && !this.#timer) this.#later();
	};
}
