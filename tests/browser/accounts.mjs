// Accounts that end, and keys that are laid down before a journey.
import { ask, openPage, settled, signIn } from './lib/browser.mjs';
import { byKeyboard } from './lib/keyboard.mjs';
import { axe, look } from './lib/page_checks.mjs';
import { check, expect, story } from './lib/report.mjs';
import { longDate, text } from './lib/words.mjs';

const say = (key) => text('en', key);
const button = (page, key) => page.getByRole('button', { name: say(key), exact: true }).first();

async function lookAt(page, name) {
	for (const [width, height] of [[320, 640], [1280, 800]]) {
		await page.setViewportSize({ width, height });
		check(`${name} ${width}`, [...(await look(page, 'en')), ...(await axe(page))]);
	}
}

async function lastDay(browser, origin) {
	// The device is half a day away from the node: the day is that of the node all the same.
	const { page, context, complaints } = await openPage(browser, { origin, timezoneId: 'Pacific/Honolulu', expected: [/status of 401 /] });
	await signIn(page, 'jyldyz');
	const open = async () => {
		await page.goto('/people');
		await page.getByRole('button', { name: say('directory.change_of').replace('{name}', 'Gulzat'), exact: false }).first().click();
		return page.getByRole('dialog');
	};
	const type = async (dialog, day, month, year) => {
		const boxes = dialog.getByRole('group', { name: say('directory.ends_on') }).locator('input');
		for (const [i, value] of [day, month, year].entries()) await boxes.nth(i).fill(value);
	};
	await story('an account gets a last day; it stands in the list and in the form', async () => {
		let dialog = await open();
		await type(dialog, '31', '2', '2040');
		await dialog.getByRole('button', { name: say('ui.save'), exact: true }).click();
		await dialog.getByText(say('problem.json.date_impossible')).waitFor();
		await type(dialog, '30', '11', '2040');
		await lookAt(page, 'a person, with a last day');
		await dialog.getByRole('button', { name: say('ui.save'), exact: true }).click();
		await dialog.waitFor({ state: 'detached' });
		await page.getByText(say('directory.ends_at').replace('{when}', longDate('en', '2040-11-30'))).waitFor();
		await lookAt(page, 'people, one with a last day');
		const { items } = await ask(page, 'GET', '/api/users');
		const end = items.find((one) => one.user_name === 'gulzat').ends_at;
		expect(end.startsWith('2040-11-30T1'), `not midnight where the node is: ${end}`);
		dialog = await open();
		const shown = await dialog.getByRole('group', { name: say('directory.ends_on') }).locator('input').evaluateAll((all) => all.map((one) => one.value));
		expect(shown.join('.') === '30.11.2040', `the form says ${shown.join('.')}`);
	});
	check('no complaint of the browser, a last day', complaints);
	await context.close();
}

async function journey(browser, origin) {
	const { page, context, complaints } = await openPage(browser, { origin, expected: [/status of 40[13] /] });
	const lead = await openPage(browser, { origin, expected: [/status of 401 /] });
	await signIn(page, 'ayana');
	await signIn(lead.page, 'daniyar');
	await story('keys are laid down by keyboard, after a question', async () => {
		await page.goto('/account');
		await page.getByText(say('account.travel_lead')).waitFor();
		await lookAt(page, 'account, before a journey');
		await button(page, 'account.travel_lay_down').focus();
		await page.keyboard.press('Enter');
		const dialog = page.getByRole('dialog');
		await dialog.getByText(say('account.travel_ask')).waitFor();
		await lookAt(page, 'account, keys are laid down');
		const keyboard = byKeyboard(page);
		await keyboard.press(say('account.travel_lay_down'));
		await page.getByText(say('account.travel_done')).waitFor();
		const session = await ask(page, 'GET', '/api/session');
		expect(session.teams.every((one) => !one.has_keys), 'keys are left');
	});
	await story('the lead is told, sees who travels and gives the keys back', async () => {
		await lead.page.goto('/account');
		const notice = say('account.notice.colleague_travels').split('{name}')[1];
		await lead.page.getByText(notice, { exact: false }).first().waitFor();
		await lead.page.goto('/');
		await lead.page.getByText(say('directory.travelling'), { exact: false }).first().waitFor();
		await settled(lead.page);
		await lookAt(lead.page, 'today of a lead, one travels');
	});
	check('no complaint of the browser, a journey', [...complaints, ...lead.complaints]);
	await context.close();
	await lead.context.close();
}

export async function checkAccounts(browser, origin) {
	await lastDay(browser, origin);
	await journey(browser, origin);
}
