// The public page of an edition, as the program serves it, in a browser that may run no script of it and is given none.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { axe } from './lib/page_checks.mjs';
import { lookAround, open } from './lib/public_page.mjs';
import { check, expect, story } from './lib/report.mjs';

const languages = ['en', 'ru', 'kk', 'ky', 'tg', 'tk', 'uz'];
const largest = 25_000;

/** A hand-made edition with everything one can hold; the program of the tests beside the server's. */
async function serveSample(server) {
	const program = path.join(path.dirname(server), 'src/portal/portal_sample');
	const child = spawn(program, ['--serve', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
	const [port] = await new Promise((done, failed) => {
		child.on('error', failed);
		child.on('exit', () => failed(new Error('the sample ended')));
		createInterface(child.stdout).once('line', (line) => done([line]));
	});
	return { origin: `http://127.0.0.1:${port}`, end: () => child.kill('SIGTERM') };
}

/** Where the first figure stands: beside the words on wide pages, among them on narrow ones. */
const figureBeside = () => {
	const words = document.querySelector('.body > p').getBoundingClientRect();
	return document.querySelector('.figure').getBoundingClientRect().left >= words.right;
};

async function checkLanguage(browser, origin, language, width, more = {}) {
	const { context, page, complaints, asked } = await open(browser, { baseURL: origin, width, ...more });
	const answer = await page.goto(`/bulletins/2026-07-30/${language}`);
	const body = (await answer.body()).length;
	const faults = await page.evaluate(lookAround);
	const lang = await page.evaluate(() => document.documentElement.lang);
	if (lang !== language) faults.push(`html lang is ${lang}`);
	if (body > largest) faults.push(`${body} bytes`);
	if ((await page.evaluate(figureBeside)) !== width >= 1160) faults.push('the figure is not where it belongs');
	for (const url of asked) if (!url.startsWith(origin)) faults.push(`asks elsewhere: ${url}`);
	if ((await context.cookies()).length > 0) faults.push('a cookie');
	faults.push(...(await axe(page)));
	faults.push(...complaints.filter((line) => !line.includes('404'))); // the icon is the staff app's, which is not served here
	await context.close();
	return faults;
}

async function otherWays(browser, origin) {
	await story('the page of an edition reads the same without scripts', async () => {
		const one = await open(browser, { baseURL: origin, width: 1280, javaScriptEnabled: false });
		await one.page.goto('/bulletins/2026-07-30/ky');
		expect(await one.page.getByRole('heading', { level: 1 }).isVisible(), 'no heading');
		expect((await one.page.locator('.figure').count()) === 3, 'figures are missing');
		await one.context.close();
	});
	await story('the page of an edition is used by keyboard: first to the text, then to the languages', async () => {
		const { page, context } = await open(browser, { baseURL: origin, width: 1280 });
		await page.goto('/bulletins/2026-07-30/en');
		await page.keyboard.press('Tab');
		expect(await page.evaluate(() => document.activeElement.className === 'skip' && document.activeElement.getBoundingClientRect().left >= 0), 'the first stop is not the way to the text');
		await page.keyboard.press('Enter');
		expect(await page.evaluate(() => document.activeElement.id === 'text'), 'the way to the text does not lead there');
		await page.goto('/bulletins/2026-07-30/en');
		await page.getByRole('link', { name: 'Русский' }).first().press('Enter');
		await page.waitForURL('**/ru');
		await context.close();
	});
	await story('printed from the browser it has its words and no furniture', async () => {
		const { page, context } = await open(browser, { baseURL: origin, width: 1280 });
		await page.goto('/bulletins/2026-07-30/en');
		await page.emulateMedia({ media: 'print' });
		expect(await page.locator('.story').first().isVisible(), 'no story');
		for (const one of ['.contents', '.languages', 'footer']) expect(!(await page.locator(one).first().isVisible()), `${one} is printed`);
		expect(await page.getByText('Fictional data').first().isVisible(), 'the mark is not printed');
		await context.close();
	});
	await story('lists and wrong addresses are pages too', async () => {
		const { page, context } = await open(browser, { baseURL: origin, width: 320 });
		for (const [address, status] of [['/bulletins', 200], ['/bulletins/tg', 200], ['/bulletins/nothing/ky', 404]]) {
			const answer = await page.goto(address);
			expect(answer.status() === status, `${address}: ${answer.status()}`);
			const faults = [...(await page.evaluate(lookAround)), ...(await axe(page))];
			expect(faults.length === 0, `${address}: ${faults.join('; ')}`);
		}
		await context.close();
	});
}

export async function checkBulletinPage(browser, server, shots) {
	const { origin, end } = await serveSample(server);
	try {
		for (const language of languages) {
			for (const width of [320, 1280]) check(`page of an edition in ${language} at ${width}`, await checkLanguage(browser, origin, language, width));
		}
		check('page of an edition in the dark', await checkLanguage(browser, origin, 'kk', 1280, { colorScheme: 'dark' }));
		check('page of an edition in forced colours', await checkLanguage(browser, origin, 'uz', 320, { forcedColors: 'active' }));
		await otherWays(browser, origin);
		if (shots) await takePictures(browser, origin, shots);
	} finally {
		end();
	}
}

async function takePictures(browser, origin, folder) {
	for (const [name, language, width, colorScheme] of [
		['ky-1280', 'ky', 1280, 'light'],
		['ru-1280-dark', 'ru', 1280, 'dark'],
		['ky-320', 'ky', 320, 'light'],
		['en-320-dark', 'en', 320, 'dark'],
	]) {
		const { page, context } = await open(browser, { baseURL: origin, width, colorScheme });
		await page.goto(`/bulletins/2026-07-30/${language}`);
		await page.screenshot({ path: path.join(folder, `bulletin-${name}.png`), fullPage: true });
		await context.close();
	}
}
