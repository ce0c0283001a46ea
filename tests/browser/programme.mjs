// The programme: what is written into its form is kept, faults stand at their place, nothing is written over unseen.
import { readFileSync } from 'node:fs';
import { ask, openPage, settled, signIn } from './lib/browser.mjs';
import { byKeyboard } from './lib/keyboard.mjs';
import { check, expect, story } from './lib/report.mjs';
import { countryName, text } from './lib/words.mjs';

const say = (key) => text('en', key);
const label = (name, needed = false) => say(`outreach.field.${name}`) + (needed ? ` ${say('outreach.needed')}` : '');

/** The item of the page's address, as the server keeps it. */
async function kept(page) {
	await page.waitForURL(/\/programme\/[\w-]+\/[0-9a-f-]{36}$/);
	await settled(page);
	return ask(page, 'GET', new URL(page.url()).pathname.replace('/programme/', '/api/'));
}
async function fillDay(group, [day, month, year]) {
	for (const [part, value] of Object.entries({ day, month, year })) await group.getByLabel(say(`time.${part}`), { exact: true }).fill(String(value));
}

async function addsProject(page, { button, field, box }) {
	await story('a project: faults at their place, the first has the focus, a failed line loses nothing', async () => {
		await page.goto('/programme');
		await page.getByRole('button', { name: say('outreach.add_what') }).click();
		await page.locator('.panel a', { hasText: say('outreach.kind.project') }).first().click();
		await button('outreach.add_entry.grants').click();
		await button('ui.save').click();
		await page.getByText(say('outreach.faults_marked')).waitFor();
		expect((await page.locator('form .error').count()) === 2, 'a missing title and a missing donor are two faults');
		const focused = () => page.evaluate(() => document.activeElement?.labels?.[0]?.innerText);
		expect((await focused()) === label('title', true), `the focus is on ${await focused()}`);
		await field('title', true).fill('Lanterns (fictional)');
		await field('donor', true).fill('Invented Fund');
		await field('amount').fill('1,250.5');
		await fillDay(page.getByRole('group', { name: label('starts_on') }).first(), [2, 3, 2026]);
		await fillDay(page.getByRole('group', { name: label('ends_on') }).first(), [1, 3, 2026]);
		await page.context().setOffline(true);
		await button('ui.save').click();
		await page.getByText(say('problem.app.offline')).waitFor();
		await page.context().setOffline(false);
		await button('ui.save').click();
		await page.getByText(say('problem.outreach.ends_before_it_starts')).waitFor();
		expect((await field('title', true).inputValue()) === 'Lanterns (fictional)', 'the title is lost');
		await fillDay(page.getByRole('group', { name: label('ends_on') }).first(), [31, 12, 2026]);
		await box('codes.programme_aim.prevention').check();
		// Its button is not pressed: leaving the list is enough.
		await page.getByLabel(label('countries')).first().focus();
		await page.getByLabel(label('countries')).first().selectOption('KG');
		await button('ui.save').click();
		const { value } = await kept(page);
		expect(value.grants[0].amount === 1250.5 && value.grants[0].donor === 'Invented Fund', `grant: ${JSON.stringify(value.grants)}`);
		expect(value.countries[0] === 'KG', 'a country that was chosen and not added by its button is lost');
		expect(value.starts_on === '2026-03-02' && value.ends_on === '2026-12-31' && value.aims[0] === 'prevention', JSON.stringify(value));
	});
}

