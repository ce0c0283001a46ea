// Lost keys: an administrator prepares for them, two custodians bring a team's back, and nothing of the root stays behind.
import { ask, openPage, settled, signIn } from './lib/browser.mjs';
import { byKeyboard } from './lib/keyboard.mjs';
import { lookAtBoth } from './lib/page_checks.mjs';
import { check, expect, story } from './lib/report.mjs';
import { text } from './lib/words.mjs';

const say = (key) => text('en', key);
const button = (page, key) => page.getByRole('button', { name: say(key), exact: true }).first();
const link = (page, key) => page.getByRole('link', { name: say(key), exact: true }).locator('visible=true').first();
const heading = (page, key) => page.locator('h2', { hasText: say(key) });

/** With an answer that the server did not give: there is one root, and one showing of its code. */
async function locksAtOnce(page) {
	await story('F8 over the code asks nothing and leaves nothing', async () => {
		await page.route('**/api/recovery/root', (route) => route.fulfill({ json: { code: 'W2HM-W2HM', fingerprint: 'W2HM' } }));
		await page.goto('/people/keys/prepare');
		await button(page, 'recovery.make_root').click();
		await page.locator('.root-sheet').waitFor();
		let asked = false;
		page.once('dialog', async (dialog) => {
			asked = true;
			await dialog.accept();
		});
		await page.keyboard.press('F8');
		await page.waitForURL(/sign-in/);
		page.removeAllListeners('dialog');
		expect(!asked, 'the browser asks whether to leave');
		await page.goBack();
		await page.locator('input[autocomplete="username"]').waitFor();
		await settled(page);
		expect(!(await page.content()).includes('W2HM'), 'the code is left');
	});
	await page.unroute('**/api/recovery/root');
	await signIn(page, 'jyldyz');
}

/** The server made it, and its answer did not arrive: nobody saw the code. */
async function lineBreaks(page) {
	await story('a root whose code nobody saw is told as such, and can be made anew', async () => {
		let lost = false;
		await page.route('**/api/recovery/root', async (route) => {
			if (!lost) await route.fetch();
			lost = true;
			await route.abort();
		});
		await page.goto('/people/keys/prepare');
		await button(page, 'recovery.make_root').click();
		await page.locator('[role="alert"]').locator('visible=true').first().waitFor();
		await page.unroute('**/api/recovery/root');
		const { root } = await ask(page, 'GET', '/api/keys');
		expect(lost && root !== null && !root.kept && !root.holds, 'made, and counted as kept');
		await page.goto('/people/keys');
		await page.getByText(say('recovery.root_unkept')).waitFor();
		await lookAtBoth(page, 'keys, with a root that nobody kept');
		await link(page, 'recovery.make_anew').click();
		await button(page, 'recovery.make_anew').waitFor();
		await lookAtBoth(page, 'the root made anew');
	});
}

