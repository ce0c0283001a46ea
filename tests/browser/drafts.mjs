// What somebody typed and did not save outlives the page: on another device, after a lost session, without a line; for them alone.
import { ask, openPage, password, settled, signIn } from './lib/browser.mjs';
import { lookAtBoth } from './lib/page_checks.mjs';
import { check, expect, story } from './lib/report.mjs';
import { text } from './lib/words.mjs';

const say = (key) => text('en', key);
const button = (page, key) => page.getByRole('button', { name: say(key), exact: true }).locator('visible=true').first();
const noteField = (page) => page.locator('dialog textarea');
/** The beginning of a sentence, up to its first argument. */
const begins = (key) => say(key).split('{')[0].trim();
const offer = (page) => page.getByText(begins('drafts.offer'));
const kept = (page) => page.getByText(begins('drafts.kept'));

const words = 'Ышык-Көлдө жолуктук. «Йиғлади», деди.\nЭкинчи сап: {"}\\ \u{1F33F}';

/** An open case of ayana's whose notes she may write. */
async function someCase(page) {
	const { items } = await ask(page, 'GET', '/api/cases?limit=50');
	return items.find((one) => !one.state.startsWith('closed')).id;
}
async function openCase(page, id) {
	await page.goto(`/cases/${id}`);
	await page.locator('#identity').waitFor();
	await settled(page);
}
async function openNote(page, id) {
	await openCase(page, id);
	await button(page, 'cases.add_note').click();
	await noteField(page).waitFor();
	await settled(page);
}
async function openIdentity(page, id) {
	await openCase(page, id);
	await button(page, 'cases.show_identity').click();
	await page.locator('section[aria-labelledby="identity"]').getByRole('button', { name: say('ui.edit'), exact: true }).click();
	await page.locator('dialog form').waitFor();
	await settled(page);
}
const drafts = async (page) => (await ask(page, 'GET', '/api/drafts')).items.map((one) => one.key.split('.')[0]);

async function shot(page, folder, name) {
	if (!folder) return;
	for (const [width, height] of [[360, 740], [1280, 800]]) {
		await page.setViewportSize({ width, height });
		await page.locator('.offer, .kept').first().scrollIntoViewIfNeeded();
		await page.screenshot({ path: `${folder}/draft_${name}_${width}.png` });
	}
}

