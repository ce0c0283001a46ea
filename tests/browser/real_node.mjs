// A node that is no demonstration: an account made on the command line, its activation, its second factor.
import { openPage, settled } from './lib/browser.mjs';
import { axe, look } from './lib/page_checks.mjs';
import { check, expect, story } from './lib/report.mjs';
import { command, newFolder, serve } from './lib/server.mjs';
import { totp } from './lib/totp.mjs';
import { text } from './lib/words.mjs';

const password = 'seven quiet rivers north';

/** The code as `panoh user add` prints it: the longest run of letters and digits in groups. */
function activationCode(printed) {
	const found = printed.match(/\b[A-Z0-9]{3,}(?:-[A-Z0-9]{3,})+\b/g);
	if (!found) throw new Error(`no activation code in: ${printed}`);
	return found.at(-1);
}

export async function checkRealNode(browser, program) {
	const folder = newFolder();
	let page, context, complaints;
	await story('an account of a real node is activated, with a code app', async () => {
		const printed = command(program, folder, 'user', 'add', 'aliya', '--name', 'Aliya Test', '--role', 'administrator', '--organisation', 'House of Test', '--organisation-type', 'NGO', '--country', 'KG');
		const origin = await serve(program, folder);
		({ page, context, complaints } = await openPage(browser, { origin }));
		await page.goto('/sign-in');
		await settled(page);
		expect((await page.locator('.accounts').count()) === 0, 'a real node offers demo accounts');
		await page.getByRole('link', { name: text('en', 'access.have_activation_code') }).click();
		// Both pages have a field of this name: not before the second one stands there.
		await page.getByRole('heading', { level: 1, name: text('en', 'access.activate_title') }).waitFor();
		await page.getByLabel(text('en', 'access.user_name')).fill('aliya');
		await page.getByLabel(text('en', 'access.activation_code')).fill(activationCode(printed));
		await page.getByLabel(text('en', 'access.new_password')).fill(password);
		await page.keyboard.press('Enter');
		await page.getByRole('heading', { name: text('en', 'access.enrol_title') }).waitFor();
		const faults = await look(page, 'en', { demo: false });
		check('enrolment page', [...faults, ...(await axe(page))]);
		const secret = await page.locator('.secret').first().innerText();
		await page.getByLabel(text('en', 'access.recovery_written')).check();
		await page.getByLabel(text('en', 'access.code'), { exact: true }).fill(totp(secret));
		await page.keyboard.press('Enter');
		await page.waitForURL((url) => !/activate|sign-in/.test(url.pathname));
		await settled(page);
		expect((await page.locator('h1').innerText()).length > 0, 'no page after activation');
		expect(!(await page.locator('body').innerText()).includes(text('en', 'ui.fictional_data')), 'a real node says that its data is fictional');
	});
	if (complaints) check('nothing to complain about on a real node', complaints);
	await context?.close();
}
