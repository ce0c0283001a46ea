// How fast one person reads: beyond many names the browser asks who is there, beyond very many it says that it is enough.
import { ask, openPage, signIn } from './lib/browser.mjs';
import { axe, look } from './lib/page_checks.mjs';
import { check, expect, story } from './lib/report.mjs';
import { text } from './lib/words.mjs';

const say = (key) => text('en', key);
const button = (page, key) => page.getByRole('button', { name: say(key), exact: true }).locator('visible=true').first();

async function lookAt(page, name, shots) {
	for (const [width, height] of [[1280, 800], [320, 640]]) {
		await page.setViewportSize({ width, height });
		check(`${name} ${width}`, [...(await look(page, 'en')), ...(await axe(page))]);
		if (shots) await page.screenshot({ path: `${shots}/reading-${name.replaceAll(/\W+/g, '-')}-${width}.png` });
	}
	await page.setViewportSize({ width: 1280, height: 800 });
}

export async function checkReading(browser, origin, shots) {
	const { page, context, complaints } = await openPage(browser, { origin, expected: [/status of 4(03|29) /] });
	await signIn(page, 'ayana');
	await ask(page, 'DELETE', '/api/session/step-up');
	const { items } = await ask(page, 'GET', '/api/cases?limit=1');
	const { names } = await ask(page, 'GET', `/api/cases/${items[0].id}/identity`);
	const family = names[0].family;
	const shown = async () => (await page.locator('main').innerText()).includes(family);
	await story('a page of more names than go without it asks who is there, and shows none to who does not say', async () => {
		await page.goto('/cases');
		await button(page, 'cases.show_names').click();
		await page.getByText(say('account.step_up_text')).waitFor();
		await lookAt(page, 'the question', shots);
		await button(page, 'ui.cancel').click();
		await page.locator('dialog').waitFor({ state: 'detached' });
		expect(!(await shown()), 'the names are shown');
	});
	await story('with the answer the same page has its names', async () => {
		await button(page, 'cases.show_names').click();
		await page.getByText(say('account.step_up_demo')).waitFor();
		await page.keyboard.press('Enter');
		await button(page, 'cases.hide_names').waitFor();
		expect(await shown(), 'the names are not shown');
	});
	await story('beyond very many nothing more opens, and the page says so', async () => {
		const first = await ask(page, 'GET', '/api/cases?limit=200');
		await ask(page, 'GET', '/api/cases?limit=200&names=shown');
		expect(first.next, 'ayana sees too few cases for this test');
		const other = (await ask(page, 'GET', `/api/cases?limit=1&cursor=${first.next}`)).items[0].id;
		await page.goto(`/cases/${other}`);
		await button(page, 'cases.show_identity').click();
		await page.getByText(say('problem.access.read_enough')).first().waitFor();
		await lookAt(page, 'enough', shots);
	});
	await ask(page, 'DELETE', '/api/session');
	await story('who leads the team reads of it on the own account', async () => {
		await signIn(page, 'daniyar');
		await page.goto('/account');
		await page.getByText(say('account.notice.colleague_read_enough').replace('{name}', 'Ayana Bekova')).waitFor();
		await lookAt(page, 'the notice', shots);
	});
	check('nothing to complain about', complaints);
	await context.close();
}
