// Stories of the bulletin and their pictures: written with figures and testimonies of the programme, seen while they are written, nothing lost.
import { readFileSync } from 'node:fs';
import { ask, openPage, settled, signIn } from './lib/browser.mjs';
import { byKeyboard } from './lib/keyboard.mjs';
import { axe, look } from './lib/page_checks.mjs';
import { check, expect, story } from './lib/report.mjs';
import { text } from './lib/words.mjs';

const say = (key) => text('en', key);
const file = (name) => readFileSync(new URL(`../stories/bulletin/${name}`, import.meta.url));

const edition = {
	titles: [{ language: 'en', text: 'Lantern news (fictional)' }],
	day: '2026-07-30',
	countries: ['KG'],
	languages: ['en', 'ru', 'ky'],
	sections: [{ key: 'kg', titles: [{ language: 'en', text: 'Kyrgyzstan' }], stories: [] }],
};

/** Shift and Tab until a button has the focus. */
async function backTo(page, name) {
	for (let n = 0; n < 40; n += 1) {
		await page.keyboard.press('Shift+Tab');
		if ((await page.evaluate(() => document.activeElement?.innerText?.trim())) === name) return;
	}
	throw new Error(`Shift+Tab does not reach "${name}"`);
}
const kept = async (page) => {
	await page.waitForURL(/\/stories\/[0-9a-f-]{36}$/);
	await settled(page);
	return ask(page, 'GET', `/api/stories/${new URL(page.url()).pathname.split('/').at(-1)}`);
};

async function writes(page, made, { field, body }) {
	const fact = (await ask(page, 'GET', '/api/facts')).items[0];
	const testimony = (await ask(page, 'GET', '/api/testimonies')).items[0];
	const words = (await ask(page, 'GET', `/api/testimonies/${testimony.id}`)).value.text;
	await story('a story by keyboard: a heading, a figure found by words, a testimony; the preview shows them', async () => {
		const keyboard = byKeyboard(page);
		await page.goto(`/bulletin/${made.id}/stories/new?section=kg`);
		await field('title').waitFor();
		await keyboard.to(say('edition.story.title'));
		await page.keyboard.type('Three evenings (fictional)');
		await keyboard.press(say('edition.story.tool_heading'));
		await page.keyboard.type('At the bus stop');
		await page.keyboard.press('End');
		await page.keyboard.type('\nThey lit ');
		await backTo(page, say('edition.story.tool_figure'));
		await page.keyboard.press('Enter');
		await keyboard.to(say('outreach.look_for'));
		await page.keyboard.type('lanterns counted');
		await page.locator('dialog .row strong', { hasText: fact.title }).waitFor();
		await page.locator('dialog [role="status"]', { hasText: '1' }).waitFor();
		await keyboard.press(fact.title);
		await page.locator('dialog').waitFor({ state: 'detached' });
		await page.keyboard.type(' of them.\n');
		await backTo(page, say('edition.story.tool_testimony'));
		await page.keyboard.press('Enter');
		await page.locator('dialog .row').first().waitFor();
		await keyboard.press(testimony.title);
		await page.locator('dialog').waitFor({ state: 'detached' });
		expect((await body.inputValue()) === `## At the bus stop\nThey lit {figure:${fact.id}} of them.\n{testimony:${testimony.id}}\n`, await body.inputValue());
		const sheet = page.locator('.sheet');
		await sheet.getByText(words).waitFor();
		const seen = await sheet.innerText();
		for (const one of ['At the bus stop', 'They lit about 72% of them.', 'Yearbook of lanterns (fictional)']) expect(seen.includes(one), `the preview has no "${one}": ${seen}`);
		expect(keyboard.unseen().length === 0, keyboard.unseen().join(', '));
	});
	await story('what may not be printed in a way of publishing is not shown, and it is said that it is not', async () => {
		const way = page.getByLabel(say('edition.story.preview_for'));
		await way.selectOption('paper');
		await page.locator('.left-out').waitFor();
		expect(!(await page.locator('.sheet').innerText()).includes(words), 'words are shown that nobody agreed to');
		await way.selectOption('web');
		await page.locator('.left-out').waitFor({ state: 'detached' });
	});
	return { words };
}

