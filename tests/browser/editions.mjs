// Editions of the bulletin: begun, put in order by keyboard and by hand, reviewed by a second person, out, and taken back.
import { ask, openPage, settled, signIn } from './lib/browser.mjs';
import { byKeyboard } from './lib/keyboard.mjs';
import { axe, look } from './lib/page_checks.mjs';
import { check, expect, story } from './lib/report.mjs';
import { text } from './lib/words.mjs';

const title = 'River letters (fictional)';
const stories = ['Amber', 'Birch', 'Cedar'];

/** A sentence of the app with its holes filled. */
const say = (key, values = {}) => Object.entries(values).reduce((words, [name, value]) => words.replaceAll(`{${name}}`, value), text('en', key));
const button = (page, key) => page.getByRole('button', { name: say(key), exact: true }).locator('visible=true').first();
const link = (page, key) => page.getByRole('link', { name: say(key), exact: true }).locator('visible=true').first();
const saidNow = (page, words) => page.locator('.said p', { hasText: words }).waitFor();

/** Sections and their stories as they stand, by the first letters: "Work:AB". */
async function order(page, id) {
	const { value, stories: rows } = await ask(page, 'GET', `/api/editions/${id}`);
	const initial = (one) => rows.find((row) => row.id === one).title[0];
	return value.sections.map((section) => `${section.titles[0].text}:${section.stories.map(initial).join('')}`).join(' ');
}
async function waitForOrder(page, id, wanted) {
	const found = [];
	for (let tries = 0; tries < 40 && found.at(-1) !== wanted; tries += 1) {
		if (tries > 0) await page.waitForTimeout(100);
		found.push(await order(page, id));
	}
	expect(found.at(-1) === wanted, `it stands ${found.at(-1)}, not ${wanted}`);
}
/** Both widths: axe, nothing sideways, every word. */
async function lookAt(page, name) {
	const faults = [];
	for (const width of [320, 1280]) {
		await page.setViewportSize({ width, height: width < 700 ? 640 : 800 });
		await settled(page);
		faults.push(...(await look(page, 'en')).map((fault) => `${width}: ${fault}`), ...(await axe(page)).map((fault) => `${width}: ${fault}`));
	}
	check(`${name} at both widths`, faults);
}

async function begins(page) {
	await story('an edition is begun from the programme: what is missing is named, nothing typed is lost', async () => {
		await page.goto('/programme');
		await link(page, 'outreach.bulletin').click();
		await link(page, 'edition.list.begin').click();
		await button(page, 'edition.form.begin').click();
		await page.getByText(say('problem.outreach.missing')).waitFor();
		await page.keyboard.type(title);
		await page.getByLabel(say('time.day'), { exact: true }).fill('31');
		await page.getByLabel(say('time.month'), { exact: true }).fill('2');
		await button(page, 'edition.form.begin').click();
		await page.getByText(say('problem.json.date_impossible')).waitFor();
		await page.getByLabel(say('time.day'), { exact: true }).fill('28');
		// Its button is not pressed: leaving the list is enough.
		const languages = page.getByLabel(`${say('edition.form.languages')} ${say('outreach.needed')}`);
		await languages.focus();
		await languages.selectOption('ky');
		await button(page, 'edition.form.begin').click();
		await page.waitForURL(/\/bulletin\/[0-9a-f-]{36}$/);
		await settled(page);
	});
	const id = page.url().split('/').at(-1);
	const { value, state } = await ask(page, 'GET', `/api/editions/${id}`);
	check('it is a draft with what was typed', value.titles[0]?.text === title && value.languages.join() === 'en,ky' && value.day.endsWith('-02-28') && state === 'draft' ? [] : [JSON.stringify(value)]);
	return id;
}

