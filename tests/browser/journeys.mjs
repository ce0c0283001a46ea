// What people do, from one end to the other.
import { ask, openPage, settled, signIn } from './lib/browser.mjs';
import { byKeyboard } from './lib/keyboard.mjs';
import { check, expect, story } from './lib/report.mjs';
import { text } from './lib/words.mjs';

const say = (key) => text('en', key);
const button = (page, key) => page.getByRole('button', { name: say(key), exact: true }).locator('visible=true').first();

async function onePressSignIn(browser, origin) {
	const { page, context, complaints } = await openPage(browser, { origin });
	await story('one press signs a newcomer in', async () => {
		await page.goto('/sign-in');
		await page.getByRole('button', { name: /Ayana Bekova/ }).click();
		await page.waitForURL('/');
		await page.getByRole('heading', { level: 1, name: say('nav.today') }).waitFor();
	});
	await story('the language changes without a reload', async () => {
		await page.evaluate(() => (window.stillHere = true));
		await page.getByRole('button', { name: say('ui.menu') }).locator('visible=true').click();
		await page.getByRole('button', { name: 'Қазақша' }).click();
		await page.getByRole('heading', { level: 1, name: text('kk', 'nav.today') }).waitFor();
		expect(await page.evaluate(() => window.stillHere === true), 'the page was loaded again');
		expect((await page.evaluate(() => document.documentElement.lang)) === 'kk', 'html lang did not follow');
	});
	check('no complaint of the browser, first minutes', complaints);
	await context.close();
}

/** No pointer from here on: sign in, find, consent, new case, identity, note, colleague. */
async function keyboardOnly(browser, origin) {
	const { page, context, complaints } = await openPage(browser, { origin });
	const keys = byKeyboard(page);
	await story('keyboard only: sign in', async () => {
		await page.goto('/sign-in');
		await settled(page);
		await keys.to(say('access.user_name'));
		await page.keyboard.type('ayana');
		await keys.to(say('access.password'));
		await page.keyboard.type('lantern by the river');
		await page.keyboard.press('Enter');
		await page.waitForURL('/');
		await settled(page);
	});
	await story('keyboard only: find, consent, new case', async () => {
		await keys.press(say('nav.find'));
		await page.waitForURL('/cases/find');
		await keys.to(say('find.name'));
		await page.keyboard.type('Zeynepgul Tastanbekkyzy');
		await keys.press(say('find.search'));
		await page.locator('.none button').waitFor();
		await keys.press(await page.locator('.none button').innerText());
		await keys.to(say('find.says_aloud'), { group: say('find.what_said') });
		await page.keyboard.press('Space');
		await keys.press(say('find.record_consent'));
		await page.locator('form.case').waitFor();
		await keys.press(say('find.open_new'));
		await page.waitForURL(/\/cases\/(?!find)[\w-]+$/);
		await settled(page);
	});
	await story('keyboard only: show the identity', async () => {
		expect(!(await page.locator('main').innerText()).includes('Zeynepgul'), 'the name shows before it is asked for');
		await keys.press(say('cases.show_identity'));
		await page.getByText('Zeynepgul', { exact: false }).first().waitFor();
	});
	await story('keyboard only: write a note', async () => {
		await keys.press(say('cases.add_note'));
		await page.locator('dialog form').waitFor();
		await keys.to(say('cases.note_text'));
		await page.keyboard.type('Written without a mouse.');
		await keys.press(say('cases.save_note'));
		await page.locator('dialog').waitFor({ state: 'detached' });
		await page.getByText('Written without a mouse.').waitFor();
	});
	await story('keyboard only: hand over to a colleague', async () => {
		await keys.press(say('cases.hand_over'));
		await page.locator('dialog input[type="radio"]').first().waitFor();
		await keys.to('Daniyar Orozov', { group: say('cases.hand_to') });
		await page.keyboard.press('Space');
		await keys.press(say('cases.hand_over_now'));
		await page.locator('dialog').waitFor({ state: 'detached' });
		await page.getByText('Daniyar Orozov, Shelter team').waitFor();
	});
	check('the focus is seen at every stop', keys.unseen());
	check('no complaint of the browser, keyboard only', complaints);
	const id = page.url().split('/').at(-1);
	await context.close();
	return id;
}

async function editRisk(page, id, level) {
	const section = page.locator('section[aria-labelledby="next"]');
	if (!page.url().endsWith(id)) {
		await page.goto(`/cases/${id}`);
		await settled(page);
	}
	await section.locator('.section-head').first().locator('button.word-action').last().click();
	await section.getByLabel(say('cases.field.risk_level')).selectOption(level);
	return section;
}

