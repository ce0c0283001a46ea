// Every field of HTCDS can be edited in the browser: for each line of data/htcds/fields.csv its input stands in some form.
import { readFileSync } from 'node:fs';
import { openPage, settled, signIn } from './lib/browser.mjs';
import { check, expect, story } from './lib/report.mjs';
import { text } from './lib/words.mjs';

const say = (key) => text('en', key);

/** The fields, from the same table that import and export read. */
function fields() {
	const lines = readFileSync(new URL('../../data/htcds/fields.csv', import.meta.url), 'utf8').trim().split('\n').slice(1);
	return lines.map((line) => {
		const [name, , , , , place, member] = line.split(',');
		return { name, place, member };
	});
}

/** The label of a member's input, and the form where it stands. */
function inputOf({ place, member }) {
	if (place === 'directory') {
		const part = member.replace('organisation.', '');
		const own = { name: 'directory.organisation_name', phone: 'directory.phone', type: 'directory.kind' };
		return { form: 'organisation', keys: [own[part] ?? `cases.field.address_${part}`] };
	}
	const special = { state: 'cases.stage_next', assigned_to: 'cases.hand_to', 'consent.given': 'find.what_said', 'notes.text': 'cases.note_text' };
	if (special[member]) return { form: member, keys: [special[member]] };
	const lists = { 'identity.names.': '', 'identity.': '', 'whereabouts.address.': 'address_', 'story.events.': 'event_', 'story.perpetrators.': 'perpetrator_', 'story.plans.': 'plan_', 'story.referred_in.': 'referred_in_', 'story.referred_out.': 'referred_out_', 'story.': '' };
	const start = Object.keys(lists).find((one) => member.startsWith(one));
	const form = start ? start.split('.')[0] : 'coded';
	return { form, keys: [`cases.field.${start ? lists[start] + member.slice(start.length) : member}`] };
}

/** Every label and legend of what is open now. */
const labels = (scope) =>
	scope.locator('label, legend').evaluateAll((all) => all.map((one) => one.innerText.trim()).filter(Boolean));

async function labelsOfForms(page) {
	const found = {};
	const open = async (form, press, more = async () => {}) => {
		await press();
		const dialog = page.locator('dialog').last();
		await dialog.waitFor();
		await page.waitForTimeout(300);
		await more(dialog);
		found[form] = await labels(dialog);
		await dialog.getByRole('button', { name: say('ui.cancel'), exact: true }).click();
		const drop = page.getByRole('button', { name: say('ui.typed_drop') });
		if (await drop.count()) await drop.click();
		await page.locator('dialog').waitFor({ state: 'detached' });
	};
	const button = (scope, key) => scope.getByRole('button', { name: say(key), exact: true });
	found.coded = [];
	for (const id of ['happened', 'person', 'referral', 'next']) {
		const section = page.locator(`section[aria-labelledby="${id}"]`);
		await section.locator('.section-head').first().locator('button.word-action').last().click();
		await section.locator('form').waitFor();
		// Some questions are asked only where they can have an answer.
		if (id === 'happened')
			for (const form of ['ForcedLabour', 'SexualExploitation']) await section.getByLabel(say(`codes.exploitation.${form}`), { exact: true }).check();
		found.coded.push(...(await labels(section.locator('form'))));
		await section.locator('form').getByRole('button', { name: say('ui.cancel'), exact: true }).click();
	}
	const identity = page.locator('section[aria-labelledby="identity"]');
	await button(identity, 'cases.show_identity').click();
	await button(identity, 'cases.hide_identity').waitFor();
	await open('identity', () => identity.locator('.section-head button.word-action').last().click());
	await open('whereabouts', () => page.locator('.contact button.word-action').click());
	const told = page.locator('section[aria-labelledby="story"]');
	await button(told, 'cases.show_story').click();
	await button(told, 'cases.hide_story').waitFor();
	await open('story', () => told.locator('.section-head button.word-action').last().click(), async (dialog) => {
		for (const add of ['cases.add_event', 'cases.add_perpetrator', 'cases.add_plan']) await dialog.getByRole('button', { name: say(add) }).click();
	});
	await open('consent.given', () => page.locator('aside button.word-action').first().click());
	await open('notes.text', () => button(page, 'cases.add_note').click());
	await open('state', () => button(page, 'cases.change_stage').click());
	await open('assigned_to', () => button(page, 'cases.hand_over').click());
	return found;
}

export async function checkRecord(browser, origin) {
	const { page, context, complaints } = await openPage(browser, { origin });
	let found;
	await story('every form of a case opens', async () => {
		await signIn(page, 'ayana');
		await page.goto('/cases?assigned_to=me&state=active');
		await page.locator('main tbody a[href^="/cases/"]').first().click();
		await page.locator('#story').waitFor();
		await settled(page);
		found = await labelsOfForms(page);
	});
	await context.close();
	const admin = await openPage(browser, { origin });
	await story('the form of an organisation opens', async () => {
		await signIn(admin.page, 'jyldyz');
		await admin.page.goto('/people/organisations');
		await settled(admin.page);
		await admin.page.locator('main li button').first().click();
		await admin.page.locator('dialog form').waitFor();
		found.organisation = await labels(admin.page.locator('dialog'));
	});
	await admin.context.close();
	const all = fields();
	await story(`each of the ${all.length} fields of HTCDS has its input`, async () => {
		expect(all.length === 84, `${all.length} fields`);
		const missing = all.filter((field) => {
			const { form, keys } = inputOf(field);
			const words = keys.map(say);
			return !(found[form] ?? []).some((label) => words.some((word) => label === word || label.startsWith(`${word}:`)));
		});
		expect(missing.length === 0, `without an input: ${missing.map(({ name, member }) => `${name} (${member})`).join(', ')}\n${JSON.stringify(found)}`);
	});
	check('no complaint of the browser, the forms of a record', [...complaints, ...admin.complaints]);
}