async function mends(page, { button, field, body, words }) {
	await story('a fault in line 3 is shown there; the last good preview and all that was typed stay', async () => {
		const before = await body.inputValue();
		await body.fill(before.replace('{testimony', 'A **half mark\n{testimony'));
		const fault = page.locator('.editor li.error');
		await fault.getByText(say('edition.story.line').replace('{number}', 3)).waitFor();
		expect((await fault.innerText()).includes('A **half mark'), await fault.innerText());
		await page.getByText(say('edition.story.not_up_to_date')).waitFor();
		expect((await page.locator('.sheet').innerText()).includes(words), 'the last good preview is gone');
		await button('ui.save').click();
		await page.getByText(say('outreach.faults_marked')).waitFor();
		expect(await body.evaluate((one) => one === document.activeElement), 'the focus is not on the text');
		expect((await field('title').inputValue()) === 'Three evenings (fictional)', 'the title is lost');
		await button('edition.story.go_to_line').click();
		expect((await body.evaluate((one) => one.value.slice(one.selectionStart, one.selectionEnd))) === 'A **half mark', 'the line is not chosen');
		await page.keyboard.type('A whole **mark**');
		await fault.waitFor({ state: 'detached' });
		await page.locator('.sheet strong', { hasText: 'mark' }).waitFor();
		await button('ui.save').click();
		const { value } = await kept(page);
		expect(value.texts.length === 1 && value.texts[0].body.includes('A whole **mark**'), JSON.stringify(value.texts));
	});
}

async function brings(page, { button }) {
	await story('a picture: what is none is refused by name, one is brought and described', async () => {
		await page.goto('/bulletin/pictures');
		await button('edition.picture.bring_one').click();
		const choose = (name, mimeType, buffer) => page.locator('input[type="file"]').setInputFiles({ name, mimeType, buffer });
		await choose('notes.txt', 'text/plain', Buffer.from('no picture'));
		await page.getByText(say('problem.pictures.not_a_picture')).waitFor();
		expect(await button('edition.picture.bring').isDisabled(), 'it could be sent');
		await choose('cut_off.jpg', 'image/jpeg', file('cut_off.jpg'));
		await button('edition.picture.bring').click();
		await page.getByText(say('problem.pictures.not_a_picture')).waitFor();
		await choose('bands.png', 'image/png', file('bands.png'));
		await button('edition.picture.bring').click();
		const dialog = page.locator('dialog');
		const needed = say('outreach.needed');
		await dialog.getByLabel(`${say('edition.picture.credit')} ${needed}`).fill('Invented Photographer');
		await dialog.getByLabel(say('codes.people_shown.agreed')).check();
		await button('ui.save').click();
		await dialog.getByText(say('problem.bulletin.picture_consent_missing')).waitFor();
		const agreed = dialog.getByRole('group', { name: `${say('edition.picture.given_on')} ${needed}` });
		for (const [part, number] of Object.entries({ day: 2, month: 3, year: 2026 })) await agreed.getByLabel(say(`time.${part}`)).fill(String(number));
		await dialog.getByLabel(`${say('edition.picture.kept_where')} ${needed}`).fill('Green folder');
		await button('ui.save').click();
		await page.locator('[data-picture]', { hasText: say('edition.picture.may_print') }).waitFor();
		const { items } = await ask(page, 'GET', '/api/pictures');
		expect(items.length === 1 && items[0].value.credit === 'Invented Photographer' && items[0].value.consent.given_on === '2026-03-02', JSON.stringify(items));
	});
}