async function twoSaveTheSame(browser, origin, id) {
	const stale = [/status of 412 /];
	const first = await openPage(browser, { origin });
	const second = await openPage(browser, { origin, expected: stale });
	await story('two save the same answer: the second sees both and chooses', async () => {
		await signIn(first.page, 'ayana');
		await signIn(second.page, 'daniyar');
		const slow = await editRisk(second.page, id, 'low');
		const quick = await editRisk(first.page, id, 'high');
		await quick.getByRole('button', { name: say('ui.save'), exact: true }).click();
		await quick.locator('form').waitFor({ state: 'detached' });
		await slow.getByRole('button', { name: say('ui.save'), exact: true }).click();
		const conflict = second.page.getByRole('group', { name: say('cases.conflict_title') });
		await conflict.waitFor();
		for (const level of ['high', 'low']) {
			expect((await conflict.innerText()).includes(say(`codes.risk_level.${level}`)), `the version "${level}" is not shown`);
		}
		const before = await ask(first.page, 'GET', `/api/cases/${id}`);
		expect(before.risk_level === 'high', `the second save was not refused: ${before.risk_level}`);
		await conflict.getByLabel(say('cases.conflict_mine')).check();
		await conflict.getByRole('button', { name: say('cases.conflict_save') }).click();
		await conflict.waitFor({ state: 'detached' });
		const after = await ask(first.page, 'GET', `/api/cases/${id}`);
		expect(after.risk_level === 'low', `what was chosen was not saved: ${after.risk_level}`);
	});
	check('no complaint of the browser, two people', [...first.complaints, ...second.complaints]);
	await first.context.close();
	await second.context.close();
}

async function namesInTheList(browser, origin) {
	const { page, context, complaints } = await openPage(browser, { origin });
	await story('names of the list are masked, then shown, with one row of the record', async () => {
		await signIn(page, 'ayana');
		await page.goto('/cases');
		await settled(page);
		const { items } = await ask(page, 'GET', '/api/cases?sort=opened&limit=50');
		const seen = async (row) => {
			const history = await ask(page, 'GET', `/api/cases/${row.id}/history`);
			return history.items.filter((one) => one.detail === 'names:list').map((one) => one.seq);
		};
		expect(items.every((row) => !row.name), 'names come without being asked for');
		expect((await seen(items[0])).length === 0, 'the record says that names were shown before they were');
		await button(page, 'cases.show_names').click();
		await button(page, 'cases.hide_names').waitFor();
		const cell = await page.locator('table tbody tr').first().locator('td').first().innerText();
		expect(/\p{L}{2,} \p{L}{2,}/u.test(cell), `no name in the first row: "${cell}"`);
		const [first, last] = [await seen(items[0]), await seen(items.at(-1))];
		expect(first.length === 1, `${first.length} rows in the record of the first case`);
		expect(first[0] === last[0], 'not one row for all cases of the page');
		await button(page, 'cases.hide_names').click();
		expect(!(await page.locator('table').innerText()).includes(cell), 'the name stays after hiding');
	});
	check('no complaint of the browser, names', complaints);
	await context.close();
}

async function thrownOut(browser, origin) {
	const person = await openPage(browser, { origin, expected: [/status of 401 /] });
	const admin = await openPage(browser, { origin });
	await story('who is deactivated is out at the next click', async () => {
		await signIn(person.page, 'gulzat');
		await signIn(admin.page, 'jyldyz');
		const { items } = await ask(admin.page, 'GET', '/api/users');
		const gulzat = items.find((one) => one.user_name === 'gulzat');
		await ask(admin.page, 'POST', `/api/users/${gulzat.id}/deactivate`, undefined, { 'If-Match': `"${gulzat.version}"` });
		await person.page.locator('header nav a[href="/cases"]').click();
		await person.page.waitForURL(/\/sign-in$/);
		await person.page.locator('input[autocomplete="username"]').waitFor();
	});
	check('no complaint of the browser, deactivation', [...person.complaints, ...admin.complaints]);
	await person.context.close();
	await admin.context.close();
}

/** The ten fields that HTCDS has of an organisation, by the keys of their words; two are chosen from a list. */
const organisationFields = {
	'directory.organisation_name': 'Office of Story (fictional)',
	'cases.field.address_street': 'Abay Street 7',
	'cases.field.address_postal_code': '724000',
	'cases.field.address_city': 'Naryn',
	'cases.field.address_state': 'Naryn Region',
	'cases.field.address_latitude': '41,4287',
	'cases.field.address_longitude': '75.9911',
	'directory.phone': '+996 3522 00000',
};