async function arranges(page, id) {
	const keyboard = byKeyboard(page);
	await story('sections are added by keyboard, and each needs a title in the first language', async () => {
		for (const name of ['Work', 'Voices']) {
			await keyboard.press(say('edition.desk.add_section'));
			await page.locator('dialog input').first().waitFor();
			await keyboard.press(say('ui.save'));
			await page.locator('dialog .error').waitFor();
			await page.keyboard.type(name);
			await page.keyboard.press('Enter');
			await saidNow(page, say('edition.desk.section_added', { section: name }));
		}
		await waitForOrder(page, id, 'Work: Voices:');
	});
	const { value } = await ask(page, 'GET', `/api/editions/${id}`);
	for (const name of stories) {
		const texts = [{ language: 'en', title: name, body: `${name} is told.`, reviewed: true }];
		await ask(page, 'POST', `/api/editions/${id}/stories?section=${value.sections[0].key}`, { country: 'KG', texts });
	}
	await page.reload();
	await settled(page);
	await story('a story is moved by keyboard: over the edge of a section too, each move is said, and undone', async () => {
		const down = (name) => say('edition.desk.move_down', { story: name });
		await keyboard.press(down('Amber'));
		await saidNow(page, say('edition.desk.moved', { story: 'Amber', place: 2, count: 3, section: 'Work' }));
		const reached = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
		expect(reached === down('Amber'), `the focus is on ${reached}`);
		// Faster than the line: each move goes on from the one before.
		await page.keyboard.press('Enter');
		await page.keyboard.press('Enter');
		await saidNow(page, say('edition.desk.moved', { story: 'Amber', place: 1, count: 1, section: 'Voices' }));
		await waitForOrder(page, id, 'Work:BC Voices:A');
		await keyboard.press(say('edition.desk.undo'));
		await saidNow(page, say('edition.desk.undone'));
		await waitForOrder(page, id, 'Work:BCA Voices:');
		expect(keyboard.unseen().length === 0, keyboard.unseen().join(', '));
	});
	await story('a story is drawn by hand into another section; Escape gives it up', async () => {
		const middle = async (where) => {
			const box = await page.locator(where).boundingBox();
			return [box.x + box.width / 2, box.y + box.height / 2];
		};
		const row = page.locator('li[data-story]', { hasText: 'Cedar' });
		await row.scrollIntoViewIfNeeded();
		const handle = `li[data-story="${await row.getAttribute('data-story')}"] .handle`;
		for (const escaped of [true, false]) {
			await page.mouse.move(...(await middle(handle)));
			await page.mouse.down();
			await page.mouse.move(...(await middle('section[data-section] >> nth=1')), { steps: 4 });
			await page.locator('ol.end').waitFor({ state: 'attached' });
			if (escaped) await page.keyboard.press('Escape');
			await page.mouse.up();
			expect((await page.locator('ol.end, li.before').count()) === 0, 'a place is still marked');
			if (escaped) await waitForOrder(page, id, 'Work:BCA Voices:');
		}
		await waitForOrder(page, id, 'Work:BA Voices:C');
	});
	await story('what somebody else changed meanwhile is told, and both changes stay', async () => {
		const now = await ask(page, 'GET', `/api/editions/${id}`);
		await ask(page, 'PUT', `/api/editions/${id}`, { ...now.value, number: '7' }, { 'If-Match': `"${now.version}"` });
		await page.getByRole('button', { name: say('edition.desk.move_up', { story: 'Amber' }), exact: true }).click();
		await saidNow(page, say('edition.meanwhile_kept').split('. ')[1]);
		await waitForOrder(page, id, 'Work:AB Voices:C');
		expect((await ask(page, 'GET', `/api/editions/${id}`)).value.number === '7', 'their number is lost');
	});
	await story('a line that fails shows what stands, and the move can be tried again', async () => {
		await page.context().setOffline(true);
		await page.getByRole('button', { name: say('edition.desk.move_down', { story: 'Birch' }), exact: true }).click();
		await page.getByText(say('problem.app.offline')).waitFor();
		await page.context().setOffline(false);
		await button(page, 'ui.try_again').click();
		await waitForOrder(page, id, 'Work:A Voices:BC');
	});
	await lookAt(page, 'the desk of an edition');
}

