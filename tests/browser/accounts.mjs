// Accounts that end, keys that are laid down before a journey, and sessions that are ended.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { ask, openPage, settled, signIn } from './lib/browser.mjs';
import { byKeyboard } from './lib/keyboard.mjs';
import { axe, look, lookAtBoth } from './lib/page_checks.mjs';
import { check, expect, story } from './lib/report.mjs';
import { longDate, text } from './lib/words.mjs';

const say = (key) => text('en', key);
const button = (page, key) => page.getByRole('button', { name: say(key), exact: true }).first();

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
		await lookAtBoth(page, 'a person, with a last day');
		await dialog.getByRole('button', { name: say('ui.save'), exact: true }).click();
		await dialog.waitFor({ state: 'detached' });
		await page.getByText(say('directory.ends_at').replace('{when}', longDate('en', '2040-11-30'))).waitFor();
		await lookAtBoth(page, 'people, one with a last day');
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
		await lookAtBoth(page, 'account, before a journey');
		await button(page, 'account.travel_lay_down').focus();
		await page.keyboard.press('Enter');
		const dialog = page.getByRole('dialog');
		await dialog.getByText(say('account.travel_ask')).waitFor();
		await lookAtBoth(page, 'account, keys are laid down');
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
		await lookAtBoth(lead.page, 'today of a lead, one travels');
	});
	check('no complaint of the browser, a journey', [...complaints, ...lead.complaints]);
	await context.close();
	await lead.context.close();
}

const rows = (page) => page.locator('[aria-labelledby="sessions"] li');

/** Both widths for people to judge, where they are wanted. */
async function shoot(page, shots, name) {
	if (!shots) return;
	mkdirSync(shots, { recursive: true });
	for (const width of [320, 1280]) {
		await page.setViewportSize({ width, height: 900 });
		await settled(page);
		await page.screenshot({ path: path.join(shots, `${name}-${width}.png`), fullPage: true });
	}
}

async function ownSessions(browser, origin, shots) {
	const options = { origin, expected: [/status of 40[13] /] };
	const [here, phone, lost] = [await openPage(browser, options), await openPage(browser, options), await openPage(browser, options)];
	const { page } = here;
	for (const one of [phone, lost, here]) await signIn(one.page, 'saltanat');
	await story('one sees where one is signed in, and ends one of it by keyboard, with a second factor', async () => {
		await page.goto('/account');
		await rows(page).nth(2).waitFor();
		const texts = await rows(page).allInnerTexts();
		expect(texts[0].includes(say('account.session_this')), `the present one is not the first: ${texts[0]}`);
		expect(texts.slice(1).every((each) => each.includes(say('account.session_other'))), `another one is marked: ${texts[1]}`);
		await lookAtBoth(page, 'account, three sessions');
		await shoot(page, shots, 'sessions');
		await ask(page, 'DELETE', '/api/session/step-up');
		await rows(page).nth(1).getByRole('button').focus();
		await page.keyboard.press('Enter');
		const dialog = page.getByRole('dialog');
		await dialog.getByText(say('account.step_up_title')).first().waitFor();
		await byKeyboard(page).press(say('access.next'));
		await page.getByText(say('account.sessions_ended')).waitFor();
		expect((await rows(page).count()) === 2, 'the one that ended is still shown');
		const focus = await page.evaluate(() => document.activeElement?.getAttribute('aria-labelledby'));
		expect(focus === 'sessions', `the focus is lost: ${focus}`);
		// The last used one of the two is ended: that of the browser that signed in later.
		await lost.page.goto('/account');
		await lost.page.waitForURL(/sign-in/);
		await phone.page.goto('/account');
		await rows(phone.page).first().waitFor();
	});
	await story('all others end at once, and this one by its own button', async () => {
		await button(page, 'account.sessions_end_others').click();
		await page.waitForFunction(() => document.querySelectorAll('[aria-labelledby="sessions"] li').length === 1);
		await phone.page.goto('/account');
		await phone.page.waitForURL(/sign-in/);
		await rows(page).getByRole('button').click();
		await page.waitForURL(/sign-in/);
	});
	check('no complaint of the browser, own sessions', [...here.complaints, ...phone.complaints, ...lost.complaints]);
	for (const one of [here, phone, lost]) await one.context.close();
}

