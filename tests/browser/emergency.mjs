// Emergencies: officers are named, one opens a case of another team at night and leaves nothing behind, the team reviews it.
import { ask, openPage, password, settled, signIn } from './lib/browser.mjs';
import { byKeyboard } from './lib/keyboard.mjs';
import { axe, look } from './lib/page_checks.mjs';
import { check, expect, story } from './lib/report.mjs';
import { text } from './lib/words.mjs';

const person = { given: 'Fictional Nodira', family: 'Nightcaller', phone: '+996 700 111222', contact: 'Ring twice: +996 555 333444' };
const told = 'Fictional call: somebody stands before the house';

/** A look at one screen, with axe, at both widths. */
async function lookAt(page, language, name, shots) {
	for (const [width, height] of [[1280, 800], [320, 640]]) {
		await page.setViewportSize({ width, height });
		await settled(page);
		check(`${name} ${language} ${width}`, [...(await look(page, language)), ...(await axe(page))]);
		if (shots) await page.screenshot({ path: `${shots}/emergency-${name.replaceAll(/\W+/g, '-')}-${language}-${width}.png`, fullPage: !name.includes('dialog') });
	}
	await page.setViewportSize({ width: 1280, height: 800 });
}

/** A caseworker of the street team, who sees no case of the shelter, and a case of the shelter. */
async function prepare(page) {
	await signIn(page, 'daniyar');
	const session = await ask(page, 'GET', '/api/session');
	const team = session.teams[0].id;
	await ask(page, 'DELETE', '/api/session');
	await signIn(page, 'jyldyz');
	await ask(page, 'POST', '/api/session/step-up', {});
	const lead = session.user.id;
	const street = await ask(page, 'POST', '/api/teams', { name: 'Street team', organisation: session.organisation.id, members: [lead] });
	const made = await ask(page, 'POST', '/api/users', { user_name: 'burul', name: 'Burul Street', role: 'caseworker', organisation: session.organisation.id, teams: [street.id] });
	await ask(page, 'POST', '/api/activation', { user_name: 'burul', activation_code: made.activation_code, password });
	await ask(page, 'DELETE', '/api/session').catch(() => {});
	await signIn(page, 'ayana');
	const opened = await ask(page, 'POST', '/api/cases', {
		country: 'KG',
		team,
		consent: { given: true, mode: 'written' },
		identity: { names: [{ given: person.given, family: person.family, script: 'Latin', kind: 'current' }], birth: { year: 1993 }, phone: person.phone },
	});
	await ask(page, 'PUT', `/api/cases/${opened.id}/whereabouts`, { lives_in: 'Fictional house', safe_contact: person.contact }, { 'If-Match': '"0"' });
	await ask(page, 'DELETE', '/api/session');
	return { case: opened.id, reference: opened.reference };
}

async function namesOfficers(page, { say, button, language, shots }) {
	await story(`a lead names two on duty; one alone is too few (${language})`, async () => {
		await signIn(page, 'daniyar');
		await ask(page, 'DELETE', '/api/session/step-up');
		await page.goto('/people/keys');
		await page.getByText(say('emergency.officers_none')).waitFor();
		await button('emergency.name_officers').click();
		const dialog = page.locator('dialog');
		await dialog.getByText(/^Burul/).click();
		await dialog.locator('button[type="submit"]').click();
		await page.getByText(say('account.step_up_demo')).waitFor();
		await page.keyboard.press('Enter');
		await dialog.getByText(say('problem.access.officers_two')).waitFor();
		await lookAt(page, language, 'name officers dialog', shots);
		await dialog.getByText(/^Daniyar/).click();
		await dialog.locator('button[type="submit"]').click();
		await dialog.waitFor({ state: 'detached' });
		await page.locator('section[aria-labelledby="officers"] li').nth(1).waitFor();
		await lookAt(page, language, 'officers', shots);
	});
	await everyKeyIsShared(page);
	await ask(page, 'DELETE', '/api/session');
}

/** Holders seal to the emergency key while they work. */
async function everyKeyIsShared(page) {
	for (let i = 0; (await ask(page, 'GET', '/api/emergencies/officers')).keys_left > 0; i += 1) {
		if (i === 200) throw new Error('the keys are not shared');
		await page.waitForTimeout(100);
	}
}

async function opensByKeyboard(page, found, { say, language, shots }) {
	await story(`on duty: from Today to the form, and through it, by keyboard (${language})`, async () => {
		await signIn(page, 'burul');
		await page.getByText(say('emergency.on_duty')).waitFor();
		await ask(page, 'DELETE', '/api/session/step-up');
		const keyboard = byKeyboard(page);
		await keyboard.press(say('emergency.title'));
		await page.waitForURL(/cases\/emergency$/);
		await page.locator('form').waitFor();
		await lookAt(page, language, 'form', shots);
		await keyboard.to(say('emergency.reference'));
		await page.keyboard.type(found.reference.toLowerCase());
		await keyboard.to(say('codes.emergency_reason.danger'), { group: say('emergency.reason') });
		await page.keyboard.press('Space');
		await keyboard.press(say('emergency.open'));
		await page.getByText(say('account.step_up_demo')).waitFor();
		await page.keyboard.press('Enter');
		await page.getByText(say('problem.emergency.why_missing')).waitFor();
		await page.locator('textarea').focus();
		await page.keyboard.type(told);
		await keyboard.press(say('emergency.open'));
		await page.waitForURL(/cases\/emergency\/[\w-]+$/);
		await page.locator('.contact').waitFor();
		expect(keyboard.unseen().length === 0, keyboard.unseen().join(', '));
	});
}