async function writesAtOnce(page, id) {
	await story('half of a form outlives the page; of a title that two change both are shown, and what only one changed stays', async () => {
		await page.goto(`/bulletin/${id}/change?language=ky`);
		await page.waitForFunction(() => document.activeElement?.lang === 'ky');
		await page.keyboard.type('Дарыя каттары');
		await page.locator('input[lang="en"]').fill('Mine (fictional)');
		// The page is left: what was typed is kept, and taken up again.
		await page.goto('about:blank').catch(() => {});
		await page.goto(`/bulletin/${id}/change`);
		await button(page, 'drafts.go_on').click();
		await page.waitForFunction(() => document.querySelector('input[lang="ky"]')?.value === 'Дарыя каттары');
		await button(page, 'edition.form.add_contact').click();
		await page.keyboard.type('Quiet Office (fictional)');
		await button(page, 'ui.save').click();
		await page.getByText(say('outreach.faults_marked')).waitFor();
		await page.getByLabel(`${say('edition.form.contact_country')} ${say('outreach.needed')}`).selectOption('KG');
		await page.getByLabel(say('edition.form.contact_emails'), { exact: true }).fill('office@example.org\nno address');
		const known = page.getByRole('group', { name: `${say('edition.form.contact_as_of')} ${say('outreach.needed')}` });
		for (const [part, value] of Object.entries({ day: 2, month: 3, year: 2026 })) await known.getByLabel(say(`time.${part}`), { exact: true }).fill(String(value));
		await button(page, 'ui.save').click();
		await page.getByText(say('problem.bulletin.email_invalid')).waitFor();
		await page.getByLabel(say('edition.form.contact_emails'), { exact: true }).fill('office@example.org');
		const now = await ask(page, 'GET', `/api/editions/${id}`);
		const theirs = { ...now.value, titles: [{ language: 'en', text: 'Theirs (fictional)' }], number: '8' };
		await ask(page, 'PUT', `/api/editions/${id}`, theirs, { 'If-Match': `"${now.version}"` });
		await button(page, 'ui.save').click();
		await page.getByText(say('cases.conflict_title')).waitFor();
		const shown = await page.locator('.conflict').innerText();
		expect(shown.includes('Mine (fictional)') && shown.includes('Theirs (fictional)') && !shown.includes('Дарыя'), `shown: ${shown}`);
		await page.locator('.conflict label').first().click();
		await button(page, 'cases.conflict_save').click();
		await page.waitForURL(new RegExp(`/bulletin/${id}$`));
		const { value } = await ask(page, 'GET', `/api/editions/${id}`);
		const titles = Object.fromEntries(value.titles.map((one) => [one.language, one.text]));
		expect(titles.en === 'Mine (fictional)' && titles.ky === 'Дарыя каттары' && value.number === '8' && value.contacts[0].emails.join() === 'office@example.org', JSON.stringify(value));
		expect(value.sections.length === 2, 'the sections are lost');
	});
}

const steps = (page) => page.locator('section.steps');
async function isMended(page, id) {
	await story('what keeps it from coming out is named before and when it is refused, with the way to where it is mended', async () => {
		const { value } = await ask(page, 'GET', `/api/editions/${id}`);
		const empty = await ask(page, 'POST', `/api/editions/${id}/stories?section=${value.sections[0].key}`, { country: 'UZ' });
		await page.goto(`/bulletin/${id}`);
		await steps(page).getByRole('link', { name: /^1 thing keeps it/ }).waitFor();
		await button(page, 'edition.steps.ask_review').click();
		await page.waitForFunction(() => document.activeElement?.id === 'obstacles');
		const row = page.locator('#obstacles li');
		expect((await row.innerText()).includes(say('problem.bulletin.story_without_text')), await row.innerText());
		expect((await row.getByRole('link').getAttribute('href')) === `/bulletin/${id}/stories/${empty.id}`, 'it leads elsewhere');
		const cells = page.locator('tr', { hasText: say('edition.story_without_title') });
		expect((await cells.innerText()).split(say('edition.languages.missing')).length === 3, `its languages: ${await cells.innerText()}`);
		await ask(page, 'DELETE', `/api/stories/${empty.id}`, undefined, { 'If-Match': `"${empty.version}"` });
	});
}
async function reviewed(page, origin, id) {
	await story('who asked for the review is offered no approval, and the server refuses it', async () => {
		await page.goto(`/bulletin/${id}`);
		await button(page, 'edition.steps.ask_review').click();
		await steps(page).getByText(say('edition.steps.second_person')).waitFor();
		expect((await button(page, 'edition.steps.approve').count()) === 0, 'approving is offered');
		const { version } = await ask(page, 'GET', `/api/editions/${id}`);
		const refused = await ask(page, 'POST', `/api/editions/${id}/approve`, {}, { 'If-Match': `"${version}"` }).catch((error) => error.message);
		expect(/403.*second_person/.test(String(refused)), String(refused));
	});
	await ask(page, 'DELETE', '/api/session');
	await signIn(page, 'bermet');
	await page.goto(`/bulletin/${id}`);
	await story('a second person reads it, and sends it back with a note that is needed', async () => {
		await button(page, 'edition.steps.send_back').click();
		await button(page, 'edition.asking.send_back_do').last().waitFor();
		await page.locator('dialog').getByRole('button', { name: say('edition.asking.send_back_do'), exact: true }).click();
		await page.locator('dialog .error').waitFor();
		await page.locator('dialog textarea').fill('One more look at the rivers.');
		await page.locator('dialog').getByRole('button', { name: say('edition.asking.send_back_do'), exact: true }).click();
		await steps(page).getByText('One more look at the rivers.').waitFor();
		await link(page, 'edition.preview.title').click();
		await page.getByText('Cedar is told.').waitFor();
		await lookAt(page, 'the preview of an edition');
	});
	await ask(page, 'DELETE', '/api/session');
	await signIn(page, 'asel');
	await page.goto(`/bulletin/${id}`);
	await button(page, 'edition.steps.ask_review').click();
	await steps(page).getByText(say('edition.steps.second_person')).waitFor();
	await ask(page, 'DELETE', '/api/session');
	await signIn(page, 'bermet');
	await page.goto(`/bulletin/${id}`);
	await story('she approves and publishes it, and everybody can read its page', async () => {
		await button(page, 'edition.steps.approve').click();
		await button(page, 'edition.steps.publish').click();
		await page.locator('dialog').getByText(/are not written in a language/).waitFor();
		await page.locator('dialog').getByRole('button', { name: say('edition.asking.publish_do'), exact: true }).click();
		await steps(page).getByText(say('edition.steps.published', { number: 1 })).waitFor();
		const href = await page.getByRole('link', { name: new RegExp(`^${say('edition.steps.read')}`) }).first().getAttribute('href');
		const answer = await fetch(`${origin}${href}`);
		const words = await answer.text();
		expect(answer.status === 200 && words.includes('Mine (fictional)') && words.includes('Amber is told.'), `${href}: ${answer.status}`);
	});
}

