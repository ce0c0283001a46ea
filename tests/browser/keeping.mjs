// What somebody typed is kept: across a stale save, a lost session, an idle hour, a broken server, a slip of a key.
import { ask, drawn, openPage, password, settled, signIn } from './lib/browser.mjs';
import { axe, look } from './lib/page_checks.mjs';
import { check, expect, story } from './lib/report.mjs';
import { text } from './lib/words.mjs';

const say = (key) => text('en', key);
const button = (page, key) => page.getByRole('button', { name: say(key), exact: true }).locator('visible=true').first();
const minute = 60_000;

/** An open case of ayana's, with somebody on the team to hand it to. */
async function someCase(page) {
	const { items } = await ask(page, 'GET', '/api/cases?limit=50');
	return items.find((one) => !one.state.startsWith('closed')).id;
}

async function openCase(page, id) {
	await page.goto(`/cases/${id}`);
	await page.locator('#identity').waitFor();
	await settled(page);
}

async function startNote(page, words) {
	await button(page, 'cases.add_note').click();
	await page.locator('dialog textarea').fill(words);
}

/** What no walk through the screens comes by: looked at as each of those is. */
async function lookAt(page, name) {
	for (const [width, height] of [[320, 640], [1280, 800]]) {
		await page.setViewportSize({ width, height });
		await drawn(page);
		check(`${name} ${width}`, [...(await look(page, 'en')), ...(await axe(page))]);
	}
}

/** Lets time pass in the page, in steps, so that what the app asks in between is answered. */
async function pass(page, milliseconds, step = minute, each = async () => {}) {
	for (let gone = 0; gone < milliseconds; gone += step) {
		await page.clock.runFor(Math.min(step, milliseconds - gone));
		await each(gone);
		await page.evaluate(() => fetch('/mark.svg').then((answer) => answer.text()));
	}
}

async function staleSaves(browser, origin) {
	const first = await openPage(browser, { origin });
	const second = await openPage(browser, { origin, expected: [/status of 412 /] });
	await signIn(first.page, 'ayana');
	await signIn(second.page, 'ayana');
	const id = await someCase(first.page);
	await story('two save the whereabouts: the second sees both', async () => {
		await openCase(second.page, id);
		await second.page.locator('.contact button').click();
		const mine = second.page.getByRole('textbox', { name: say('cases.field.safe_contact') });
		await mine.fill('Only after six, by message.');
		const now = await ask(first.page, 'GET', `/api/cases/${id}/whereabouts`);
		const theirs = { lives_in: null, safe_contact: 'Never on Friday.' };
		await ask(first.page, 'PUT', `/api/cases/${id}/whereabouts`, theirs, { 'If-Match': `"${now.version}"` });
		await button(second.page, 'ui.save').click();
		const conflict = second.page.getByRole('group', { name: say('cases.conflict_title') });
		await conflict.waitFor();
		for (const words of ['Only after six, by message.', 'Never on Friday.']) {
			expect((await conflict.innerText()).includes(words), `"${words}" is not shown`);
		}
		await second.page.keyboard.press('Escape');
		await button(second.page, 'ui.typed_drop').click();
	});
	await story('what the safe contact said before is read again', async () => {
		const now = await ask(first.page, 'GET', `/api/cases/${id}/whereabouts`);
		const next = { lives_in: null, safe_contact: 'By message only.' };
		await ask(first.page, 'PUT', `/api/cases/${id}/whereabouts`, next, { 'If-Match': `"${now.version}"` });
		await openCase(second.page, id);
		await second.page.locator('.contact').getByRole('button', { name: say('cases.before') }).click();
		const dialog = second.page.locator('dialog');
		await dialog.locator('h3').waitFor();
		await lookAt(second.page, 'what the safe contact said before');
		const shown = await dialog.innerText();
		expect(shown.includes('Never on Friday.'), 'it does not say what stood there');
		expect(!shown.includes('By message only.'), 'what stands there now is called older');
		await second.page.keyboard.press('Escape');
	});
	await story('a hand-over of a case that changed meanwhile says so, and goes again on demand', async () => {
		await openCase(second.page, id);
		await button(second.page, 'cases.hand_over').click();
		await second.page.locator('dialog input[type="radio"]').first().check();
		const now = await ask(first.page, 'GET', `/api/cases/${id}`);
		const level = now.risk_level === 'imminent' ? 'high' : 'imminent';
		await ask(first.page, 'PATCH', `/api/cases/${id}`, { risk_level: level }, { 'If-Match': `"${now.version}"` });
		await button(second.page, 'cases.hand_over_now').click();
		const news = second.page.locator('dialog').getByRole('alert').filter({ hasText: say('cases.changed_meanwhile') });
		await news.waitFor();
		await lookAt(second.page, 'hand-over of a case that changed');
		expect((await news.innerText()).includes(say(`codes.risk_level.${level}`)), 'the new answer is not shown');
		expect((await ask(first.page, 'GET', `/api/cases/${id}`)).assigned_to === now.assigned_to, 'it was handed over all the same');
		await button(second.page, 'cases.hand_over_again').click();
		await second.page.locator('dialog').waitFor({ state: 'detached' });
		expect((await ask(first.page, 'GET', `/api/cases/${id}`)).assigned_to !== now.assigned_to, 'it was not handed over');
	});
	check('no complaint of the browser, stale saves', [...first.complaints, ...second.complaints]);
	await first.context.close();
	await second.context.close();
}

