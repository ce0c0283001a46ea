// Pictures of the main screens for people to judge: three languages, two widths, two colours.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { ask, openPage, settled, signIn } from './lib/browser.mjs';

const screens = [
	{ name: 'today', path: () => '/' },
	{ name: 'find', path: () => '/cases/find', search: true },
	{ name: 'case', path: ({ shownCase }) => `/cases/${shownCase}` },
	{ name: 'statistics', path: ({ dataset }) => `/statistics/${dataset}` },
	{ name: 'cases', path: () => '/cases' },
];
const widths = [320, 1280];
const colours = ['light', 'dark'];

async function picture(page, folder, name, language) {
	for (const width of widths) {
		await page.setViewportSize({ width, height: width < 700 ? 640 : 860 });
		await settled(page);
		for (const colorScheme of colours) {
			await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
			await page.screenshot({ path: path.join(folder, `${name}-${language}-${width}-${colorScheme}.png`), fullPage: name !== 'cases' });
		}
	}
	await page.emulateMedia({ colorScheme: 'light' });
	await page.setViewportSize({ width: 1280, height: 860 });
}

async function whatToShow(page) {
	const { items } = await ask(page, 'GET', '/api/cases?sort=due&limit=100');
	const telling = items.filter((one) => one.due_on && one.exploitation?.length && !one.state.startsWith('closed'));
	const { items: datasets } = await ask(page, 'GET', '/api/datasets');
	return { shownCase: (telling.at(-1) ?? items[0]).id, dataset: datasets[0].id };
}

export async function takeShots(browser, origin, folder) {
	mkdirSync(folder, { recursive: true });
	for (const language of ['en', 'ru', 'kk']) {
		const { page, context } = await openPage(browser, { origin, language });
		await page.goto('/sign-in');
		await picture(page, folder, 'sign-in', language);
		await signIn(page, 'ayana');
		const shown = await whatToShow(page);
		for (const screen of screens) {
			await page.goto(screen.path(shown));
			await settled(page);
			if (screen.search) {
				await page.locator('form input').first().fill('Айгуль Асанова');
				await page.locator('form button[type="submit"]').click();
				await page.locator('.none button').click();
			}
			await picture(page, folder, screen.name, language);
		}
		await context.close();
	}
	console.log(`pictures are in ${folder}`);
}
