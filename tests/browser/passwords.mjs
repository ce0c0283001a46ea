// Fields for passwords: they hide what is typed, show it when asked to, take what is pasted, and say to a password manager what they are.
import { openPage, password, settled, signIn } from './lib/browser.mjs';
import { axe, look } from './lib/page_checks.mjs';
import { check, expect, story } from './lib/report.mjs';
import { text } from './lib/words.mjs';

const say = (key) => text('en', key);
const secret = 'pasted: Ў “quiet” river  9';

/** As a person does it, or a password manager that has the clipboard: copied elsewhere, pasted with the keyboard. */
async function paste(page, field, words) {
	await page.evaluate((words) => {
		const elsewhere = document.createElement('textarea');
		elsewhere.value = words;
		elsewhere.className = 'elsewhere';
		(document.querySelector('dialog[open]') ?? document.body).append(elsewhere);
		elsewhere.select();
	}, words);
	await page.keyboard.press('Control+C');
	await page.evaluate(() => document.querySelector('.elsewhere').remove());
	await field.focus();
	await page.keyboard.press('Control+V');
}

/** Every password field of the page, in its order: `wanted` is what each says of itself. Shown and hidden again, pasted into. */
async function fields(page, wanted) {
	await page.locator('input[type="password"]').first().waitFor();
	const said = await page.locator('input[type="password"]').evaluateAll((all) => all.map((one) => one.autocomplete));
	expect(said.join() === wanted.join(), `password fields say ${said.join()}`);
	const unhidden = await page.locator('input[autocomplete$="-password"]:not([type="password"])').count();
	expect(unhidden === 0, `${unhidden} password fields show what is typed`);
	for (const [at, kind] of wanted.entries()) {
		const field = page.locator(`.password input[autocomplete="${kind}"]`);
		const wrapped = page.locator('.password').nth(at);
		await paste(page, field, secret);
		expect((await field.inputValue()) === secret, `pasting into ${kind} gave ${JSON.stringify(await field.inputValue())}`);
		await wrapped.getByRole('button', { name: say('access.show_password'), exact: true }).click();
		expect((await field.getAttribute('type')) === 'text', `${kind} does not show what was typed`);
		expect((await field.inputValue()) === secret, `showing changed what was typed into ${kind}`);
		await wrapped.getByRole('button', { name: say('access.hide_password'), exact: true }).click();
		expect((await field.getAttribute('type')) === 'password', `${kind} does not hide again`);
		expect((await field.getAttribute('maxlength')) === null, `${kind} cuts what is pasted`);
		await field.fill('');
	}
}

const userName = async (page) => expect((await page.locator('input[autocomplete="username"]').count()) === 1, 'no field says that it takes the user name');

export async function checkPasswords(browser, origin) {
	const { page, context, complaints } = await openPage(browser, { origin, expected: [/status of 401 /] });
	for (const [address, kind] of [['/sign-in', 'current-password'], ['/activate', 'new-password'], ['/recover', 'new-password']]) {
		await story(`password fields of ${address} hide, show, take what is pasted and say what they are`, async () => {
			await page.goto(address);
			await settled(page);
			await fields(page, [kind]);
			await userName(page);
			await page.locator('.password input').fill(secret);
			for (const [width, height] of [[320, 640], [1280, 800]]) {
				await page.setViewportSize({ width, height });
				check(`${address} with a password, ${width}`, [...(await look(page, 'en')), ...(await axe(page))]);
			}
		});
	}
	await story('a pasted password signs in', async () => {
		await page.goto('/sign-in');
		await settled(page);
		await paste(page, page.locator('input[autocomplete="username"]'), 'gulzat');
		await paste(page, page.locator('input[autocomplete="current-password"]'), password);
		await page.keyboard.press('Enter');
		await page.waitForURL((url) => url.pathname !== '/sign-in');
	});
	check('no complaint of the browser, passwords', complaints);
	await context.close();
	await within(browser, origin);
}

/** Of somebody who is signed in. */
async function within(browser, origin) {
	const { page, context, complaints } = await openPage(browser, { origin, expected: [/status of 401 /] });
	await signIn(page, 'gulzat');
	await story('the fields for changing it are no different', async () => {
		await page.goto('/');
		await settled(page);
		await page.locator('header .wide-only button').first().click();
		await page.getByRole('button', { name: say('access.change_password'), exact: true }).click();
		await fields(page, ['current-password', 'new-password']);
	});
	check('no complaint of the browser, passwords within', complaints);
	await context.close();
}
