// Files and paper: what is in them, what is not, and that nobody gets them without a reason.
import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { ask, openPage, settled, signIn } from './lib/browser.mjs';
import { check, expect, story } from './lib/report.mjs';
import { text } from './lib/words.mjs';

const say = (key) => text('en', key);
const reason = 'the look at all files in spring';
const button = (page, key) => page.getByRole('button', { name: say(key), exact: true }).locator('visible=true').first();

/** The parts of an XLSX as texts, by the directory at its end. */
function partsOf(file) {
	const bytes = readFileSync(file);
	const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
	const parts = new Map();
	let at = bytes.readUInt32LE(end + 16);
	for (let n = bytes.readUInt16LE(end + 10); n > 0; --n) {
		const [packed, name, extra, comment] = [bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)];
		const local = bytes.readUInt32LE(at + 42);
		const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
		const part = bytes.subarray(start, start + packed);
		parts.set(bytes.toString('utf8', at + 46, at + 46 + name), (bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(part) : part).toString('utf8'));
		at += 46 + name + extra + comment;
	}
	return parts;
}

async function sayWhy(form) {
	await form.getByLabel(say('export.purpose')).selectOption('supervision');
	await form.getByLabel(say('export.why_text')).fill(reason);
}

/** Presses and takes the file that comes. */
async function fileOf(page, key) {
	const [download] = await Promise.all([page.waitForEvent('download'), button(page, key).click()]);
	return { name: download.suggestedFilename(), path: await download.path() };
}

async function theList(browser, origin) {
	const { page, context, complaints } = await openPage(browser, { origin, downloads: true });
	await signIn(page, 'ayana');
	const { totals } = await ask(page, 'GET', '/api/cases?limit=1');
	const names = (await ask(page, 'GET', '/api/cases?limit=5&names=shown')).items.map((one) => one.name.family);
	await page.goto('/cases');
	await settled(page);
	const dialog = page.locator('dialog');
	await story('the list is no file without a reason', async () => {
		await button(page, 'cases.export_list').click();
		await dialog.getByText(say('export.without_names')).waitFor();
		await button(page, 'export.make').click();
		expect(await dialog.getByLabel(say('export.purpose')).evaluate((field) => field.matches(':invalid')), 'no purpose was asked for');
		expect((await dialog.getByText(say('export.made')).count()) === 0, 'a file was made');
	});
	await story('the list as a file: every case, no names, and who, when and why', async () => {
		await sayWhy(dialog);
		const { name, path } = await fileOf(page, 'export.make');
		expect(/^cases-\d{4}-\d\d-\d\d\.xlsx$/.test(name), `it is called ${name}`);
		const parts = partsOf(path);
		const [about, list] = [parts.get('xl/worksheets/sheet1.xml'), parts.get('xl/worksheets/sheet2.xml')];
		expect(list.split('<row ').length - 2 === totals.all, `${list.split('<row ').length - 2} rows of ${totals.all} cases`);
		for (const family of names) expect(!list.includes(`>${family}`) && !list.includes(` ${family}<`), 'a name is in it');
		for (const word of ['Ayana Bekova', reason, 'Supervision', say('ui.fictional_data'), say('export.note')])
			expect(about.includes(word), `the first sheet lacks ${word}`);
		expect(parts.get('docProps/core.xml').includes(reason), 'the properties lack the reason');
		expect(list.includes('Ayana Bekova ·') || list.includes(reason), 'the foot of the pages lacks it');
		expect(list.includes(say('codes.case_state.active')), 'codes are not in words');
		await page.getByText(say('export.made')).waitFor();
		expect((await dialog.count()) === 0, 'the dialog is still open');
	});
	await story('names are in it when the list shows them', async () => {
		await button(page, 'cases.show_names').click();
		await button(page, 'cases.hide_names').waitFor();
		await button(page, 'cases.export_list').click();
		await dialog.getByText(say('export.with_names')).waitFor();
		await sayWhy(dialog);
		const { path } = await fileOf(page, 'export.make');
		const list = partsOf(path).get('xl/worksheets/sheet2.xml');
		for (const family of names) expect(list.includes(family), 'a name is missing');
	});
	check('no complaint of the browser, the list', complaints);
	await context.close();
}