async function shows(page, address, { button, field, body }) {
	await story('the picture stands in the story with what it shows, and in the preview', async () => {
		await page.goto(address);
		await body.focus();
		await page.keyboard.press('Control+End');
		await button('edition.story.tool_picture').click();
		await page.locator('dialog').getByRole('button', { name: say('edition.story.use_picture') }).click();
		await page.locator('dialog').waitFor({ state: 'detached' });
		expect((await body.inputValue()).endsWith('{picture:1}\n'), await body.inputValue());
		await field('alternative').fill('Lamps beside a road');
		await page.locator('.sheet img[alt="Lamps beside a road"]').waitFor();
		await page.getByLabel(say('edition.story.reviewed')).check();
		await field('lead').fill('Forty people came.');
		expect(!(await page.getByLabel(say('edition.story.reviewed')).isChecked()), 'other words are still said to be read over');
		await button('ui.save').click();
		await page.getByText(say('edition.story.saved').replace(/ \{.*/, '')).waitFor();
		const { value } = await kept(page);
		expect(value.pictures[0].alternative[0].text === 'Lamps beside a road' && value.texts[0].reviewed === false, JSON.stringify(value));
	});
	await story('written in another language, with the first one beside it; half of it outlives the page', async () => {
		await page.getByRole('radio', { name: /^Russian/ }).check({ force: true });
		await field('title').fill('Три вечера');
		await page.getByLabel(say('edition.story.beside')).and(page.locator('select')).selectOption('en');
		await page.locator('aside .text', { hasText: 'Forty people came.' }).waitFor();
		await page.goto('about:blank').catch(() => {});
		await page.goto(address);
		await button('drafts.go_on').click();
		await page.getByRole('radio', { name: /^Russian/ }).check({ force: true });
		expect((await field('title').inputValue()) === 'Три вечера', 'what was typed is gone');
	});
}

async function meets(page, address, { button, field }) {
	const path = `/api/stories/${address.split('/').at(-1)}`;
	await story('two who change a story: asked about what both changed, and only that', async () => {
		const before = await ask(page, 'GET', path);
		const theirs = structuredClone(before.value);
		theirs.texts[0].title = 'Theirs (fictional)';
		theirs.texts[0].byline = 'Bermet Invented';
		await ask(page, 'PUT', path, theirs, { 'If-Match': `"${before.version}"` });
		await page.getByRole('radio', { name: /^English/ }).check({ force: true });
		await field('title').fill('Mine (fictional)');
		await button('ui.save').click();
		await page.getByText(say('cases.conflict_title')).waitFor();
		const choices = page.locator('.conflict fieldset');
		expect((await choices.count()) === 1, `in question: ${await choices.locator('legend').allInnerTexts()}`);
		const shown = await choices.innerText();
		expect(shown.includes('Mine (fictional)') && shown.includes('Theirs (fictional)'), shown);
		await choices.locator('label').first().click();
		await button('cases.conflict_save').click();
		await page.getByText(say('edition.story.saved').replace(/ \{.*/, '')).waitFor();
		const { value } = await kept(page);
		const [english, russian] = value.texts;
		expect(english.title === 'Mine (fictional)' && english.byline === 'Bermet Invented' && russian.title === 'Три вечера', JSON.stringify(value.texts));
		await button('outreach.show_former').click();
		await page.locator('details summary').first().click();
		await page.locator('details', { hasText: 'Theirs (fictional)' }).first().waitFor();
	});
	await story('taken out of its edition, and put back', async () => {
		await button('edition.story.take_out_do').click();
		await button('edition.story.put_back').click();
		await page.waitForURL((url) => !url.pathname.endsWith(address.split('/').at(-1)));
		const again = await kept(page);
		const { stories } = await ask(page, 'GET', `/api/editions/${again.edition}`);
		expect(stories.length === 1 && stories[0].id === again.id && stories[0].section === 'kg', JSON.stringify(stories));
		expect(again.value.texts[0].title === 'Mine (fictional)', JSON.stringify(again.value.texts));
	});
}

/** axe, words and width, at both widths. */
async function looked(page, name, address) {
	const faults = [];
	for (const width of [1280, 320]) {
		await page.setViewportSize({ width, height: width < 700 ? 640 : 800 });
		await page.goto(address);
		await settled(page);
		await page.locator('.sheet, [data-picture], aside button').locator('visible=true').first().waitFor();
		faults.push(...[...(await axe(page)), ...(await look(page, 'en'))].map((one) => `${width}: ${one}`));
	}
	await page.setViewportSize({ width: 1280, height: 800 });
	check(`${name}: axe, words, no sideways scrolling at 320`, faults);
}

async function ends(page, { button }) {
	await story('a picture in an edition is not removed; withdrawn after a plain question it is gone from the preview', async () => {
		const address = page.url();
		await page.goto('/bulletin/pictures');
		await page.getByRole('button', { name: new RegExp(`^${say('ui.remove')}`) }).click();
		await button('edition.picture.remove_do').click();
		await page.getByText(say('problem.bulletin.picture_shown')).waitFor();
		await button('ui.cancel').click();
		await page.getByRole('button', { name: new RegExp(`^${say('edition.picture.withdraw')}`) }).click();
		await page.getByText(say('edition.picture.withdraw_text')).waitFor();
		await button('edition.picture.withdraw_do').click();
		await page.getByText(say('edition.picture.bytes_gone')).waitFor();
		await page.goto(address);
		await page.locator('.sheet').getByText('At the bus stop').waitFor();
		expect((await page.locator('.sheet img').count()) === 0, 'the preview shows it');
	});
}

export async function checkStories(browser, origin) {
	const { page, context, complaints } = await openPage(browser, { origin, expected: [/status of 4(09|12|22) /, /status of 404 .*\/api\/pictures\/[0-9a-f-]+\/small$/] });
	const tools = {
		button: (key) => page.getByRole('button', { name: say(key) }).locator('visible=true').first(),
		field: (key) => page.getByLabel(say(`edition.story.${key}`), { exact: true }).locator('visible=true').first(),
		body: page.getByLabel(say('edition.story.body'), { exact: true }),
	};
	await signIn(page, 'asel');
	const made = await ask(page, 'POST', '/api/editions', edition);
	const { words } = await writes(page, made, tools);
	await mends(page, { ...tools, words });
	const address = new URL(page.url()).pathname;
	await brings(page, tools);
	await shows(page, address, tools);
	await meets(page, address, tools);
	await looked(page, 'form of a story', new URL(page.url()).pathname);
	await looked(page, 'pictures of the bulletin', '/bulletin/pictures');
	await page.goto(`/bulletin/${made.id}/stories/${(await ask(page, 'GET', `/api/editions/${made.id}`)).stories[0].id}`);
	await ends(page, tools);
	check('nothing to complain about in stories', complaints);
	await context.close();
}
