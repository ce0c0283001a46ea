// Security keys, with Chromium's own virtual ones: added, signed in with, shown for privileged acts; another site gets nothing.
import { ask, openPage, settled } from './lib/browser.mjs';
import { axe, look } from './lib/page_checks.mjs';
import { check, expect, story } from './lib/report.mjs';
import { command, newFolder, serve } from './lib/server.mjs';
import { totp } from './lib/totp.mjs';
import { text } from './lib/words.mjs';

const password = 'seven quiet rivers north';
const say = (key) => text('en', key);
const button = (page, key) => page.getByRole('button', { name: say(key), exact: true }).locator('visible=true').first();

/** A key that has a finger, plugged into this page's browser. */
async function plugIn(page) {
	const line = await page.context().newCDPSession(page);
	await line.send('WebAuthn.enable');
	const { authenticatorId } = await line.send('WebAuthn.addVirtualAuthenticator', {
		options: { protocol: 'ctap2', transport: 'usb', hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
	});
	return {
		finger: (isUserVerified) => line.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
		credentials: async () => (await line.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
	};
}

/** Activates over the API: the screens of it are looked at elsewhere. */
async function activate(page, printed) {
	const code = printed.match(/\b[A-Z0-9]{3,}(?:-[A-Z0-9]{3,})+\b/g).at(-1);
	const made = await ask(page, 'POST', '/api/activation', { user_name: 'aliya', activation_code: code, password });
	await ask(page, 'POST', '/api/session/code', { code: totp(made.totp_secret) });
	return made.totp_secret;
}

async function withPassword(page) {
	await page.goto('/sign-in');
	await page.getByLabel(say('access.user_name')).fill('aliya');
	await page.getByLabel(say('access.password'), { exact: true }).fill(password);
	await page.keyboard.press('Enter');
	await button(page, 'access.use_key').waitFor();
}

/** axe opens a line to the browser that unplugs the key when it closes: not with a key in. */
async function lookAt(page, name, withAxe = true) {
	for (const [width, height] of [[320, 640], [1280, 800]]) {
		await page.setViewportSize({ width, height });
		check(`${name} ${width}`, [...(await look(page, 'en', { demo: false })), ...(withAxe ? await axe(page) : [])]);
	}
}

async function addPerson(page, userName) {
	await page.goto('/people');
	await settled(page);
	await button(page, 'directory.add_person').click();
	await page.locator('dialog').getByLabel(say('directory.user_name'), { exact: true }).fill(userName);
	await page.locator('dialog').getByLabel(say('directory.name'), { exact: true }).fill('Bermet Test');
	await page.locator('dialog button[type="submit"]').click();
}

async function withoutKey(page, secret) {
	await story('the own account, and ten spare codes that are shown once', async () => {
		await page.goto('/account');
		await settled(page);
		await lookAt(page, 'account');
		await button(page, 'account.add_key').click();
		await page.locator('dialog').getByLabel(say('account.key_name')).waitFor();
		await lookAt(page, 'account, add a key');
		await button(page, 'ui.cancel').click();
		await button(page, 'account.make_codes').click();
		await page.locator('dialog ol li').first().waitFor();
		await lookAt(page, 'account, spare codes');
		expect((await page.locator('dialog ol li').count()) === 10, 'not ten');
		await button(page, 'account.codes_kept').click();
		await page.locator('dialog').waitFor({ state: 'detached' });
	});
	await story('without a key a privileged act asks for a code', async () => {
		await ask(page, 'DELETE', '/api/session/step-up');
		await addPerson(page, 'aigerim');
		await page.getByLabel(say('access.code'), { exact: true }).waitFor();
		await lookAt(page, 'who is there');
		await page.getByLabel(say('access.code'), { exact: true }).fill(totp(secret, Date.now() + 30_000));
		await page.keyboard.press('Enter');
		await page.getByText(say('directory.code_lead')).waitFor();
	});
}

async function addKey(page, key) {
	await story('a security key is added on the account screen, by keyboard', async () => {
		await page.goto('/account');
		await settled(page);
		await button(page, 'account.add_key').focus();
		await page.keyboard.press('Enter');
		await page.locator('dialog').getByLabel(say('account.key_name')).fill('blue key');
		await page.keyboard.press('Enter');
		await page.locator('li strong', { hasText: 'blue key' }).waitFor();
		expect((await key.credentials()).length === 1, 'the key has nothing on it');
		expect((await ask(page, 'GET', '/api/session')).presence === 'key', 'the server wants a code still');
	});
}

async function presence(page, key) {
	await story('a privileged act asks for the key, goes on by itself, and loses nothing that was typed', async () => {
		await ask(page, 'DELETE', '/api/session/step-up');
		await addPerson(page, 'bermet');
		await button(page, 'account.use_key').waitFor();
		await lookAt(page, 'who is there, with a key', false);
		expect((await page.locator('dialog').first().getByLabel(say('directory.name'), { exact: true }).inputValue()) === 'Bermet Test', 'what was typed is gone');
		await button(page, 'account.use_key').click();
		await page.getByText(say('directory.code_lead')).waitFor();
		const { items } = await ask(page, 'GET', '/api/users');
		expect(items.filter((one) => one.user_name === 'bermet').length === 1, 'not added, or twice');
	});
	await story('who thinks better of it stays where they were, and nothing happened', async () => {
		await ask(page, 'DELETE', '/api/session/step-up');
		await addPerson(page, 'cholpon');
		await button(page, 'account.use_key').waitFor();
		await page.keyboard.press('Escape');
		await page.getByText(say('problem.access.step_up_needed')).waitFor();
		const { items } = await ask(page, 'GET', '/api/users');
		expect(items.every((one) => one.user_name !== 'cholpon'), 'added all the same');
	});
	await story('without a finger the key is not enough', async () => {
		await key.finger(false);
		await page.locator('dialog button[type="submit"]').first().click();
		await button(page, 'account.use_key').click();
		await page.getByText(say('problem.account.key_not_shown')).waitFor();
		await key.finger(true);
		await page.keyboard.press('Escape');
	});
}

async function signingIn(page, key) {
	await story('the key takes the place of the digits when signing in', async () => {
		await ask(page, 'DELETE', '/api/session');
		await withPassword(page);
		await lookAt(page, 'sign-in with a key', false);
		await button(page, 'access.use_key').click();
		await page.waitForURL((url) => url.pathname !== '/sign-in');
		await settled(page);
		expect((await key.credentials())[0].signCount > 0, 'the key signed nothing');
	});
	await story('F8 locks at once: nothing is left on the screen, in this tab or in another, nor comes back', async () => {
		const other = await page.context().newPage();
		await other.goto('/people');
		await other.getByText('Aliya Test').first().waitFor();
		await page.goto('/people');
		await page.getByText('Aliya Test').first().waitFor();
		await page.keyboard.press('F8');
		await page.waitForURL(/sign-in/);
		await other.waitForURL(/sign-in/);
		await page.goBack();
		for (const one of [page, other]) {
			await one.locator('input[autocomplete="username"]').waitFor();
			await settled(one);
			expect(!(await one.content()).includes('Aliya Test'), 'a name is left');
		}
		await other.close();
	});
	await story('locked without a line, the page does not open by itself when the line is back', async () => {
		await withPassword(page);
		await button(page, 'access.use_key').click();
		await page.waitForURL((url) => url.pathname !== '/sign-in');
		await settled(page);
		await page.route('**/api/session', (route) => (route.request().method() === 'DELETE' ? route.abort() : route.continue()));
		await page.keyboard.press('F8');
		await page.waitForURL(/sign-in/);
		await page.unroute('**/api/session');
		await page.goto('/people');
		await page.waitForURL(/sign-in/);
		await page.getByLabel(say('access.user_name')).waitFor();
	});
}

async function otherSite(page, origin) {
	await story('a page of another name of the same machine gets nothing of the key', async () => {
		await page.goto(origin.replace('localhost', '127.0.0.1') + '/sign-in');
		await page.getByLabel(say('access.user_name')).fill('aliya');
		await page.getByLabel(say('access.password'), { exact: true }).fill(password);
		await page.keyboard.press('Enter');
		await page.getByLabel(say('access.code'), { exact: true }).waitFor();
		expect((await button(page, 'access.use_key').count()) === 0, 'the key is offered at an address');
		const answer = await page.evaluate(async () => {
			const response = await fetch('/api/session/challenge', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"use":"sign_in"}' });
			return (await response.json()).code;
		});
		expect(answer === 'access/keys_need_a_name', `the challenge says ${answer}`);
	});
	await story('what a key signs for another port is refused', async () => {
		await page.goto(`${origin}/sign-in`);
		await page.getByLabel(say('access.user_name')).fill('aliya');
		await page.getByLabel(say('access.password'), { exact: true }).fill(password);
		await page.keyboard.press('Enter');
		await button(page, 'access.use_key').waitFor();
		// A page in between hands the proof on, with another origin in what the browser says.
		await page.route('**/api/session/code', async (route) => {
			const body = route.request().postDataJSON();
			const said = Buffer.from(body.key.client_data, 'base64url').toString();
			body.key.client_data = Buffer.from(said.replace(/localhost:\d+/, 'localhost:1')).toString('base64url');
			await route.continue({ postData: JSON.stringify(body) });
		});
		await button(page, 'access.use_key').click();
		await page.getByText(say('problem.access.key_wrong')).waitFor();
		await page.unroute('**/api/session/code');
	});
}

export async function checkKeys(browser, program) {
	const folder = newFolder();
	const printed = command(program, folder, 'user', 'add', 'aliya', '--name', 'Aliya Test', '--role', 'administrator', '--organisation', 'House of Test', '--organisation-type', 'NGO', '--country', 'KG');
	const address = await serve(program, folder);
	const origin = address.replace('127.0.0.1', 'localhost');
	const expected = [/status of 40[139] /, /ERR_FAILED/, /net::ERR/];
	const { page, context, complaints } = await openPage(browser, { origin, expected });
	await page.goto('/sign-in');
	await withoutKey(page, await activate(page, printed));
	const key = await plugIn(page);
	await addKey(page, key);
	await presence(page, key);
	await signingIn(page, key);
	await otherSite(page, origin);
	check('nothing to complain about with security keys', complaints);
	await context.close();
}