async function addsCampaign(page, { field }) {
	await story('a campaign of that project: its posts are added, moved and removed by keyboard', async () => {
		const keyboard = byKeyboard(page);
		await page.getByRole('link', { name: `${say('outreach.add')}: ${say('outreach.kind.campaign')}` }).click();
		await field('title', true).fill('Three evenings (fictional)');
		for (const name of ['First', 'Second', 'Third']) {
			await keyboard.press(say('outreach.add_entry.posts'));
			await page.waitForFunction(() => document.activeElement?.tagName === 'INPUT');
			await page.keyboard.type(name);
			await page.keyboard.press('Tab');
			await page.keyboard.press('ArrowDown');
		}
		const entry = (key, number) => say(`outreach.${key}`).replace('{what}', say('outreach.one.posts')).replace('{number}', number);
		const reached = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
		await page.getByRole('button', { name: entry('move_up', 3), exact: true }).focus();
		await page.keyboard.press('Enter');
		await page.waitForFunction((wanted) => document.activeElement?.getAttribute('aria-label') === wanted, entry('move_up', 2));
		await page.keyboard.press('Enter');
		await page.waitForFunction((wanted) => document.activeElement?.getAttribute('aria-label') === wanted, entry('move_down', 1));
		await keyboard.press(entry('remove_entry', 2));
		expect((await reached()) === entry('remove_entry', 2), `after removing the focus is on ${await reached()}`);
		await keyboard.press(say('ui.save'));
		const { value, names } = await kept(page);
		expect(value.posts.map((post) => post.title).join() === 'Third,Second', `posts: ${JSON.stringify(value.posts)}`);
		expect(value.posts.every((post) => /^[a-z0-9]{10}$/.test(post.key)), 'a post has no key of its own');
		expect(names[0].title === 'Lanterns (fictional)', 'the project is not filled in');
		expect(keyboard.unseen().length === 0, keyboard.unseen().join(', '));
	});
}

async function addsEvent(page, { button, field }) {
	await story('an event of that campaign: who came by sort with the sum beside, a proposal, a body', async () => {
		await page.getByRole('link', { name: `${say('outreach.add')}: ${say('outreach.kind.event')}` }).click();
		await field('title', true).fill('Evening talk (fictional)');
		await field('kind', true).first().selectOption('forum');
		await field('people').fill('10');
		for (const count of ['7', '5']) {
			await button('outreach.add_entry.cells').click();
			const row = page.locator('.cells [role="group"]').last();
			await row.getByLabel(label('gender')).selectOption(count === '7' ? 'Feminine' : 'Masculine');
			await row.getByLabel(label('count'), { exact: true }).fill(count);
		}
		await page.locator('.sum.over', { hasText: '12' }).waitFor();
		await button('outreach.add_entry.proposals').click();
		await field('proposal', true).fill('Lamps at the bus stop');
		await page.locator('li', { has: field('proposal', true) }).getByLabel(label('kind', true)).selectOption('proposal');
		await button('outreach.add_entry.parties').click();
		await field('party', true).fill('Ak-Kuu Shelter (fictional)');
		await page.getByText(say('outreach.in_directory')).waitFor();
		await field('role', true).selectOption('host');
		await button('ui.save').click();
		await page.locator('.cells .error', { hasText: say('problem.outreach.more_than_all') }).waitFor();
		await field('people').fill('14');
		await button('ui.save').click();
		const { value } = await kept(page);
		expect(value.participation.people === 14 && value.participation.cells.length === 2, JSON.stringify(value.participation));
		expect(value.proposals[0].state === 'collected' && value.parties[0].organisation, JSON.stringify(value));
		const table = await page.locator('table').innerText();
		for (const words of [say('codes.gender.Feminine'), say('outreach.sort_not_known'), '14']) expect(table.includes(words), `the table has no "${words}": ${table}`);
	});
}

