/** Something opened that hides itself again: sealed values are on the screen for five minutes at most. */
import { forgetting } from '#lib/access/typed.ts';

const minutes = 5;

export class Shown<T> {
	#value = $state.raw<T | undefined>();
	#timer: ReturnType<typeof setTimeout> | undefined;
	#hide = () => this.hide();

	get value(): T | undefined {
		return this.#value;
	}
	show(value: T): void {
		this.hide();
		this.#value = value;
		this.#timer = setTimeout(this.#hide, minutes * 60_000);
		forgetting.add(this.#hide);
	}
	hide(): void {
		clearTimeout(this.#timer);
		this.#value = undefined;
		forgetting.delete(this.#hide);
	}
}
