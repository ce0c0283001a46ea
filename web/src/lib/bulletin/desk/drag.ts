/** Stories that are drawn to another place by mouse, pen or finger. By keyboard there are buttons for the same. */
import type { Place } from '../order.ts';

const near = 72;
const pace = 14;

export interface Drag {
	story: string;
	/** Where it would stand; nothing where letting it go changes nothing. */
	to: Place | undefined;
}

/** Where a story would stand that is let go at this height: before the first row whose middle is below. */
function placeAt(root: HTMLElement, story: string, y: number): Place | undefined {
	const lists = [...root.querySelectorAll<HTMLElement>('[data-section]')];
	const list = lists.find((one) => y < one.getBoundingClientRect().bottom) ?? lists.at(-1);
	if (!list) return undefined;
	const rows = [...list.querySelectorAll<HTMLElement>('[data-story]')].filter((row) => row.dataset.story !== story);
	const after = rows.findIndex((row) => {
		const box = row.getBoundingClientRect();
		return y < box.top + box.height / 2;
	});
	return { section: list.dataset.section!, at: after < 0 ? rows.length : after };
}

/** Begins with a press on a handle and ends with letting go; Escape gives it up. `tell` is called whenever the place changes. */
export function beginDrag(event: PointerEvent, root: HTMLElement, story: string, tell: (drag: Drag | undefined) => void, drop: (to: Place) => void): void {
	if (event.button !== 0) return;
	event.preventDefault();
	const handle = event.currentTarget as HTMLElement;
	handle.setPointerCapture(event.pointerId);
	let to: Place | undefined;
	let y = event.clientY;
	let frame = 0;

	function look() {
		to = placeAt(root, story, y);
		tell({ story, to });
	}
	/** Near the edge of the window the page goes along. */
	function roll() {
		const by = y < near ? -pace : y > innerHeight - near ? pace : 0;
		if (by !== 0) {
			scrollBy(0, by);
			look();
		}
		frame = requestAnimationFrame(roll);
	}
	function move(moved: PointerEvent) {
		y = moved.clientY;
		look();
	}
	function end(how: 'drop' | 'leave') {
		cancelAnimationFrame(frame);
		handle.removeEventListener('pointermove', move);
		handle.removeEventListener('pointerup', up);
		handle.removeEventListener('pointercancel', cancel);
		removeEventListener('keydown', key, true);
		tell(undefined);
		if (how === 'drop' && to) drop(to);
	}
	const up = () => end('drop');
	const cancel = () => end('leave');
	const key = (pressed: KeyboardEvent) => {
		if (pressed.key !== 'Escape') return;
		pressed.stopPropagation();
		end('leave');
	};
	handle.addEventListener('pointermove', move);
	handle.addEventListener('pointerup', up);
	handle.addEventListener('pointercancel', cancel);
	addEventListener('keydown', key, true);
	frame = requestAnimationFrame(roll);
}