async function idle(browser, origin) {
	const { page, context, complaints } = await openPage(browser, { origin });
	await page.clock.install();
	await signIn(page, 'ayana');
	const id = await someCase(page);
	await story('sixteen minutes of typing in a note end nothing', async () => {
		await openCase(page, id);
		await startNote(page, 'Slow ');
		const asked = [];
		// Each keeping of the draft uses the session as well as a question for it.
		page.on('request', (request) => /\/api\/(session|drafts\/.*)$/.test(request.url()) && asked.push(request.method()));
		await pass(page, 16 * minute, minute, () => page.locator('dialog textarea').press('End').then(() => page.keyboard.type('x')));
		expect(new URL(page.url()).pathname === `/cases/${id}`, `typing ended at ${page.url()}`);
		expect((await page.locator('dialog textarea').inputValue()).startsWith('Slow x'), 'the text is gone');
		expect(asked.length > 1 && asked.length < 21, `the session was used ${asked.length} times`);
	});
	await story('who does nothing is warned, and stays with one press', async () => {
		const warning = page.getByRole('alertdialog', { name: say('access.idle_title') });
		for (let gone = 0; gone < 18 && !(await warning.isVisible()); gone += 1) await pass(page, minute);
		expect(await warning.isVisible(), 'no warning in 18 minutes');
		await lookAt(page, 'the warning before the lock');
		await page.keyboard.press('Enter');
		await warning.waitFor({ state: 'detached' });
		await pass(page, 5 * minute);
		expect((await page.locator('dialog textarea').inputValue()).startsWith('Slow x'), 'the text is gone');
	});
	await story('an idle page shows nothing, and the same person finds the text again', async () => {
		await pass(page, 16 * minute);
		await page.getByRole('heading', { name: say('access.again_title') }).waitFor();
		expect(!(await page.locator('body').innerText()).includes('Slow'), 'the text stays on the screen');
		expect(!(await page.locator('dialog textarea').isVisible()), 'the note stays on the screen');
		await page.locator('input[autocomplete="current-password"]').fill(password);
		await page.keyboard.press('Enter');
		await page.locator('dialog textarea').waitFor();
		expect((await page.locator('dialog textarea').inputValue()).startsWith('Slow x'), 'the text is gone');
	});
	check('no complaint of the browser, idle', complaints);
	await context.close();
}