/** Every place of this page where a word could be left. */
const left = (page) =>
	page.evaluate(() => document.documentElement.outerHTML + JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state]) + location.href + document.cookie);

async function seesAndLeaves(page, found, { say, button, language, shots }) {
	await story(`who and where, the safe contact before all, numbers that call (${language})`, async () => {
		const words = await page.locator('main').innerText();
		for (const wanted of [person.family, 'Fictional house', 'Ring twice', found.reference]) expect(words.includes(wanted), `${wanted} is not there`);
		expect(words.indexOf('Ring twice') < words.indexOf(person.family), 'the safe contact comes later');
		const numbers = await page.locator('main a[href^="tel:"]').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
		expect(numbers.join(' ') === 'tel:+996555333444 tel:+996700111222', `numbers: ${numbers.join(' ')}`);
		await lookAt(page, language, 'opened', shots);
	});
	await story(`hidden after five minutes, shown again when asked, and nothing stays behind (${language})`, async () => {
		await page.clock.runFor(6 * 60_000);
		await button('cases.show_identity').waitFor();
		const clean = async (where) => {
			const all = await left(page);
			for (const word of [person.family, 'Ring twice', '111222', told]) expect(!all.includes(word), `"${word}" is ${where}`);
		};
		await clean('there after the time');
		await button('cases.show_identity').click();
		await page.getByText(person.family).waitFor();
		await page.goBack();
		await page.locator('section[aria-labelledby="own"]').waitFor();
		await clean('there after leaving');
		await page.goForward();
		await page.getByText(person.family).waitFor();
		await button('emergency.done').click();
		await page.getByText(say('emergency.closed_done')).waitFor();
		await clean('there after it is done');
		await page.goto('/cases/emergency');
		await page.getByText(say('emergency.waits_review')).waitFor();
		await lookAt(page, language, 'own', shots);
	});
	await ask(page, 'DELETE', '/api/session');
}

async function reviews(page, { say, button, language, shots }) {
	await story(`the team reads why and says that it was not right, after a question (${language})`, async () => {
		await signIn(page, 'ayana');
		await page.locator('#to-review').waitFor();
		expect(!(await page.content()).includes(told), 'the text is there before it is asked for');
		await page.getByRole('button', { name: say('emergency.read_why') }).click();
		await page.getByText(told).waitFor();
		await lookAt(page, language, 'review', shots);
		const section = page.locator('section[aria-labelledby="to-review"]');
		await section.getByRole('button', { name: say('codes.emergency_verdict.not_right'), exact: true }).click();
		await page.locator('dialog').getByText(say('emergency.not_right_title')).waitFor();
		await page.locator('dialog').getByRole('button', { name: say('codes.emergency_verdict.not_right'), exact: true }).click();
		await section.locator('[role="status"]', { hasText: say('codes.emergency_verdict.not_right') }).waitFor();
		expect(!(await page.content()).includes(told), 'the text stays after the answer');
	});
	await story(`who looked says it in words (${language})`, async () => {
		await page.locator('section[aria-labelledby="to-review"] a.figures').first().click();
		await page.locator('aside').getByText(say('audit.did.emergency_review')).first().waitFor();
		expect((await page.locator('aside').innerText()).includes(say('codes.emergency_verdict.not_right')), 'the verdict is not told');
	});
	await ask(page, 'DELETE', '/api/session');
}

async function fromFind(page, found, { say, language, shots }) {
	await story(`a case of another team is found, and its reference goes along without an address (${language})`, async () => {
		await signIn(page, 'burul');
		const match = { case: '00', reference: found.reference, team_name: 'Shelter team', strength: 3, asked: false };
		await page.route('**/api/cases/find', (route) => route.fulfill({ json: { searched: 1, matches: [], elsewhere: { has_key: true, searched: 1, not_searched: 0, matches: [match] } } }));
		await page.goto('/cases/find');
		await page.locator('form input').first().fill('Nodira');
		await page.locator('form button[type="submit"]').click();
		const link = page.locator('.matches a[href="/cases/emergency"]');
		await link.waitFor();
		await lookAt(page, language, 'find', shots);
		await link.click();
		await page.waitForURL(/cases\/emergency$/);
		await page.locator('form').waitFor();
		expect((await page.getByLabel(say('emergency.reference'), { exact: true }).inputValue()) === found.reference, 'the reference is not filled in');
		await page.unroute('**/api/cases/find');
	});
}

export async function checkEmergency(browser, newServer, languages, shots) {
	for (const language of languages) {
		const origin = await newServer();
		const { page, context, complaints } = await openPage(browser, { origin, language, expected: [/status of 4(01|03|04|09|22) /] });
		await page.clock.install();
		const say = (key) => text(language, key);
		const button = (key) => page.getByRole('button', { name: say(key), exact: true }).locator('visible=true').first();
		const words = { say, button, language, shots };
		try {
			const found = await prepare(page);
			await namesOfficers(page, words);
			await opensByKeyboard(page, found, words);
			await seesAndLeaves(page, found, words);
			await reviews(page, words);
			await fromFind(page, found, words);
		} catch (error) {
			check(`emergencies ${language}`, [error.message.split('\n')[0]]);
		}
		check(`nothing to complain about in an emergency ${language}`, complaints);
		await context.close();
	}
}