async function endedByOthers(browser, origin, shots) {
	const options = { origin, expected: [/status of 40[13] /] };
	const [root, worker] = [await openPage(browser, options), await openPage(browser, options)];
	const { page } = root;
	await signIn(page, 'jyldyz');
	await signIn(worker.page, 'timur');
	const dialog = page.getByRole('dialog');
	await story('an administrator ends the sessions of a person, who is told', async () => {
		await page.goto('/people');
		const name = say('directory.change_of').replace('{name}', 'Timur Asanov');
		await page.getByRole('button', { name, exact: true }).click();
		await dialog.getByRole('button', { name: say('directory.end_sessions'), exact: true }).click();
		await dialog.getByText(say('directory.end_sessions_ask').replace('{name}', 'Timur Asanov')).waitFor();
		await lookAtBoth(page, 'people, sessions of one are ended');
		await shoot(page, shots, 'end-sessions');
		await ask(page, 'DELETE', '/api/session/step-up');
		await dialog.getByRole('button', { name: say('directory.end_sessions'), exact: true }).click();
		await page.getByText(say('account.step_up_title')).first().waitFor();
		await byKeyboard(page).press(say('access.next'));
		await page.getByText(say('directory.sessions_ended').replace('{name}', 'Timur Asanov')).waitFor();
		await worker.page.goto('/account');
		await worker.page.waitForURL(/sign-in/);
		await signIn(worker.page, 'timur');
		await worker.page.goto('/account');
		await worker.page.getByText(say('account.notice.sessions_ended')).waitFor();
	});
	await story('and those of everybody, by keyboard, after a question', async () => {
		await button(page, 'directory.end_all_sessions').focus();
		await page.keyboard.press('Enter');
		await dialog.getByText(say('directory.end_all_sessions_ask')).waitFor();
		await lookAtBoth(page, 'people, all sessions are ended');
		await shoot(page, shots, 'end-all-sessions');
		await byKeyboard(page).press(say('directory.end_all_sessions'));
		await page.getByText(say('directory.all_sessions_ended')).waitFor();
		await lookAtBoth(page, 'people, all sessions were ended');
		await worker.page.goto('/account');
		await worker.page.waitForURL(/sign-in/);
		expect((await ask(page, 'GET', '/api/sessions')).items.length === 1, 'who asked is signed out');
	});
	await story('others than administrators are not offered it', async () => {
		await signIn(worker.page, 'timur');
		await worker.page.goto('/people');
		await settled(worker.page);
		expect((await button(worker.page, 'directory.end_all_sessions').count()) === 0, 'everybody may end everything');
	});
	check('no complaint of the browser, sessions of others', [...root.complaints, ...worker.complaints]);
	for (const one of [root, worker]) await one.context.close();
}

async function inEachLanguage(browser, origin, languages) {
	for (const language of languages) {
		const { page, context, complaints } = await openPage(browser, { origin, language, width: 320 });
		await signIn(page, 'jyldyz');
		const press = (key) => page.getByRole('button', { name: text(language, key), exact: true }).first().click();
		await page.goto('/account');
		await rows(page).first().waitFor();
		check(`account, sessions ${language} 320`, [...(await look(page, language)), ...(await axe(page))]);
		await page.goto('/people');
		await press('directory.end_all_sessions');
		check(`people, all sessions are ended ${language} 320`, [...(await look(page, language)), ...(await axe(page))]);
		await press('ui.cancel');
		await page.getByRole('button', { name: text(language, 'directory.change_of').replace('{name}', 'Timur Asanov'), exact: true }).click();
		await press('directory.end_sessions');
		check(`people, sessions of one are ended ${language} 320`, [...(await look(page, language)), ...(await axe(page))]);
		check(`no complaint of the browser, sessions ${language}`, complaints);
		await context.close();
	}
}

export async function checkAccounts(browser, origin, languages, shots) {
	await lastDay(browser, origin);
	await journey(browser, origin);
	await ownSessions(browser, origin, shots);
	await endedByOthers(browser, origin, shots);
	await inEachLanguage(browser, origin, languages);
}