async function lostSession(browser, origin) {
	const { page, context, complaints } = await openPage(browser, { origin, expected: [/status of 401 /] });
	await signIn(page, 'ayana');
	const id = await someCase(page);
	await story('a note that meets an ended session is saved after signing in again', async () => {
		await openCase(page, id);
		await startNote(page, 'Written before the session ended.');
		await context.clearCookies();
		await button(page, 'cases.save_note').click();
		await page.getByRole('heading', { name: say('access.again_title') }).waitFor();
		await lookAt(page, 'signing in again');
		await page.locator('input[autocomplete="current-password"]').fill(password);
		await page.keyboard.press('Enter');
		await page.locator('dialog').first().waitFor({ state: 'detached' });
		await page.getByText('Written before the session ended.').waitFor();
	});
	await story('somebody else who signs in there finds nothing of it', async () => {
		await startNote(page, 'For nobody else.');
		await context.clearCookies();
		await button(page, 'cases.save_note').click();
		await button(page, 'access.again_other').click();
		await page.locator('input[autocomplete="username"]').fill('daniyar');
		await page.locator('input[autocomplete="current-password"]').fill(password);
		await page.keyboard.press('Enter');
		await page.waitForURL((url) => url.pathname !== '/sign-in');
		await settled(page);
		expect(!(await page.content()).includes('For nobody else.'), 'the text is still in the page');
		const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
		expect(!kept.includes('nobody'), 'the text is in the storage');
	});
	check('no complaint of the browser, ended session', complaints);
	await context.close();
}

