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

export async function checkLocales(browser, origin, languages) {
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
