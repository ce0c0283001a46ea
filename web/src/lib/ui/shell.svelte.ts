/** What a page tells the shell: its title, where "back" goes on a phone, and whether the title is out of sight. */

export const shell = $state<{ title: string; back: { href: string; text: string } | undefined; scrolled: boolean }>({
	title: '',
	back: undefined,
	scrolled: false,
});

export type Theme = 'auto' | 'light' | 'dark';
const themeKey = 'panoh-theme';

export function theme(): Theme {
	const set = document.documentElement.dataset.theme;
	return set === 'light' || set === 'dark' ? set : 'auto';
}

export function changeTheme(to: Theme): void {
	if (to === 'auto') delete document.documentElement.dataset.theme;
	else document.documentElement.dataset.theme = to;
	try {
		if (to === 'auto') localStorage.removeItem(themeKey);
		else localStorage.setItem(themeKey, to);
	} catch {
		// Without storage the choice lasts as long as the page.
	}
}
