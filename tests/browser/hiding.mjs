// What is hidden stays hidden: names after their time, late answers, small counts.
import { ask, openPage, settled, signIn } from './lib/browser.mjs';
import { smallTable } from './lib/ctdc.mjs';
import { check, expect, story } from './lib/report.mjs';
import { text } from './lib/words.mjs';

const say = (key) => text('en', key);
const button = (page, key) => page.getByRole('button', { name: say(key), exact: true }).locator('visible=true').first();
const sixMinutes = 6 * 60_000;

async function hiddenAfterTheTime(browser, origin) {
	const { page, context, complaints } = await openPage(browser, { origin });
	await page.clock.install();
	await signIn(page, 'ayana');
	const { items } = await ask(page, 'GET', '/api/cases?limit=50');
	const id = items.find((one) => !one.state.startsWith('closed')).id;
	const { names } = await ask(page, 'GET', `/api/cases/${id}/identity`);
	const name = names[0].family;
	await story('an opened identity hides itself, and stands in no title, address, label or storage', async () => {
		await page.goto(`/cases/${id}`);
		await button(page, 'cases.show_identity').click();
		await button(page, 'cases.hide_identity').waitFor();
		expect((await page.locator('main').innerText()).includes(name), 'the name is not shown');
		const places = await page.evaluate(() => ({
			title: document.title,
			address: location.href,
			history: JSON.stringify(history.state ?? null),
			labels: [...document.querySelectorAll('*')]
				.flatMap((one) => ['aria-label', 'title', 'alt', 'data-name'].map((key) => one.getAttribute(key) ?? ''))
				.join('\n'),
			local: JSON.stringify({ ...localStorage }),
			session: JSON.stringify({ ...sessionStorage }),
			cookie: document.cookie,
		}));
		for (const [place, words] of Object.entries(places)) expect(!words.includes(name), `the name is in the ${place}`);
		await page.clock.runFor(sixMinutes);
		await button(page, 'cases.show_identity').waitFor();
		expect(!(await page.content()).includes(name), 'the name is still in the page');
	});
	await story('a form that somebody fills in outlives the time', async () => {
		await button(page, 'cases.show_identity').click();
		await page.locator('section[aria-labelledby="identity"] button.word-action').click();
		const phone = page.locator('dialog').getByLabel(say('cases.field.phone'), { exact: true });
		await phone.fill('+996 700 111222');
		await page.clock.runFor(sixMinutes);
		expect((await phone.inputValue()) === '+996 700 111222', 'the form is gone');
		await button(page, 'ui.cancel').click();
		await page.locator('dialog').waitFor({ state: 'detached' });
		await button(page, 'cases.show_identity').click();
		await button(page, 'cases.hide_identity').waitFor();
		expect((await page.locator('dialog').count()) === 0, 'the form opens by itself');
	});
	await story('hidden notes stay hidden when something else is saved', async () => {
		await button(page, 'cases.add_note').click();
		await page.locator('dialog textarea').fill('A quiet word.');
		await button(page, 'cases.save_note').click();
		await page.getByText('A quiet word.').waitFor();
		await button(page, 'cases.hide_notes').click();
		const section = page.locator('section[aria-labelledby="next"]');
		await section.locator('.section-head').first().locator('button.word-action').last().click();
		const risk = section.getByLabel(say('cases.field.risk_level'));
		await risk.selectOption((await risk.inputValue()) === 'low' ? 'high' : 'low');
		await section.getByRole('button', { name: say('ui.save'), exact: true }).click();
		await section.locator('form').waitFor({ state: 'detached' });
		await settled(page);
		expect((await page.getByText('A quiet word.').count()) === 0, 'the notes opened by themselves');
	});
	check('no complaint of the browser, hidden after the time', complaints);
	await context.close();
}

async function lateAnswers(browser, origin) {
	const { page, context, complaints } = await openPage(browser, { origin, expected: [/ERR_ABORTED/] });
	await signIn(page, 'ayana');
	await page.goto('/cases');
	await settled(page);
	/** Answers about `words` come a second late. */
	const delay = (words) =>
		page.route(`**/api/cases?*${words}*`, async (route) => {
			const answer = await route.fetch();
			await new Promise((done) => setTimeout(done, 1000));
			await route.fulfill({ response: answer }).catch(() => {});
		});
	const filter = (list, nth) => page.getByRole('region', { name: say(list) }).getByRole('checkbox').nth(nth);
	await story('filters changed quickly: the last one wins', async () => {
		const { items, totals } = await ask(page, 'GET', '/api/cases?limit=50');
		expect(items.length > 0, 'no cases');
		const states = await page.getByRole('region', { name: say('cases.stage') }).locator('label').allInnerTexts();
		const sizes = states.map((words) => Number(words.match(/\d+/)?.[0] ?? 0));
		const first = sizes.findIndex((size) => size > 0 && size < items.length);
		await delay('state=');
		await filter('cases.stage', first).click();
		await filter('cases.stage', first).click();
		await page.waitForTimeout(1500);
		expect(new URL(page.url()).search === '', `the address is ${page.url()}`);
		const words = await page.locator('.pages').innerText();
		expect(words.includes(`1 to ${items.length} of ${totals.all}`), `the list shows "${words.split('\n')[0]}"`);
		await page.unroute('**/api/cases?*state=*');
	});
	await story('names asked for before a filter changed do not come back with it', async () => {
		await delay('names=shown');
		await button(page, 'cases.show_names').click();
		await filter('cases.who', 0).click();
		await page.waitForURL(/assigned_to=me/);
		await page.waitForTimeout(1500);
		expect((await button(page, 'cases.hide_names').count()) === 0, 'names of the old list are shown');
		await page.unroute('**/api/cases?*names=shown*');
	});
	await story('a removed filter hands the focus on', async () => {
		await page.locator('.tools').getByRole('button').first().focus();
		await page.keyboard.press('Enter');
		await page.waitForURL((url) => url.search === '');
		await settled(page);
		expect(await page.evaluate(() => document.activeElement !== document.body), 'the focus is nowhere');
	});
	check('no complaint of the browser, late answers', complaints);
	await context.close();
}