async function keepsPlan(page, { button, field }) {
	await story('a plan that two change at once: both versions are shown, and what only one changed stays', async () => {
		const body = { title: 'Plan (fictional)', kind: 'action_plan', state: 'planned', items: [{ key: 'a', text: 'Lamps', state: 'planned', milestones: [{ text: 'Bought' }] }] };
		const made = await ask(page, 'POST', '/api/commitments', body);
		await page.goto(`/programme/commitments/${made.id}/change`);
		await field('title', true).fill('Mine (fictional)');
		await field('milestone', true).fill('Bought and lit');
		await ask(page, 'PUT', `/api/commitments/${made.id}`, { ...body, title: 'Theirs (fictional)', summary: 'Kept' }, { 'If-Match': '"1"' });
		await button('ui.save').click();
		await page.getByText(say('cases.conflict_title')).waitFor();
		const choices = page.locator('.conflict fieldset');
		expect((await choices.count()) === 1, `in question: ${await choices.locator('legend').allInnerTexts()}`);
		const shown = await choices.innerText();
		expect(shown.includes('Mine (fictional)') && shown.includes('Theirs (fictional)'), `shown: ${shown}`);
		await choices.locator('label').first().click();
		await button('cases.conflict_save').click();
		const { value } = await kept(page);
		expect(value.title === 'Mine (fictional)' && value.summary === 'Kept' && value.items[0].milestones[0].text === 'Bought and lit', JSON.stringify(value));
		await button('outreach.show_former').click();
		await page.locator('details').first().locator('summary').click();
		await page.getByText('Theirs (fictional)').waitFor();
	});
	await story('leaving a form that was begun asks; removed and brought back', async () => {
		await page.getByRole('link', { name: say('outreach.change'), exact: true }).locator('visible=true').first().click();
		await field('title', true).fill('Half');
		await page.getByRole('link', { name: say('nav.programme') }).locator('visible=true').first().click();
		await page.locator('dialog').getByText(say('ui.typed_text')).waitFor();
		await button('ui.typed_keep').click();
		expect((await field('title', true).inputValue()) === 'Half', 'what was typed is gone');
		await page.getByRole('link', { name: say('ui.cancel'), exact: true }).locator('visible=true').first().click();
		await button('ui.typed_drop').click();
		expect((await kept(page)).value.title === 'Mine (fictional)', 'what was thrown away is saved');
		await button('ui.remove').click();
		await button('outreach.bring_back').waitFor();
		const { items } = await ask(page, 'GET', '/api/commitments');
		expect(!items.some((one) => one.title === 'Mine (fictional)'), 'it is still in the list');
		await button('outreach.bring_back').click();
		await button('ui.remove').waitFor();
		expect(!(await kept(page)).removed, 'it is not back');
	});
}

async function withdraws(page, { button }) {
	await story('a testimony is taken back after a plain question, and its words are gone from the page', async () => {
		const { items } = await ask(page, 'GET', '/api/testimonies');
		const before = await ask(page, 'GET', `/api/testimonies/${items[0].id}`);
		await page.goto(`/programme/testimonies/${items[0].id}`);
		await page.getByText(before.value.text).waitFor();
		await button('outreach.withdraw').click();
		await page.locator('dialog').getByText(say('outreach.withdraw_text')).waitFor();
		await button('outreach.withdraw_do').click();
		await page.getByText(say('outreach.withdrawn')).waitFor();
		expect(!(await page.content()).includes(before.value.text), 'the words are still there');
		expect((await page.getByRole('link', { name: say('outreach.change'), exact: true }).count()) === 0, 'it can still be changed');
	});
}

/** What a menu or a button of a chart saves. */
async function saved(page, press) {
	const [download] = await Promise.all([page.waitForEvent('download'), press()]);
	return readFileSync(await download.path(), 'utf8');
}