async function closedPage(browser, origin, shots) {
	const first = await openPage(browser, { origin });
	await signIn(first.page, 'ayana');
	const id = await someCase(first.page);
	await story('a note and an identity are kept while they are typed, and not on the device', async () => {
		await openNote(first.page, id);
		await noteField(first.page).fill(words);
		await kept(first.page).waitFor();
		await shot(first.page, shots, 'kept');
		await lookAtBoth(first.page, 'a note that is kept as a draft');
		await openIdentity(first.page, id);
		await first.page.getByLabel(say('cases.field.given'), { exact: true }).first().fill('Айпери-Draft');
		await kept(first.page).waitFor();
		const stored = await first.page.evaluate(async () =>
			JSON.stringify([{ ...localStorage }, { ...sessionStorage }, await indexedDB.databases(), await caches.keys()]));
		expect(!/Айпери|Ышык|draft/.test(stored), `the device keeps ${stored}`);
	});
	const again = await openPage(browser, { origin, expected: [/status of 412 /] });
	const { page } = again;
	await signIn(page, 'ayana');
	await story('the last words before a page goes are kept too', async () => {
		const keptAt = async () => (await ask(page, 'GET', '/api/drafts')).items.find(({ key }) => key.startsWith('case_identity')).kept_at;
		const before = await keptAt();
		await first.page.getByLabel(say('cases.field.given'), { exact: true }).first().fill('Айпери-Last');
		await first.page.goto('about:blank');
		// They are on their way when the page is gone; a closed context would take its requests along.
		for (let tries = 0; tries < 50 && (await keptAt()) === before; tries += 1) await page.waitForTimeout(200);
		expect((await keptAt()) !== before, 'nothing came');
	});
	check('no complaint of the browser, the page that was closed', first.complaints);
	await first.context.close();

	await story('on a new device the same person is offered both, and they are whole', async () => {
		await openNote(page, id);
		await offer(page).waitFor();
		expect((await noteField(page).inputValue()) === '', 'the text stands there before anybody asked for it');
		await shot(page, shots, 'offered');
		await lookAtBoth(page, 'a draft that is offered');
		await button(page, 'drafts.go_on').click();
		await page.waitForFunction(() => document.querySelector('dialog textarea').value !== '');
		expect((await noteField(page).inputValue()) === words, `it came back as ${JSON.stringify(await noteField(page).inputValue())}`);
		expect((await page.evaluate(() => document.activeElement.tagName)) === 'TEXTAREA', 'the focus is lost');
		await page.keyboard.press('Escape');
		await button(page, 'ui.typed_keep').click();
		await openIdentity(page, id);
		await button(page, 'drafts.go_on').click();
		await offer(page).waitFor({ state: 'detached' });
		const given = await page.getByLabel(say('cases.field.given'), { exact: true }).first().inputValue();
		expect(given === 'Айпери-Last', `the name came back as ${given}`);
		await shot(page, shots, 'identity');
	});
	await story('what was opened again stands among who looked', async () => {
		const { items } = await ask(page, 'GET', `/api/cases/${id}/history`);
		expect(items.filter((row) => row.action === 'draft_open').length === 2, 'the openings are not in the history');
		await openCase(page, id);
		await page.getByText(say('audit.did.draft_open')).first().waitFor();
	});
	await story('what was saved is offered no more', async () => {
		await openNote(page, id);
		await button(page, 'drafts.go_on').click();
		await page.waitForFunction(() => document.querySelector('dialog textarea').value !== '');
		await button(page, 'cases.save_note').click();
		await page.locator('dialog').waitFor({ state: 'detached' });
		await settled(page);
		await button(page, 'cases.add_note').click();
		await noteField(page).waitFor();
		await settled(page);
		expect((await offer(page).count()) === 0, 'a saved note is offered');
		expect(!(await drafts(page)).includes('case_note'), 'the draft is still there');
	});
	await story('what somebody else changed meanwhile is shown beside it', async () => {
		const now = await ask(page, 'GET', `/api/cases/${id}/identity`);
		const { version, ...identity } = now;
		identity.phone = '+996 555 010203';
		await ask(page, 'PUT', `/api/cases/${id}/identity`, identity, { 'If-Match': `"${version}"` });
		await openIdentity(page, id);
		await button(page, 'drafts.go_on').click();
		await offer(page).waitFor({ state: 'detached' });
		await button(page, 'ui.save').click();
		const conflict = page.getByRole('group', { name: say('cases.conflict_title') });
		await conflict.waitFor();
		expect((await conflict.innerText()).includes('+996 555 010203'), 'the phone of meanwhile is not shown');
		await page.keyboard.press('Escape');
		if (await button(page, 'ui.typed_drop').isVisible()) await button(page, 'ui.typed_drop').click();
		await page.locator('dialog').first().waitFor({ state: 'detached' });
		await settled(page);
		expect((await drafts(page)).length === 0, 'what was thrown away is still there');
	});
	check('no complaint of the browser, the page that was opened anew', again.complaints);
	await again.context.close();
	return id;
}

async function otherPeople(browser, origin, id) {
	const { page, context, complaints } = await openPage(browser, { origin });
	await signIn(page, 'ayana');
	await story('another person on the same device finds nothing', async () => {
		await openNote(page, id);
		await noteField(page).fill('For nobody else.');
		await kept(page).waitFor();
		await ask(page, 'DELETE', '/api/session');
		await signIn(page, 'daniyar');
		await openNote(page, id);
		expect((await offer(page).count()) === 0, 'somebody else is offered it');
		expect((await drafts(page)).length === 0, 'somebody else is told of it');
		expect(!(await page.content()).includes('For nobody else.'), 'the text is in the page');
	});
	await story('an offer waits until it is answered, and nothing is written over it', async () => {
		await ask(page, 'DELETE', '/api/session');
		await signIn(page, 'ayana');
		await openNote(page, id);
		await offer(page).waitFor();
		await noteField(page).fill('Something new.');
		await page.getByText(say('drafts.choose_first')).waitFor();
		await page.waitForTimeout(6000);
		expect((await ask(page, 'GET', `/api/drafts/case_note.${id}`)).text.includes('For nobody else.'), 'it was written over');
		await button(page, 'drafts.throw_away').click();
		await kept(page).waitFor();
		expect((await ask(page, 'GET', `/api/drafts/case_note.${id}`)).text.includes('Something new.'), 'the new text is not kept');
		await page.keyboard.press('Escape');
		await button(page, 'ui.typed_drop').click();
		await page.locator('dialog').first().waitFor({ state: 'detached' });
		await settled(page);
		expect((await drafts(page)).length === 0, 'what was thrown away is still there');
	});
	await story('a form that only was opened leaves no draft', async () => {
		await openIdentity(page, id);
		await page.waitForTimeout(6000);
		expect((await drafts(page)).length === 0, 'a draft of nothing');
	});
	check('no complaint of the browser, other people', complaints);
	await context.close();
}