/** The small table with one corridor of four people and a few of a second, so that two counts must be hidden. */
function tellingTable() {
	const lines = smallTable().trimEnd().split('\n');
	const heads = lines[0].split(',');
	const at = heads.indexOf('citizenship');
	const rare = ['MD', 'MD', 'MD', 'MD'].map((code, n) => {
		const cells = lines[1 + n].split(',');
		cells[at] = code;
		return cells.join(',');
	});
	return [...lines, ...rare].join('\n') + '\n';
}

const csv = (name, content) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });

async function tables(browser, origin) {
	const { page, context, complaints } = await openPage(browser, { origin });
	await signIn(page, 'meerim');
	await page.goto('/statistics/import');
	await settled(page);
	const file = page.locator('input[type="file"]');
	const load = () => page.getByRole('button', { name: say('release.import'), exact: true }).click();
	await story('faults of a refused file are listed and have the focus; the file is chosen anew', async () => {
		await file.setInputFiles(csv('broken.csv', smallTable(30).replaceAll(',KG,', ',QQ,')));
		await load();
		const title = page.getByRole('heading', { name: say('release.refused_title') });
		await title.waitFor();
		expect((await page.locator('section[aria-labelledby="refused"] li').count()) > 0, 'no fault is listed');
		await page.waitForFunction(() => document.activeElement?.id === 'refused');
		expect((await page.locator('form').innerText()).includes(say('release.no_file')), 'the refused file is still chosen');
	});
	await story('an import is seen again after a reload', async () => {
		let running = true;
		await page.route('**/api/datasets/imports/*', async (route) => {
			if (!running) return route.continue();
			const body = { state: 'running', rows_read: 7, rows_total: 90, refused: [], refused_total: 0, dataset: null };
			return route.fulfill({ json: body });
		});
		await file.setInputFiles(csv('telling.csv', tellingTable()));
		await load();
		await page.getByText(say('release.reading')).first().waitFor();
		await page.reload();
		await page.getByText(say('release.reading')).first().waitFor();
		running = false;
		await page.waitForURL(/\/statistics\/(?!import)[\w-]+$/);
		await page.unroute('**/api/datasets/imports/*');
	});
	await story('a hidden count is called hidden, and nothing is said of its size', async () => {
		await page.locator('main table').first().waitFor();
		await settled(page);
		const words = await page.locator('main').innerText();
		expect(!/<\s?\d/.test(words), `a count is written as "${words.match(/<\s?\d+/)?.[0]}"`);
		expect((await page.locator('main table td', { hasText: say('ui.hidden') }).count()) > 0, 'no table has a hidden count');
	});
	await story('a saved picture says that its data is fictional', async () => {
		await page.evaluate(() => {
			const make = URL.createObjectURL;
			URL.createObjectURL = (file) => {
				window.madeFile = file.text();
				return make(file);
			};
		});
		await page.locator('main figure svg').first().waitFor();
		await page.locator('main section').first().getByRole('button', { name: say('release.picture') }).click();
		await button(page, 'release.picture_svg').click();
		await page.waitForFunction(() => window.madeFile !== undefined);
		expect((await page.evaluate(() => window.madeFile)).includes(say('ui.fictional_data')), 'the picture does not say it');
	});
	await story('a part of the world with too few people does not show the number of the whole', async () => {
		const lines = smallTable(200).trimEnd().split('\n');
		const heads = lines[0].split(',');
		const few = lines.slice(1).map((line, n) => {
			const cells = line.split(',');
			cells[heads.indexOf('citizenship')] = n < 3 ? 'KG' : 'UA';
			cells[heads.indexOf('CountryOfExploitation')] = 'PL';
			return cells.join(',');
		});
		await page.goto('/statistics/import');
		await file.setInputFiles(csv('few.csv', [lines[0], ...few].join('\n') + '\n'));
		await load();
		await page.waitForURL(/\/statistics\/(?!import)[\w-]+$/);
		await page.goto(`${page.url()}?view=central_asia`);
		await settled(page);
		const facts = await page.locator('dl').first().innerText();
		expect(!facts.includes('200'), `the facts say: ${facts.replaceAll('\n', ' ')}`);
	});
	check('no complaint of the browser, tables', complaints);
	await context.close();
}

async function fictionalOnPaperAndAlone(browser, origin) {
	const { page, context, complaints } = await openPage(browser, { origin, expected: [/ERR_FAILED/] });
	await signIn(page, 'ayana');
	const mark = page.getByText(say('ui.fictional_data'), { exact: true }).locator('visible=true');
	await story('paper says that its data is fictional', async () => {
		await page.emulateMedia({ media: 'print' });
		await mark.first().waitFor();
		await page.emulateMedia({ media: 'screen' });
	});
	await story('a page without its server says it too, as far as it knows', async () => {
		await page.route('**/api/**', (route) => route.abort());
		await page.goto('/cases');
		await page.getByRole('heading', { name: say('ui.no_server_title') }).waitFor();
		await mark.first().waitFor();
	});
	check('no complaint of the browser, fictional data', complaints);
	await context.close();
}

export async function checkHiding(browser, origin) {
	await hiddenAfterTheTime(browser, origin);
	await lateAnswers(browser, origin);
	await tables(browser, origin);
	await fictionalOnPaperAndAlone(browser, origin);
}