async function drawsFigures(page) {
	const { items } = await ask(page, 'GET', '/api/projects');
	const project = items.find((one) => one.title.startsWith('Safe ways home')).id;
	const cells = [['KZ', 60], ['TM', 3], ['UZ', 9], ['TR', 31]].map(([country, count]) => ({ country, count }));
	const [campaign] = (await ask(page, 'GET', `/api/campaigns?names=${project}`)).items;
	await ask(page, 'POST', '/api/events', { title: 'Count by country (fictional)', kind: 'forum', project, starts_on: campaign.starts_on, participation: { people: 103, cells } });
	await page.goto(`/programme/figures?project=${project}&year=${campaign.starts_on.slice(0, 4)}`);
	await settled(page);
	const part = (title) => page.locator('main section section', { has: page.getByRole('heading', { name: title, exact: true }) });
	await story('people by country on a map: hidden is not none, who came from elsewhere is named, borders imply no opinion', async () => {
		const map = part(say('outreach.figures.by_country'));
		await map.locator('svg circle').first().waitFor();
		const drawn = await map.locator('svg circle').evaluateAll((all) => all.map((one) => one.classList.contains('hidden-count')));
		// Kyrgyzstan and Kazakhstan; Turkmenistan and one more so that it cannot be worked out; Tajikistan has none.
		expect(drawn.length === 4 && drawn.filter(Boolean).length === 2, `circles, hidden or not: ${drawn}`);
		const words = await map.innerText();
		expect(!words.includes(countryName('en', 'TJ')), 'a country without anybody is in the table');
		expect(words.includes(say('outreach.figures.map_away').replace('{countries}', `${countryName('en', 'TR')}: 31`)), `who is not on the map: ${words}`);
		const file = await saved(page, async () => {
			await map.getByRole('button', { name: say('release.picture_of').replace('{title}', say('outreach.figures.by_country')) }).click();
			await map.getByRole('button', { name: say('release.picture_svg') }).click();
		});
		for (const one of ['release.map_borders', 'ui.fictional_data']) {
			expect(file.replaceAll(/<\/text><text[^>]*>/g, ' ').includes(say(one)), `the picture travels without "${say(one)}"`);
		}
	});
	await story('contacts around a campaign: every count in its own days, no sum, and no word of an effect', async () => {
		const chart = part(campaign.title);
		await chart.locator('svg rect.bar').first().waitFor();
		expect((await chart.locator('svg rect.bar').count()) === 4 && (await chart.locator('svg rect.band').count()) === 1, 'four counts and one campaign are not drawn');
		expect((await chart.locator('svg path.post').count()) === 5, 'five days with posts are not drawn');
		const lines = await chart.locator('tbody tr').allInnerTexts();
		expect(lines.length === 4 && lines[3].includes('26') && lines[3].includes('3.7') && !lines.join().includes('58'), `lines: ${lines}`);
		expect((await page.locator('main').innerText()).includes(say('outreach.figures.caveat_contacts')), 'nobody says that it proves nothing');
		const rows = (await saved(page, () => chart.getByRole('button', { name: say('release.table_file_of').replace('{title}', campaign.title) }).click())).trim().split('\r\n');
		expect(rows.length === 5 && rows[4].includes(',26,3.714,counted,'), `table file: ${rows}`);
	});
}

async function printsForDonor(page) {
	await story('the page for the donor: reach in two tables that nobody adds, hidden counts hidden, and it prints', async () => {
		await page.getByRole('link', { name: say('outreach.paper.title'), exact: true }).click();
		const sheet = page.locator('.paper');
		await sheet.locator('table').first().waitFor();
		const table = (key) => sheet.getByRole('region', { name: say(key), exact: true });
		const [direct, indirect] = [await table('outreach.figures.direct').innerText(), await table('outreach.figures.indirect').innerText()];
		expect(direct.includes('58') && !direct.includes('19,800') && indirect.includes('19,800') && !indirect.includes('58'), `${direct} | ${indirect}`);
		const people = (await table('outreach.figures.by_country').innerText()).split('\n').map((line) => line.trim());
		expect(people.includes(`${countryName('en', 'TM')}\t${say('outreach.report.hidden')}`), `by country: ${people}`);
		const words = await sheet.innerText();
		for (const one of ['Lantern Fund (fictional)', 'Count by country (fictional)', say('codes.figure_basis.platform'), say('codes.commitment_state.late')]) {
			expect(words.includes(one), `the page has no "${one}"`);
		}
		await page.evaluate(() => (window.print = () => (document.title = 'printed')));
		await page.getByRole('button', { name: say('outreach.paper.print'), exact: true }).click();
		expect((await page.title()) === 'printed', 'the button prints nothing');
		await page.emulateMedia({ media: 'print' });
		const shown = (one) => one.evaluate((node) => node.checkVisibility());
		expect((await shown(sheet.locator('tfoot'))) && !(await shown(page.locator('h1'))), 'on paper there is no foot, or the head of the screen');
		await page.emulateMedia({ media: 'screen' });
	});
}

