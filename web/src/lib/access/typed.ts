/** Forms that somebody has begun to fill in and not saved. Only that they have, never with what. */
const begun = new Map<Element, 'chosen' | 'typed'>();

const isChoice = (field: EventTarget | null) =>
	field instanceof HTMLSelectElement || (field instanceof HTMLInputElement && /^(radio|checkbox)$/.test(field.type));

/** An attachment for a form or a dialog. When it leaves the page, by saving or otherwise, it counts no more. */
export function keepsTyped(form: Element): () => void {
	const note = (event: Event) => {
		if (!isChoice(event.target)) begun.set(form, 'typed');
		else if (!begun.has(form)) begun.set(form, 'chosen');
	};
	form.addEventListener('input', note);
	return () => {
		form.removeEventListener('input', note);
		begun.delete(form);
	};
}

/** Words or figures were typed in it: more than a choice that is made again in a moment. */
export const isTyped = (form: Element): boolean => begun.get(form) === 'typed';
export const anyFormBegun = (): boolean => begun.size > 0;

/** What must be forgotten when the page is locked over such a form. */
export const forgetting = new Set<() => void>();