async function wholeCases(browser, origin) {
	const { page, context, complaints } = await openPage(browser, { origin, downloads: true, width: 320 });
	await signIn(page, 'daniyar');
	await story('whole cases as a supervisor, from a phone', async () => {
		await page.goto('/cases');
		await settled(page);
		await button(page, 'cases.export_list').click();
		await page.locator('dialog').getByRole('link', { name: say('export.whole_title') }).click();
		await page.waitForURL('**/cases/export');
		await settled(page);
		await sayWhy(page.locator('main form'));
		const { name, path } = await fileOf(page, 'export.make');
		expect(/^htcds-.*\.xlsx$/.test(name), `it is called ${name}`);
		const parts = partsOf(path);
		expect(parts.get('xl/worksheets/sheet1.xml').includes('prs_FirstName'), 'the table is not the first sheet');
		expect(parts.get('xl/worksheets/sheet2.xml').includes(reason), 'the last sheet lacks the reason');
		await page.getByText(say('export.made')).waitFor();
	});
	await story('which questions are used: bars, and the same as a table', async () => {
		await page.goto('/cases/fields');
		await settled(page);
		const used = page.getByRole('region', { name: say('export.used_title') });
		const bars = await page.locator('section[aria-labelledby="used"] svg.bar').count();
		expect(bars > 3 || (await used.count()) > 0, 'no bars');
		await page.locator('summary').click();
		const rows = await page.locator('details tbody tr').count();
		const listed = (await page.locator('section[aria-labelledby="used"] li, section[aria-labelledby="unused"] li, section[aria-labelledby="parts"] li').count());
		expect(rows === listed && rows > 20, `${rows} rows, ${listed} in the picture`);
	});
	check('no complaint of the browser, whole cases', complaints);
	await context.close();
}