async function organisations(browser, origin) {
	const { page, context, complaints } = await openPage(browser, { origin, expected: [/status of (412|422) /] });
	const dialog = page.locator('dialog');
	const form = (key) => dialog.getByLabel(say(key), { exact: true });
	const save = (key) => dialog.getByRole('button', { name: say(key), exact: true }).click();
	const made = async () => (await ask(page, 'GET', '/api/organisations?limit=200')).items.find((one) => one.name.startsWith('Office of Story'));
	const open = async () => {
		await page.getByRole('button', { name: say('directory.change_of').replace('{name}', organisationFields['directory.organisation_name']) }).click();
		await form('cases.field.address_street').waitFor();
	};
	await story('an organisation is added with all ten fields of HTCDS', async () => {
		await signIn(page, 'jyldyz');
		await page.goto('/people/organisations');
		await settled(page);
		await button(page, 'directory.add_organisation').click();
		await dialog.getByText(say('directory.address_warning')).waitFor();
		for (const [key, value] of Object.entries(organisationFields)) await form(key).fill(value);
		await form('directory.kind').selectOption('LegalService');
		await form('cases.field.address_country').selectOption('KG');
		await save('directory.add_organisation');
		await dialog.waitFor({ state: 'detached' });
		const { latitude, longitude, street, state, postal_code, type } = await made();
		expect(latitude === 41.4287 && longitude === 75.9911, `kept as ${latitude}, ${longitude}`);
		expect([street, state, postal_code, type].join() === 'Abay Street 7,Naryn Region,724000,LegalService', 'a field was not kept');
		await page.getByText('Abay Street 7, 724000, Naryn, Naryn Region').waitFor();
	});
	await story('what is no number is told at its field, and nothing is sent', async () => {
		await open();
		await form('cases.field.address_latitude').fill('41.4287, 75.9911');
		await save('ui.save');
		await dialog.getByText(say('directory.no_degrees').replace('{example}', '42.8746')).waitFor();
		await form('cases.field.address_latitude').fill('95');
		await save('ui.save');
		await dialog.getByText(say('problem.json.out_of_range')).waitFor();
		expect((await made()).version === 1, 'something was stored');
		await form('cases.field.address_latitude').fill('');
		await form('cases.field.address_longitude').fill('');
		await save('ui.save');
		await dialog.waitFor({ state: 'detached' });
		const { latitude, longitude, street } = await made();
		expect(latitude === null && longitude === null && street === 'Abay Street 7', 'emptying the place did not empty it alone');
	});
	await story('an address changed meanwhile: both are shown, and what is chosen is kept', async () => {
		await open();
		await form('cases.field.address_street').fill('Abay Street 8');
		await form('directory.phone').fill('call us');
		const { id, version } = await made();
		await ask(page, 'PATCH', `/api/organisations/${id}`, { city: 'Talas', email: 'office@story.example' }, { 'If-Match': `"${version}"` });
		await save('ui.save');
		const conflict = dialog.getByRole('group', { name: say('cases.conflict_title') });
		await conflict.waitFor();
		const words = await conflict.innerText();
		for (const text of ['Abay Street 7', 'Abay Street 8', 'Naryn', 'Talas']) expect(words.includes(text), `"${text}" is not shown`);
		expect(!words.includes('office@story.example'), 'what only the other one wrote is asked about');
		const choose = async (key, whose) => {
			const one = conflict.getByRole('group', { name: say(key), exact: true });
			await one.getByLabel(say(`cases.conflict_${whose}`)).check();
		};
		await choose('cases.field.address_street', 'mine');
		await choose('cases.field.address_city', 'theirs');
		await conflict.getByRole('button', { name: say('cases.conflict_save') }).click();
		// What was chosen is in the form again, to mend what is wrong in it.
		await dialog.getByText(say('problem.directory.phone_invalid')).waitFor();
		expect((await form('cases.field.address_street').inputValue()) === 'Abay Street 8' && (await form('cases.field.address_city').inputValue()) === 'Talas', 'what was chosen is not in the form');
		await form('directory.phone').fill(organisationFields['directory.phone']);
		await save('ui.save');
		await dialog.waitFor({ state: 'detached' });
		const after = await made();
		expect([after.street, after.city, after.email].join() === 'Abay Street 8,Talas,office@story.example', `kept: ${after.street}, ${after.city}, ${after.email}`);
	});
	await story('two who change different things of an organisation have nothing to choose', async () => {
		await open();
		await form('directory.phone').fill('+996 3522 11111');
		const { id, version } = await made();
		await ask(page, 'PATCH', `/api/organisations/${id}`, { website: 'https://story.example' }, { 'If-Match': `"${version}"` });
		await save('ui.save');
		await dialog.waitFor({ state: 'detached' });
		const after = await made();
		expect(after.phone === '+996 3522 11111' && after.website === 'https://story.example', 'one of both was lost');
	});
	await story('who does not manage people reads the address and cannot change it', async () => {
		await context.clearCookies();
		await signIn(page, 'ayana');
		await page.goto('/people/organisations');
		await settled(page);
		await page.getByText('Abay Street 8, 724000, Talas, Naryn Region').waitFor();
		expect((await page.locator('main li button').count()) === 0, 'there is a button to change');
	});
	check('no complaint of the browser, organisations', complaints);
	await context.close();
}

export async function checkJourneys(browser, origin) {
	await onePressSignIn(browser, origin);
	const id = await keyboardOnly(browser, origin);
	await twoSaveTheSame(browser, origin, id);
	await namesInTheList(browser, origin);
	await organisations(browser, origin);
	await thrownOut(browser, origin);
}
