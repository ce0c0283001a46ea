// A person without a pointer: Tab until the wanted control has the focus, arrows inside a group of choices.

const limit = 160;

/** What has the focus: its name as a screen reader would say it, roughly, and whether one can see that it has it. */
function focused() {
	const one = document.activeElement;
	if (!one || one === document.body) return { name: '', visible: true };
	const labels = [...(one.labels ?? [])].map((label) => label.innerText.trim());
	const name = one.getAttribute('aria-label') ?? (labels.length > 0 ? labels.join(' ') : one.innerText.trim());
	const style = getComputedStyle(one);
	const outlined = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2;
	const ringed = outlined || style.boxShadow !== 'none';
	const fieldset = one.closest('fieldset')?.querySelector('legend')?.innerText.trim() ?? '';
	const box = one.getBoundingClientRect();
	// What a script puts the focus on, for screen readers, is no stop of Tab.
	const visible = one.tabIndex < 0 || (ringed && box.width > 0 && box.bottom > 0 && box.top < innerHeight);
	return { name, group: one.type === 'radio' ? fieldset : '', visible, what: `${one.tagName.toLowerCase()} "${name.slice(0, 40)}"` };
}

export function byKeyboard(page) {
	const unseen = new Set();
	const now = async () => {
		const state = await page.evaluate(focused);
		if (!state.visible) unseen.add(`focus not seen on ${state.what}`);
		return state;
	};
	async function to(name, { group } = {}) {
		const fits = (state) => (group ? state.group === group : state.name === name || state.name.startsWith(`${name}\n`));
		let state = await now();
		for (let i = 0; i < limit && !fits(state); i += 1) {
			await page.keyboard.press('Tab');
			state = await now();
		}
		if (!fits(state)) throw new Error(`Tab does not reach "${group ?? name}"`);
		for (let i = 0; i < 30 && group && !state.name.startsWith(name); i += 1) {
			await page.keyboard.press('ArrowDown');
			state = await now();
		}
		if (!state.name.startsWith(name)) throw new Error(`arrows do not reach "${name}"`);
	}
	return {
		to,
		async press(name) {
			await to(name);
			await page.keyboard.press('Enter');
		},
		unseen: () => [...unseen],
	};
}