async function paper(browser, origin) {
	const { page, context, complaints } = await openPage(browser, { origin });
	await page.addInitScript(() => {
		window.printed = 0;
		window.print = () => (window.printed += 1);
	});
	await signIn(page, 'ayana');
	const { items } = await ask(page, 'GET', '/api/cases?limit=50');
	const id = items[0].id;
	const { names } = await ask(page, 'GET', `/api/cases/${id}/identity`);
	const family = names[0].family;
	await page.goto(`/cases/${id}`);
	await settled(page);
	await page.getByRole('link', { name: say('cases.print_summary') }).click();
	await page.waitForURL('**/print');
	await settled(page);
	const shown = () => page.locator('table.paper').isVisible();
	await story('nothing goes on paper before the reason is known', async () => {
		await page.emulateMedia({ media: 'print' });
		expect(!(await shown()), 'the summary would be printed');
		await page.getByText(say('export.print_first')).waitFor();
		await page.emulateMedia({ media: 'screen' });
	});
	await story('a summary without the name, with who, when and why at the foot', async () => {
		await sayWhy(page.locator('main form'));
		await button(page, 'export.print_now').click();
		await page.waitForFunction(() => window.printed === 1);
		await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
		const words = await page.locator('body').innerText();
		expect(!words.includes(family), 'the name is on it');
		for (const word of [items[0].reference, say('export.name_left_out'), 'Ayana Bekova', reason, 'Supervision', say('ui.fictional_data')])
			expect(words.includes(word), `it lacks ${word}`);
		expect(!(await page.locator('header').first().isVisible()) && !(await page.locator('main form').isVisible()), 'the screen is on it too');
		const [ink, ground] = await page.locator('table.paper').evaluate((one) => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor]);
		expect(ink === 'rgb(0, 0, 0)' && ground === 'rgb(255, 255, 255)', `${ink} on ${ground}`);
		const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
		const box = /\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/.exec(pdf);
		expect(box && Math.abs(box[1] - 595) < 2 && Math.abs(box[2] - 842) < 2, `no A4: ${box?.[0]}`);
		await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
	});
	await story('no line of it is cut between two sheets', async () => {
		const cut = await page.evaluate(() => [...document.querySelectorAll('.paper dl > div, .paper li')].filter((one) => getComputedStyle(one).breakInside !== 'avoid').length);
		expect(cut === 0, `${cut} rows may be cut`);
	});
	await story('another reason is another printing', async () => {
		await page.getByLabel(say('export.why_text')).fill('something else');
		await page.emulateMedia({ media: 'print' });
		expect(!(await shown()), 'the old foot would be printed');
		await page.emulateMedia({ media: 'screen' });
	});
	await story('the name is on it when it is ticked, and the team sees both', async () => {
		await page.locator('form label:has(input[type="checkbox"])').click();
		await button(page, 'export.print_now').click();
		await page.waitForFunction(() => window.printed === 2);
		expect((await page.locator('table.paper').innerText()).includes(family), 'the name is not on it');
		const { items: seen } = await ask(page, 'GET', `/api/cases/${id}/history`);
		expect(seen[0].action === 'case_print' && seen[0].detail === 'with:names' && seen[1].action === 'identity_read', JSON.stringify(seen.slice(0, 3)));
		expect(!JSON.stringify(seen).includes(reason), 'the words of the reason are in the record');
		await page.goto(`/cases/${id}`);
		await page.getByText(say('audit.did.case_print')).first().waitFor();
	});
	await story('who looked goes on paper whole, by role and organisation, without a name', async () => {
		for (let i = 0; i < 3; i++) await ask(page, 'GET', `/api/cases/${id}/identity`);
		await page.goto(`/cases/${id}`);
		await page.getByRole('link', { name: say('cases.print_looked') }).click();
		await page.waitForURL('**/looked');
		await settled(page);
		await page.emulateMedia({ media: 'print' });
		expect(!(await shown()), 'the list would be printed without a reason');
		await page.emulateMedia({ media: 'screen' });
		const all = (await ask(page, 'GET', `/api/cases/${id}/history`)).items.length;
		expect((await page.locator('.paper li').count()) === all, `not ${all} rows`);
		await sayWhy(page.locator('main form'));
		await button(page, 'export.print_now').click();
		await page.waitForFunction(() => window.printed === 1);
		await page.emulateMedia({ media: 'print' });
		const words = await page.locator('body').innerText();
		for (const word of [say('codes.role.caseworker'), say('audit.did.identity_read'), items[0].reference])
			expect(words.includes(word), `it lacks ${word}`);
		for (const word of [family, 'Ayana Bekova', 'Daniyar', 'today']) expect(!words.includes(word), `it says ${word}`);
		await page.emulateMedia({ media: 'screen' });
	});
	await story('names of staff are on it when they are ticked, and the list says what was printed', async () => {
		await page.locator('form label:has(input[type="checkbox"])').click();
		await button(page, 'export.print_now').click();
		await page.waitForFunction(() => window.printed === 2);
		expect((await page.locator('.paper tbody').innerText()).includes('Ayana Bekova'), 'no name on it');
		const { items: seen } = await ask(page, 'GET', `/api/cases/${id}/history`);
		expect(seen[0].detail === 'looked:names' && seen[1].detail === 'looked:roles', JSON.stringify(seen.slice(0, 2)));
		await page.goto(`/cases/${id}`);
		await page.getByText(say('audit.did.case_print_looked')).first().waitFor();
	});
	check('no complaint of the browser, paper', complaints);
	await context.close();
}

/** The auditor's file of the log, through the form. */
async function theLog(browser, origin) {
	const { page, context, complaints } = await openPage(browser, { origin, downloads: true });
	await signIn(page, 'azat');
	await story('an auditor comes to the people and takes the log along', async () => {
		await page.waitForURL('**/people');
		await page.getByRole('link', { name: say('directory.record'), exact: true }).click();
		await settled(page);
		await page.getByText(say('record.nothing_against')).waitFor();
		await sayWhy(page.locator('main form'));
		const file = await fileOf(page, 'record.save');
		const lines = readFileSync(file.path, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
		expect(file.name.endsWith('.jsonl') && lines[0].why === reason && lines.at(-1).end === lines[0].last, JSON.stringify(lines[0]));
	});
	check('no complaint of the browser, log', complaints);
	await context.close();
}

export async function checkExport(browser, origin) {
	await theList(browser, origin);
	await wholeCases(browser, origin);
	await paper(browser, origin);
	await theLog(browser, origin);
}