async function slips(browser, origin) {
	const { page, context, complaints } = await openPage(browser, { origin, expected: [/status of (422|5\d\d) /, /ERR_INTERNET_DISCONNECTED/] });
	await signIn(page, 'ayana');
	const id = await someCase(page);
	await story('Escape asks before it throws a note away', async () => {
		await openCase(page, id);
		await startNote(page, 'Eight lines.');
		await page.keyboard.press('Escape');
		await button(page, 'ui.typed_keep').waitFor();
		await lookAt(page, 'the question before a note is thrown away');
		await button(page, 'ui.typed_keep').click();
		expect((await page.locator('dialog textarea').inputValue()) === 'Eight lines.', 'the note is gone');
		await page.keyboard.press('Escape');
		await button(page, 'ui.typed_drop').click();
		await page.locator('dialog').first().waitFor({ state: 'detached' });
	});
	await story('a save that broke on the server is sent again under the same key', async () => {
		const keys = [];
		await page.route('**/api/cases/*/notes', async (route) => {
			if (route.request().method() !== 'POST') return route.continue();
			keys.push(route.request().headers()['idempotency-key']);
			if (keys.length > 1) return route.continue();
			const answer = await route.fetch();
			return route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{"code":"http/broken"}', headers: { 'x-was': String(answer.status()) } });
		});
		await startNote(page, 'Once only.');
		await button(page, 'cases.save_note').click();
		await page.locator('dialog').getByText(say('problem.http.broken')).waitFor();
		await button(page, 'cases.save_note').click();
		await page.locator('dialog').waitFor({ state: 'detached' });
		expect(keys.length === 2 && keys[0] === keys[1], `keys: ${keys.join(' ')}`);
		await page.getByText('Once only.').first().waitFor();
		expect((await page.getByText('Once only.').count()) === 1, 'the note stands there twice');
		await page.unroute('**/api/cases/*/notes');
	});
	await story('without a line the page says so, and a note stays', async () => {
		await startNote(page, 'On a mountain road.');
		await context.setOffline(true);
		await button(page, 'cases.save_note').click();
		await page.locator('dialog').getByText(say('problem.app.offline')).waitFor();
		await page.getByText(say('ui.offline')).waitFor();
		await context.setOffline(false);
		await button(page, 'cases.save_note').click();
		await page.locator('dialog').waitFor({ state: 'detached' });
		expect((await page.getByText(say('ui.offline')).count()) === 0, 'the page still says that there is no line');
	});
	await story('saving a section without a change keeps what was saved meanwhile, and the focus', async () => {
		const save = (section) => section.getByRole('button', { name: say('ui.save'), exact: true }).click();
		const [next, person] = ['next', 'person'].map((id) => page.locator(`section[aria-labelledby="${id}"]`));
		for (const section of [next, person]) await section.locator('.section-head').first().locator('button.word-action').last().click();
		await next.locator('form').waitFor();
		const married = person.getByLabel(say('cases.field.marital_status'));
		const status = (await married.inputValue()) === 'Widowed' ? 'Divorced' : 'Widowed';
		await married.selectOption(status);
		await save(person);
		await person.locator('form').waitFor({ state: 'detached' });
		await save(next);
		await next.locator('form').waitFor({ state: 'detached' });
		const words = say(`codes.marital_status.${status}`);
		expect((await person.innerText()).includes(words), `"${words}" is no longer shown`);
		const focus = await page.evaluate(() => document.activeElement?.closest('section')?.getAttribute('aria-labelledby'));
		expect(focus === 'next', `after saving a section the focus is in ${focus}`);
	});
	await story('an answer is shown also when its question no longer applies', async () => {
		const change = async (body) => {
			const { version } = await ask(page, 'GET', `/api/cases/${id}`);
			await ask(page, 'PATCH', `/api/cases/${id}`, body, { 'If-Match': `"${version}"` });
		};
		await change({ exploitation: ['ForcedLabour'], labour_industry: 'F_Construction' });
		await change({ exploitation: ['ForcedMarriage'] });
		await openCase(page, id);
		const happened = page.locator('section[aria-labelledby="happened"]');
		expect((await happened.innerText()).includes(say('codes.labour_industry.F_Construction')), 'the industry is not shown');
		await happened.locator('.section-head').first().locator('button.word-action').last().click();
		await happened.getByLabel(say('cases.field.labour_industry')).waitFor();
	});
	await story('a search that was edited is searched again, and what was typed for the new case stays', async () => {
		await page.goto('/cases/find');
		await page.getByLabel(say('find.name'), { exact: true }).fill('Zarina Testova');
		await button(page, 'find.search').click();
		await page.locator('.none button').click();
		await page.locator('.consent form').waitFor();
		await page.getByLabel(say('find.name'), { exact: true }).fill('Zarina Otherova');
		expect((await page.locator('.consent').count()) === 0, 'a case can be opened for a name that nobody searched for');
		await button(page, 'find.search').click();
		await page.locator('.none button').click();
		await page.getByText(say('find.says_aloud'), { exact: true }).click();
		await button(page, 'find.record_consent').click();
		await page.getByLabel(say('cases.field.phone'), { exact: true }).fill('+996 700 000000');
		await button(page, 'find.back').click();
		await button(page, 'find.record_consent').click();
		expect((await page.getByLabel(say('cases.field.phone'), { exact: true }).inputValue()) === '+996 700 000000', 'the typed phone is gone');
		expect((await page.getByLabel(say('cases.field.family'), { exact: true }).first().inputValue()) === 'Otherova', 'the searched name is not there');
	});
	await story('a father’s name alone is not dropped, and the fault stands beside it', async () => {
		for (const part of ['given', 'family']) await page.getByLabel(say(`cases.field.${part}`), { exact: true }).first().fill('');
		await button(page, 'cases.add_name').click();
		await page.getByLabel(say('cases.field.patronymic'), { exact: true }).nth(1).fill('Asanovna');
		await button(page, 'find.open_new').click();
		const second = page.locator('form.case fieldset', { hasText: say('cases.another_name') });
		await second.getByText(say('problem.case.name_empty')).waitFor();
	});
	check('no complaint of the browser, slips', complaints);
	await context.close();
}

export async function checkKeeping(browser, origin) {
	await staleSaves(browser, origin);
	await idle(browser, origin);
	await lostSession(browser, origin);
	await slips(browser, origin);
}