async function twoWindows(browser, origin, id) {
	const one = await openPage(browser, { origin, expected: [/status of 409 /] });
	const two = await openPage(browser, { origin, expected: [/status of 409 /] });
	await signIn(one.page, 'ayana');
	await signIn(two.page, 'ayana');
	await story('two windows of one person write nothing over each other', async () => {
		await openNote(one.page, id);
		await openNote(two.page, id);
		await noteField(one.page).fill('From the first window.');
		await kept(one.page).waitFor();
		await noteField(two.page).fill('From the second window.');
		await offer(two.page).waitFor();
		expect((await ask(two.page, 'GET', `/api/drafts/case_note.${id}`)).text.includes('From the first window.'), 'it was written over');
		await button(two.page, 'drafts.go_on').click();
		await two.page.waitForFunction(() => document.querySelector('dialog textarea').value.includes('first'));
		await noteField(two.page).press('End');
		await two.page.keyboard.type(' And more.');
		await kept(two.page).waitFor();
		await two.page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
		await two.page.waitForTimeout(6000);
		expect((await ask(two.page, 'GET', `/api/drafts/case_note.${id}`)).text.includes('window. And more.'), 'it is not gone on with');
		await two.page.keyboard.press('Escape');
		await button(two.page, 'ui.typed_drop').click();
		await two.page.locator('dialog').first().waitFor({ state: 'detached' });
		await settled(two.page);
	});
	check('no complaint of the browser, two windows', [...one.complaints, ...two.complaints]);
	await one.context.close();
	await two.context.close();
}

async function endedSession(browser, origin, id) {
	const { page, context, complaints } = await openPage(browser, { origin, expected: [/status of 401 /, /ERR_INTERNET_DISCONNECTED/] });
	await signIn(page, 'ayana');
	await story('a session that ends while somebody types loses nothing', async () => {
		await openNote(page, id);
		await noteField(page).fill('Before the end.');
		await kept(page).waitFor();
		await context.clearCookies();
		await noteField(page).fill('Before the end. After the end.');
		// Told while typing, not only at the saving.
		await page.getByRole('heading', { name: say('access.again_title') }).waitFor();
		await page.locator('input[autocomplete="current-password"]').fill(password);
		await page.keyboard.press('Enter');
		await noteField(page).waitFor();
		expect((await noteField(page).inputValue()) === 'Before the end. After the end.', 'the text is gone');
		await page.waitForFunction(async (key) => (await (await fetch(`/api/drafts/${key}`)).text()).includes('After the end'), `case_note.${id}`);
	});
	await story('and when the page is loaded anew instead', async () => {
		await noteField(page).fill('Before the end. And then the page was closed.');
		await page.waitForTimeout(6000);
		await context.clearCookies();
		await page.goto('about:blank');
		await signIn(page, 'ayana');
		await openNote(page, id);
		await button(page, 'drafts.go_on').click();
		await page.waitForFunction(() => document.querySelector('dialog textarea').value === 'Before the end. And then the page was closed.');
	});
	await story('without a line it says so, and keeps the text when the line is back', async () => {
		await context.setOffline(true);
		await noteField(page).fill('On a mountain road.');
		await page.getByText(say('drafts.not_kept')).waitFor();
		await context.setOffline(false);
		await page.getByText(say('drafts.not_kept')).waitFor({ state: 'detached' });
		expect((await ask(page, 'GET', `/api/drafts/case_note.${id}`)).text.includes('mountain road'), 'it is not kept');
		await button(page, 'ui.cancel').click();
		await page.locator('dialog').waitFor({ state: 'detached' });
		await settled(page);
		expect((await drafts(page)).length === 0, 'what was given up is still there');
	});
	check('no complaint of the browser, ended session', complaints);
	await context.close();
}

async function newCase(page, name) {
	await page.goto('/cases/find');
	await page.getByLabel(say('find.name'), { exact: true }).fill(name);
	await button(page, 'find.search').click();
	await page.locator('.none button').click();
	await page.getByText(say('find.says_aloud'), { exact: true }).click();
	await button(page, 'find.record_consent').click();
	await page.locator('form.case').waitFor();
	await settled(page);
}