async function showsCalendar(page) {
	await story('a month of the programme: by keyboard from one to the next, parts on their own days, what goes on stands once', async () => {
		const { items } = await ask(page, 'GET', '/api/commitments');
		const { value } = await ask(page, 'GET', `/api/commitments/${items.find((one) => one.title.includes('river towns')).id}`);
		const step = value.items[0].milestones[0];
		const before = new Date(`${step.reached_on.slice(0, 7)}-01T00:00:00Z`);
		before.setUTCMonth(before.getUTCMonth() - 1);
		await page.goto(`/programme/calendar?month=${before.toISOString().slice(0, 7)}`);
		await settled(page);
		const keyboard = byKeyboard(page);
		const next = await page.locator('main nav a').nth(1).innerText();
		await keyboard.press(next);
		await page.waitForURL((url) => url.searchParams.get('month') === step.reached_on.slice(0, 7));
		await page.getByRole('link', { name: step.text, exact: true }).waitFor();
		const day = page.locator('ol > li', { has: page.getByRole('link', { name: step.text, exact: true }) });
		const words = await day.innerText();
		expect(words.includes(say('outreach.calendar.milestone')) && words.includes(say('codes.commitment_state.done')), `the day says: ${words}`);
		expect((await day.locator('.short').innerText()) === String(Number(step.reached_on.slice(8))), `it stands on ${words}, not on ${step.reached_on}`);
		const reached = await page.evaluate(() => document.activeElement?.closest('nav') !== null);
		expect(reached && keyboard.unseen().length === 0, `the focus is lost: ${keyboard.unseen()}`);
		const [campaign] = (await ask(page, 'GET', '/api/campaigns')).items.filter((one) => one.title.startsWith('Five days'));
		await page.goto(`/programme/calendar?month=${campaign.starts_on.slice(0, 7)}`);
		await page.getByRole('link', { name: campaign.title, exact: true }).first().waitFor();
		expect((await page.getByRole('link', { name: campaign.title, exact: true }).count()) === 1, 'a campaign of ten days is ten links');
	});
}

export async function checkProgramme(browser, origin) {
	const { page, context, complaints } = await openPage(browser, { origin, expected: [/status of 4(12|22) /, /ERR_INTERNET_DISCONNECTED/], downloads: true });
	const tools = {
		button: (key) => page.getByRole('button', { name: say(key), exact: true }).locator('visible=true').first(),
		box: (key) => page.getByRole('checkbox', { name: say(key), exact: true }),
		field: (name, needed) => page.getByLabel(label(name, needed), { exact: true }),
	};
	await signIn(page, 'asel');
	await story('the programme is the first page of who writes it', async () => {
		expect(new URL(page.url()).pathname === '/programme', page.url());
	});
	await addsProject(page, tools);
	await addsCampaign(page, tools);
	await addsEvent(page, tools);
	await keepsPlan(page, tools);
	await withdraws(page, tools);
	await drawsFigures(page);
	await printsForDonor(page);
	await showsCalendar(page);
	await ask(page, 'DELETE', '/api/session');
	await story('who reads the programme and does not write it is offered no change, and sees no testimony', async () => {
		await signIn(page, 'ayana');
		const { items } = await ask(page, 'GET', '/api/projects');
		await page.goto(`/programme/projects/${items[0].id}`);
		await page.locator('main dl').first().waitFor();
		const words = await page.locator('main').innerText();
		for (const key of ['outreach.change', 'ui.remove', 'outreach.add']) expect(!words.split('\n').includes(say(key)), `"${say(key)}" is offered`);
		await page.goto('/programme');
		await settled(page);
		expect(!(await page.locator('main').innerText()).includes(say('outreach.kinds.testimony')), 'testimonies are named');
	});
	check('nothing to complain about in the programme', complaints);
	await context.close();
}
