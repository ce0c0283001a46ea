// What everybody reads of published data: the list, the page of a release and of one that was withdrawn, as the program serves
// them; and report.html, as the command line writes it. In a browser that may run no script of them.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { axe } from './lib/page_checks.mjs';
import { lookAround, open } from './lib/public_page.mjs';
import { dataOfficers, publish } from './lib/publishing.mjs';
import { check, expect, story } from './lib/report.mjs';
import { demoServer, newFolder } from './lib/server.mjs';

const languages = ['en', 'ru', 'kk', 'ky', 'tg', 'tk', 'uz'];
const table = new URL('../stories/release/people.csv', import.meta.url);

async function faultsOf(browser, address, language, width, more = {}) {
	const { context, page, complaints, asked } = await open(browser, { width, ...more });
	await page.goto(address);
	// Without scripts nothing would open them.
	for (const one of (await page.locator('details > summary').all()).slice(0, 3)) await one.click();
	const faults = await page.evaluate(lookAround);
	const lang = await page.evaluate(() => document.documentElement.lang);
	if (lang !== language) faults.push(`html lang is ${lang}`);
	const home = new URL(address).origin;
	for (const url of asked) if (!address.startsWith('file:') && !url.startsWith(home)) faults.push(`asks elsewhere: ${url}`);
	if (address.startsWith('file:') && asked.length > 1) faults.push(`asks for ${asked[1]}`);
	if ((await context.cookies()).length > 0) faults.push('a cookie');
	faults.push(...(await axe(page)));
	faults.push(...complaints.filter((line) => !line.includes('404'))); // the icon is the staff app's, which need not be built
	await context.close();
	return faults;
}

async function checkEverywhere(browser, name, addressIn) {
	for (const language of languages)
		for (const width of [320, 1280]) check(`${name} in ${language} at ${width}`, await faultsOf(browser, addressIn(language), language, width));
	for (const width of [320, 1280]) check(`${name} in the dark at ${width}`, await faultsOf(browser, addressIn('ru'), 'ru', width, { colorScheme: 'dark' }));
	check(`${name} in forced colours`, await faultsOf(browser, addressIn('uz'), 'uz', 320, { forcedColors: 'active' }));
}

async function readByKeyboard(browser, address) {
	const { page, context } = await open(browser, { width: 1280, javaScriptEnabled: false });
	await page.goto(address);
	await page.keyboard.press('Tab');
	expect(await page.locator('.skip:focus').isVisible(), 'the first stop is not the way to the text');
	await page.keyboard.press('Enter');
	// Down the contents to the first chart, whose numbers open without a script.
	const summary = page.locator('figure summary').first();
	for (let stop = 0; stop < 40 && !(await summary.evaluate((one) => one === document.activeElement)); ++stop) await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	expect(await page.locator('figure table').first().isVisible(), 'the numbers of the first chart do not open');
	await context.close();
}

async function printed(browser, address, furniture) {
	const { page, context } = await open(browser, { width: 1280 });
	await page.goto(address);
	await page.emulateMedia({ media: 'print' });
	for (const one of ['h1', '#promise', '#figures svg', '#files']) expect(await page.locator(one).first().isVisible(), `${one} is not printed`);
	for (const one of furniture) expect(!(await page.locator(one).first().isVisible()), `${one} is printed`);
	expect(await page.getByText('Fictional data').first().isVisible(), 'the mark is not printed');
	await context.close();
}

/** Of a reader who sees no more than one screen. */
async function firstScreen(browser, address, wanted) {
	const { page, context } = await open(browser, { width: 1280 });
	await page.goto(address);
	for (const one of ['h1', '.lead', '.facts', '#figures h2', ...wanted]) {
		const box = await page.locator(one).first().boundingBox();
		expect(box !== null && box.y + box.height <= 800, `${one} is below the first screen`);
	}
	await context.close();
}