async function makesRoot(page) {
	let code = '';
	await story('an administrator is offered to prepare, and gets there by keyboard', async () => {
		await page.goto('/people');
		await page.getByText(say('recovery.offer')).waitFor();
		await lookAtBoth(page, 'people, with the offer');
		const keyboard = byKeyboard(page);
		await keyboard.press(say('recovery.prepare_now'));
		await page.waitForURL(/keys\/prepare/);
		await heading(page, 'recovery.root').waitFor();
		expect(keyboard.unseen().length === 0, keyboard.unseen().join(', '));
	});
	await lineBreaks(page);
	await story('the root is made after showing who is there; the code stands there once', async () => {
		await ask(page, 'DELETE', '/api/session/step-up');
		await button(page, 'recovery.make_anew').click();
		await page.getByText(say('account.step_up_demo')).waitFor();
		await page.keyboard.press('Enter');
		await page.locator('.root-sheet .code').waitFor();
		const groups = await page.locator('.root-sheet .code span').allInnerTexts();
		expect(groups.length === 13 && groups.every((one) => one.length === 4), `groups: ${groups.join(' ')}`);
		code = groups.join('-');
	});
	await story('only the sheet is printed', async () => {
		await page.emulateMedia({ media: 'print' });
		const shown = await page.evaluate(() =>
			[...document.querySelectorAll('body *')]
				.filter((one) => one.childElementCount === 0 && one.innerText?.trim() && one.checkVisibility() && !one.closest('.root-sheet, .on-paper'))
				.map((one) => one.innerText.trim().slice(0, 30)),
		);
		await page.emulateMedia({ media: 'screen' });
		expect(shown.length === 0, `also printed: ${shown.join(', ')}`);
	});
	await story('who would leave is asked; going on needs the tick and the last four signs', async () => {
		await link(page, 'nav.people').click();
		await button(page, 'recovery.leave_stay').click();
		await page.locator('.root-sheet').waitFor();
		await page.getByLabel(say('recovery.last_group'), { exact: true }).fill(code.slice(-4));
		await button(page, 'access.next').click();
		await page.getByText(say('recovery.tick_first')).waitFor();
		await page.getByText(say('recovery.in_safe')).click();
		await page.getByLabel(say('recovery.last_group'), { exact: true }).fill('UUUU');
		await button(page, 'access.next').click();
		await page.getByText(say('recovery.last_group_wrong')).waitFor();
		await lookAtBoth(page, 'the root on paper, with faults');
		await page.getByLabel(say('recovery.last_group'), { exact: true }).fill(code.slice(-4).toLowerCase());
		await page.keyboard.press('Enter');
		await heading(page, 'recovery.own_code').waitFor();
		expect((await ask(page, 'GET', '/api/keys')).root.kept, 'not kept');
	});
	await story('nothing of the code stays in the page, in the storage or in the history', async () => {
		const left = async () =>
			page.evaluate(() => document.documentElement.outerHTML + JSON.stringify([localStorage, sessionStorage, history.state]) + location.href);
		const clean = async (where) => {
			const there = (await left()).toUpperCase().replaceAll(/<[^>]*>|\s/g, '');
			expect(!there.includes(code) && !there.includes(code.replaceAll('-', '')), `the code is ${where}`);
		};
		await clean('in the next step');
		await page.goBack();
		await settled(page);
		await clean('there again with "back"');
		await page.goForward();
		await settled(page);
		await clean('there again with "forward"');
	});
	return code;
}

async function namesCustodians(page) {
	await story('custodians: a refusal wants a reason, one alone is too few, three are named', async () => {
		await page.goto('/people/keys/prepare');
		await button(page, 'recovery.own_code_have').click();
		await button(page, 'recovery.none_wanted').click();
		await button(page, 'recovery.refuse').click();
		await page.getByText(say('recovery.choose_reason')).waitFor();
		await lookAtBoth(page, 'no custodians, without a reason');
		await page.getByLabel(say('recovery.why'), { exact: true }).selectOption('too_few');
		await button(page, 'recovery.refuse').click();
		await heading(page, 'recovery.prepared').waitFor();
		await page.goto('/people/keys');
		await page.getByText(say('recovery.refusal.too_few')).waitFor();
		await link(page, 'recovery.name_custodians').click();
		await page.getByText(/^Meerim/).click();
		await button(page, 'recovery.name_them').click();
		await page.getByText(say('problem.vault.custodians')).waitFor();
		await page.getByText(/^Nurlan/).click();
		await page.getByText(/^Jyldyz/).click();
		await button(page, 'recovery.name_them').click();
		await heading(page, 'recovery.prepared').waitFor();
	});
	await story('then nothing is offered any more, and the page of the keys says how it stands', async () => {
		await link(page, 'recovery.to_keys').click();
		await page.getByText(say('recovery.root_holds')).waitFor();
		expect((await page.getByText(say('recovery.can_help')).count()) === 3, 'not three who can help');
		expect((await link(page, 'recovery.prepare_now').count()) === 0, 'offered still');
		await page.goto('/people');
		await settled(page);
		expect((await page.getByText(say('recovery.offer')).count()) === 0, 'offered on the people page still');
	});
}