async function otherForms(browser, origin, id, shots) {
	const { page, context, complaints } = await openPage(browser, { origin, expected: [/status of 412 /] });
	await signIn(page, 'ayana');
	const family = () => page.getByLabel(say('cases.field.family'), { exact: true }).first();
	await story('a new case that nobody finished is offered with the next one, and both are kept', async () => {
		await newCase(page, 'Zarina Testova');
		await family().fill('Testova-One');
		await kept(page).waitFor();
		await newCase(page, 'Malika Otherova');
		await page.getByText(begins('drafts.offer_new')).waitFor();
		await shot(page, shots, 'new_case');
		await lookAtBoth(page, 'a new case that is offered');
		await family().fill('Otherova-Two');
		await kept(page).waitFor();
		expect((await drafts(page)).filter((form) => form === 'new_case').length === 2, 'one was written over the other');
		await button(page, 'find.open_new').click();
		await page.waitForURL(/\/cases\/[0-9a-f-]{36}$/);
		await settled(page);
		expect((await drafts(page)).filter((form) => form === 'new_case').length === 1, 'the wrong ones are left');
		await newCase(page, 'Zarina Testova');
		await button(page, 'drafts.go_on').click();
		await page.waitForFunction(() => [...document.querySelectorAll('form.case input')].some((field) => field.value === 'Testova-One'));
		await button(page, 'find.open_new').click();
		await page.waitForURL(/\/cases\/[0-9a-f-]{36}$/);
		await settled(page);
		expect((await drafts(page)).length === 0, 'a saved case is still a draft');
	});
	await story('answers and a safe contact come back too; what changed meanwhile is not undone', async () => {
		const change = async (body) => {
			const { version } = await ask(page, 'GET', `/api/cases/${id}`);
			await ask(page, 'PATCH', `/api/cases/${id}`, body, { 'If-Match': `"${version}"` });
		};
		await change({ marital_status: 'Widowed', education: null });
		await openCase(page, id);
		const person = page.locator('section[aria-labelledby="person"]');
		await person.getByRole('button', { name: new RegExp(`^${say('ui.edit')}`) }).click();
		await person.getByLabel(say('cases.field.marital_status')).selectOption('Divorced');
		await kept(page).waitFor();
		await page.goto('about:blank');
		await page.goto('/');
		await settled(page);
		await change({ gender: 'Feminine' });
		await openCase(page, id);
		await person.getByRole('button', { name: new RegExp(`^${say('ui.edit')}`) }).click();
		await offer(page).waitFor();
		await shot(page, shots, 'answers');
		await lookAtBoth(page, 'answers that are offered');
		await button(page, 'drafts.go_on').click();
		await page.waitForFunction(() => [...document.querySelectorAll('form select')].some((one) => one.value === 'Divorced'));
		await person.getByRole('button', { name: say('ui.save'), exact: true }).click();
		await person.locator('form').waitFor({ state: 'detached' });
		await settled(page);
		const now = await ask(page, 'GET', `/api/cases/${id}`);
		expect(now.marital_status === 'Divorced' && now.gender === 'Feminine', `saved ${now.marital_status}, ${now.gender}`);
		await page.locator('.contact button').click();
		await page.locator('dialog textarea').fill('Only by her sister.');
		await kept(page).waitFor();
		await openCase(page, id);
		await page.locator('.contact button').click();
		await button(page, 'drafts.go_on').click();
		await page.waitForFunction(() => document.querySelector('dialog textarea').value === 'Only by her sister.');
		await button(page, 'ui.save').click();
		await page.locator('dialog').waitFor({ state: 'detached' });
		await settled(page);
		expect((await drafts(page)).length === 0, `left: ${await drafts(page)}`);
	});
	await story('a story and a further episode come back too', async () => {
		const comesBack = async (open, field, value) => {
			await open();
			await field().fill(value);
			await kept(page).waitFor();
			await open();
			await button(page, 'drafts.go_on').click();
			await offer(page).waitFor({ state: 'detached' });
			expect((await field().inputValue()) === value, `it came back as ${await field().inputValue()}`);
			await button(page, 'ui.save').click();
			await page.locator('dialog').waitFor({ state: 'detached' });
			await settled(page);
			expect((await drafts(page)).length === 0, `left: ${await drafts(page)}`);
		};
		const edit = (section) => page.locator(section).getByRole('button', { name: new RegExp(`^(${say('ui.edit')}|${say('cases.add_episode')})`) });
		const inDialog = (key) => () => page.locator('dialog').getByLabel(say(key), { exact: true }).first();
		await comesBack(async () => {
			await openCase(page, id);
			await button(page, 'cases.show_story').click();
			await edit('section[aria-labelledby="story"]').click();
			await page.locator('dialog form').waitFor();
			await settled(page);
		}, inDialog('cases.field.vulnerability_details'), 'Alone since the spring.');
		await comesBack(async () => {
			await openCase(page, id);
			await edit('.further').click();
			await page.locator('dialog form').waitFor();
			await settled(page);
		}, inDialog('cases.field.age_when_trafficked'), '17');
	});
	check('no complaint of the browser, other forms', complaints);
	await context.close();
}

export async function checkDrafts(browser, origin, shots) {
	const id = await closedPage(browser, origin, shots);
	await otherPeople(browser, origin, id);
	await twoWindows(browser, origin, id);
	await endedSession(browser, origin, id);
	await otherForms(browser, origin, id, shots);
}
