// How fast one person reads: beyond many names the browser asks who is there, beyond very many it says that it is enough.
import { ask, openPage, signIn } from './lib/browser.mjs';
import { lookAtBoth } from './lib/page_checks.mjs';
import { check, expect, story } from './lib/report.mjs';
import { text } from './lib/words.mjs';

export async function checkReading(browser, origin, language, shots) {
	const say = (key) => text(language, key);
	const button = (page, key) => page.getByRole('button', { name: say(key), exact: true }).locator('visible=true').first();
	const lookAt = (page, name) => lookAtBoth(page, `${name} ${language}`, { language, shots: shots && `${shots}/reading` });
	const { page, context, complaints } = await openPage(browser, { origin, language, expected: [/status of 4(03|29) /] });
	await signIn(page, 'ayana');
	await ask(page, 'DELETE', '/api/session/step-up');
	const { items } = await ask(page, 'GET', '/api/cases?limit=1');
	const { names } = await ask(page, 'GET', `/api/cases/${items[0].id}/identity`);
	const family = names[0].family;
	const shown = async () => (await page.locator('main').innerText()).includes(family);
	await story(`a page of more names than go without it asks who is there, and shows none to who does not say (${language})`, async () => {
		await page.goto('/cases');
		await button(page, 'cases.show_names').click();
		await page.getByText(say('account.step_up_text')).waitFor();
		await lookAt(page, 'the question');
		await button(page, 'ui.cancel').click();
		await page.locator('dialog').waitFor({ state: 'detached' });
		expect(!(await shown()), 'the names are shown');
	});
	await story(`with the answer the same page has its names (${language})`, async () => {
		await button(page, 'cases.show_names').click();
		await page.getByText(say('account.step_up_demo')).waitFor();
		await page.keyboard.press('Enter');
		await button(page, 'cases.hide_names').waitFor();
		expect(await shown(), 'the names are not shown');
	});
	await story(`beyond very many nothing more opens, and the page says so (${language})`, async () => {
		const first = await ask(page, 'GET', '/api/cases?limit=200');
		await ask(page, 'GET', '/api/cases?limit=200&names=shown');
		expect(first.next, 'ayana sees too few cases for this test');
		const other = (await ask(page, 'GET', `/api/cases?limit=1&cursor=${first.next}`)).items[0].id;
		await page.goto(`/cases/${other}`);
		await button(page, 'cases.show_identity').click();
		await page.getByText(say('problem.access.read_enough')).first().waitFor();
		await lookAt(page, 'enough');
	});
	await ask(page, 'DELETE', '/api/session');
	await story(`who leads the team reads of it on the own account (${language})`, async () => {
		await signIn(page, 'daniyar');
		await page.goto('/account');
		await page.getByText(say('account.notice.colleague_read_enough').replace('{name}', 'Ayana Bekova')).waitFor();
		await lookAt(page, 'the notice');
	});
	check(`nothing to complain about, reading ${language}`, complaints);
	await context.close();
}