async function nextVersion(page, origin, id) {
	const step = async (path) => {
		const { version } = await ask(page, 'GET', `/api/editions/${id}`);
		return ask(page, 'POST', `/api/editions/${id}/${path}`, {}, { 'If-Match': `"${version}"` });
	};
	await story('what is out is changed only after it was said; the next version is compared with the first', async () => {
		expect((await page.locator('.handle').count()) === 0, 'a story of what is out can be drawn by mistake');
		await button(page, 'edition.desk.arrange').click();
		await page.getByRole('button', { name: say('edition.desk.move_down', { story: 'Amber' }), exact: true }).click();
		await steps(page).getByText(say('edition.steps.still_out', { number: 1 })).waitFor();
		await waitForOrder(page, id, 'Work: Voices:ABC');
		const { stories: rows } = await ask(page, 'GET', `/api/editions/${id}`);
		const amber = await ask(page, 'GET', `/api/stories/${rows.find((row) => row.title === 'Amber').id}`);
		amber.value.texts[0].body = 'Amber is told anew.';
		await ask(page, 'PUT', `/api/stories/${amber.id}`, amber.value, { 'If-Match': `"${amber.version}"` });
		await step('ask-review');
		await ask(page, 'DELETE', '/api/session');
		await signIn(page, 'asel');
		await page.goto(`/bulletin/${id}`);
		await settled(page);
		await button(page, 'edition.steps.approve').click();
		await button(page, 'edition.steps.publish').waitFor();
		await step('publish');
		await page.goto(`/bulletin/${id}/versions`);
		await page.locator('del', { hasText: 'Amber is told.' }).waitFor();
		await page.locator('ins', { hasText: 'Amber is told anew.' }).waitFor();
		await page.getByText(say('edition.versions.order')).waitFor();
		await lookAt(page, 'the versions of an edition');
	});
	await story('it is withdrawn after a plain question, and its page is gone', async () => {
		await page.goto(`/bulletin/${id}`);
		await settled(page);
		const { slug } = await ask(page, 'GET', `/api/editions/${id}`);
		await button(page, 'edition.steps.withdraw').click();
		await page.locator('dialog').getByText(say('edition.asking.withdraw')).waitFor();
		await page.locator('dialog').getByRole('button', { name: say('edition.asking.withdraw_do'), exact: true }).click();
		await steps(page).getByText(say('edition.steps.withdrawn')).waitFor();
		expect((await fetch(`${origin}/bulletins/${slug}`)).status === 404, 'its page is still there');
		await page.goto('/bulletin?state=withdrawn');
		await page.getByRole('link', { name: 'Mine (fictional)' }).waitFor();
		await lookAt(page, 'the list of editions');
	});
}

export async function checkEditions(browser, origin) {
	const { page, context, complaints } = await openPage(browser, { origin, expected: [/status of 4(03|12|22) /, /ERR_INTERNET_DISCONNECTED/] });
	await signIn(page, 'asel');
	const id = await begins(page);
	await arranges(page, id);
	await writesAtOnce(page, id);
	await lookAt(page, 'the desk of an edition in two languages');
	await isMended(page, id);
	await reviewed(page, origin, id);
	await nextVersion(page, origin, id);
	check('nothing to complain about in editions', complaints);
	await context.close();
}