async function renewsRoot(page, code) {
	await story('the root signs again with the paper; another code is told to be wrong', async () => {
		await page.goto('/people/keys');
		await button(page, 'recovery.renew').click();
		const field = page.getByLabel(say('recovery.root_code'), { exact: true });
		await field.fill(code.replace(/^./, (sign) => (sign === '7' ? '8' : '7')));
		await page.locator('dialog button[type="submit"]').click();
		await page.getByText(say('problem.recovery.root_code_wrong')).waitFor();
		await field.fill(code.toLowerCase().replaceAll('-', ' '));
		await page.locator('dialog button[type="submit"]').click();
		await page.locator('dialog').waitFor({ state: 'detached' });
		await page.getByText(say('recovery.root_holds')).waitFor();
	});
}

/** Holders put their keys in while they work. */
async function everyKeyIsIn(page) {
	await signIn(page, 'daniyar');
	for (let i = 0; (await ask(page, 'GET', '/api/keys')).not_in_escrow > 0; i += 1) {
		if (i === 200) throw new Error('the keys are not put in');
		await page.waitForTimeout(100);
	}
	await ask(page, 'DELETE', '/api/session');
}

async function bringsBack(page) {
	await story('somebody who is no custodian is not shown the way there, and is told so', async () => {
		await signIn(page, 'ayana');
		await page.goto('/people');
		await link(page, 'directory.teams').waitFor();
		expect((await link(page, 'directory.keys').count()) === 0, 'shown the way');
		await page.goto('/people/keys/custodian');
		await page.getByText(say('problem.recovery.not_custodian')).waitFor();
		expect((await button(page, 'recovery.ask').count()) === 0, 'may ask');
		await ask(page, 'DELETE', '/api/session');
	});
	await story('a custodian asks; what is missing is told in words', async () => {
		await everyKeyIsIn(page);
		await signIn(page, 'meerim');
		await page.goto('/people/keys/custodian');
		await button(page, 'recovery.ask').click();
		const dialog = page.locator('dialog');
		await dialog.locator('option', { hasText: /\w/ }).nth(1).waitFor({ state: 'attached' });
		await dialog.locator('button[type="submit"]').click();
		await page.getByText(say('recovery.choose_team')).waitFor();
		await dialog.locator('select').first().selectOption({ index: 1 });
		await dialog.locator('option', { hasText: 'Ayana' }).waitFor({ state: 'attached' });
		await dialog.locator('select').nth(1).selectOption({ label: await dialog.locator('option', { hasText: 'Ayana' }).innerText() });
		await dialog.locator('button[type="submit"]').click();
		await dialog.getByText(say('recovery.choose_reason')).waitFor();
		await dialog.getByLabel(say('recovery.why'), { exact: true }).selectOption('colleague_left');
		await dialog.locator('button[type="submit"]').click();
		await page.getByText(say('recovery.asked_now')).waitFor();
		await page.locator('main li', { hasText: say('recovery.wish.colleague_left') }).waitFor();
		expect((await page.locator('main li button').count()) === 0, 'may agree to the own wish');
		await ask(page, 'DELETE', '/api/session');
	});
	await story('another custodian agrees after showing who is there, and the keys are given', async () => {
		await signIn(page, 'nurlan');
		await page.goto('/people');
		await link(page, 'directory.keys').click();
		await page.locator('main li button').click();
		await ask(page, 'DELETE', '/api/session/step-up');
		await button(page, 'recovery.agree').click();
		await page.getByText(say('account.step_up_demo')).waitFor();
		await page.keyboard.press('Enter');
		await page.locator('.told', { hasText: say('recovery.agreed').replace('{name}', '').trim() }).waitFor();
		await settled(page);
		expect((await page.locator('main li button').count()) === 0, 'may agree once more');
		const { items } = await ask(page, 'GET', '/api/recovery/requests');
		expect(items[0].done_at !== null, 'not given');
	});
}

export async function checkRecovery(browser, origin) {
	const { page, context, complaints } = await openPage(browser, { origin, expected: [/status of 4(03|22) /, /ERR_FAILED/] });
	await signIn(page, 'jyldyz');
	await locksAtOnce(page);
	const code = await makesRoot(page);
	await namesCustodians(page);
	await renewsRoot(page, code);
	await ask(page, 'DELETE', '/api/session');
	await bringsBack(page);
	check('nothing to complain about while keys are brought back', complaints);
	await context.close();
}