async function served(browser, server, shots) {
	const origin = await demoServer(server);
	const officers = await dataOfficers(origin, readFileSync(table, 'utf8'));
	const titles = [
		{ language: 'en', text: 'People who were helped: a title that is long enough to need a second line' },
		{ language: 'ru', text: 'Кому помогли' },
	];
	const out = await publish(officers, 'wide', 'ctdc-63', { titles, notes: [{ language: 'en', text: 'Made up.' }], kind: 'tables', epsilon: '4', length: 2 });
	const gone = await publish(officers, 'gone', 'sdg-16-2-2', { titles, kind: 'tables', epsilon: '4', length: 2 });
	await gone.withdraw('The years of two partners were counted twice.');
	const page = (language) => `${origin}/releases/${out.id}/${language}`;
	await checkEverywhere(browser, 'page of a release', page);
	await checkEverywhere(browser, 'list of releases', (language) => `${origin}/releases/${language}`);
	await checkEverywhere(browser, 'page of a withdrawn release', (language) => `${origin}/releases/${gone.id}/${language}`);
	await story('the page of a release is used by keyboard and without scripts', () => readByKeyboard(browser, page('en')));
	await story('printed, the page of a release has its words and no furniture', () => printed(browser, page('en'), ['.contents', '.languages', 'footer']));
	await story('its first screen says what, who, when, which promise, and shows the main figures', () => firstScreen(browser, page('en'), ['#figures svg']));
	await story('readers of the bulletin find what was published, change the language there, and take a file', async () => {
		const { page: tab, context } = await open(browser, { width: 1280 });
		await tab.goto(`${origin}/bulletins/en`);
		await tab.getByRole('main').getByRole('link', { name: 'Published data' }).click();
		await tab.getByRole('link', { name: titles[0].text }).last().click();
		const [file] = await Promise.all([tab.waitForEvent('download'), tab.getByRole('link', { name: 'tables.csv' }).click()]);
		expect(readFileSync(await file.path(), 'utf8').includes('length,column_1'), 'tables.csv is something else');
		await tab.getByRole('link', { name: 'Русский' }).first().click();
		expect((await tab.locator('h1').textContent()) === titles[1].text, 'the title is not in Russian');
		await context.close();
	});
	if (shots) await takePictures(browser, { 'release-page': page, 'release-list': (language) => `${origin}/releases/${language}`, 'release-withdrawn': (language) => `${origin}/releases/${gone.id}/${language}` }, shots);
}

/** report.html of the command line, in each language. */
function writeReports(server) {
	const folder = newFolder();
	const run = (...words) => {
		const done = spawnSync(server, ['release', ...words], { cwd: folder, encoding: 'utf8' });
		if (done.status !== 0) throw new Error(`panoh release ${words[0]}: ${done.stderr || done.stdout}`);
	};
	run('fiction', '--people', '3000', '--out', 'fiction');
	run('ledger', 'start', 'ledger.jsonl', '--schema', 'fiction/schema.json', '--epsilon', '20', '--by', 'Test');
	for (const language of languages)
		run('tables', 'fiction/table.csv', '--schema', 'fiction/schema.json', '--ledger', 'ledger.jsonl', '--epsilon', '2', '--length', '2', '--by', 'Test', '--language', language, '--out', language);
	return (language) => pathToFileURL(path.join(folder, language, 'report.html')).href;
}

async function written(browser, server, shots) {
	const report = writeReports(server);
	await checkEverywhere(browser, 'report.html', report);
	await story('report.html is used by keyboard and without scripts', () => readByKeyboard(browser, report('en')));
	await story('printed, report.html has its words and no furniture', () => printed(browser, report('en'), ['.contents']));
	await story('the first screen of report.html shows the main figures', () => firstScreen(browser, report('en'), ['#figures svg']));
	if (shots) await takePictures(browser, { 'report-html': report }, shots);
}

async function takePictures(browser, pages, folder) {
	for (const [name, addressIn] of Object.entries(pages))
		for (const [language, width, colorScheme] of [['en', 1280, 'light'], ['ru', 1280, 'dark'], ['kk', 320, 'light'], ['en', 320, 'dark']]) {
			const { page, context } = await open(browser, { width, colorScheme });
			await page.goto(addressIn(language));
			await page.screenshot({ path: path.join(folder, `${name}-${language}-${width}-${colorScheme}.png`), fullPage: true });
			await context.close();
		}
}

export async function checkReleasePage(browser, server, shots) {
	await served(browser, server, shots);
	await written(browser, server, shots);
}
