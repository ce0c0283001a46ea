// Dates and countries are in the chosen language, whatever the language of the browser: browsers do not know ours.
import { ask, openPage, settled, signIn } from './lib/browser.mjs';
import { expect, story } from './lib/report.mjs';
import { countryName, longDate } from './lib/words.mjs';

/** A case that shows a date and a country. */
async function tellingCase(page) {
	const { items } = await ask(page, 'GET', '/api/cases?limit=50');
	const row = items.find((one) => one.citizenship?.length && one.country_of_exploitation && !one.country_of_exploitation.startsWith('~'));
	return ask(page, 'GET', `/api/cases/${row.id}`);
}

/** "18:05" of an instant, in the time zone of the node. */
const clockOf = (instant) => new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Bishkek', hour: '2-digit', minute: '2-digit' }).format(new Date(instant));

async function otherTimeZone(browser, origin) {
	for (const timezoneId of ['America/New_York', 'Pacific/Kiritimati']) {
		const { page, context } = await openPage(browser, { origin, timezoneId });
		await story(`times are those of the node on a device in ${timezoneId}`, async () => {
			await signIn(page, 'ayana');
			const shown = await tellingCase(page);
			await page.goto(`/cases/${shown.id}`);
			await settled(page);
			const { items } = await ask(page, 'GET', `/api/cases/${shown.id}/history`);
			const opened = clockOf(items.at(-1).at);
			const all = page.getByRole('button', { name: /All \d+ openings/ });
			if (await all.isVisible()) await all.click();
			const words = await page.locator('main').innerText();
			expect(words.includes(opened), `the case was opened at ${opened}, which is not on its page`);
			const { day, late } = await ask(page, 'GET', '/api/today');
			await page.goto('/cases?sort=due');
			await settled(page);
			const row = late[0] && (await page.getByRole('row').filter({ hasText: late[0].reference }).innerText());
			const days = late[0] && Math.round((Date.parse(day) - Date.parse(late[0].due_on)) / 86_400_000);
			expect(!row || new RegExp(`\\b${days} days? late`).test(row), `not ${days} late: ${row}`);
		});
		await context.close();
	}
}

export async function checkLocales(browser, origin, languages) {
	await otherTimeZone(browser, origin);
	for (const locale of ['en-US', 'ru-RU']) {
		const { page, context } = await openPage(browser, { origin, locale });
		await signIn(page, 'ayana');
		const shown = await tellingCase(page);
		for (const language of languages) {
			await story(`dates and countries in ${language}, browser ${locale}`, async () => {
				await page.evaluate((code) => localStorage.setItem('panoh-language', code), language);
				await page.goto(`/cases/${shown.id}`);
				await settled(page);
				const words = (await page.locator('main').innerText()).replaceAll('\u00a0', ' ');
				const wanted = [longDate(language, shown.opened_on), countryName(language, shown.country_of_exploitation)];
				for (const one of wanted) expect(words.includes(one), `"${one}" is not on the page of a case`);
			});
		}
		await context.close();
	}
}
