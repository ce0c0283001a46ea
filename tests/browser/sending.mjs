// Subscribers and sending of the bulletin, with letters that a real mail server receives.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ask, openPage, password, settled, signIn } from './lib/browser.mjs';
import { byKeyboard } from './lib/keyboard.mjs';
import { axe, look } from './lib/page_checks.mjs';
import { postOffice, subscribe, until } from './lib/post.mjs';
import { check, expect, story } from './lib/report.mjs';
import { command, newFolder, serve } from './lib/server.mjs';
import { text } from './lib/words.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const say = (key) => text('en', `edition.${key}`);
/** A sentence with gaps: what stands before the first one. */
const start = (key) => say(key).split('{')[0].trim();
const readers = 30;
const languages = ['ky', 'ru', 'tg'];
const people = Object.fromEntries(Array.from({ length: readers }, (_, n) => [`reader${n}@example.org`, languages[n % languages.length]]));

/** A demonstration that sends, one letter after the other, with an edition that is out. */
async function world(program) {
	const folder = newFolder();
	const post = await postOffice(folder, 100);
	command(program, folder, 'demo');
	const settings = [`mail.server=smtp://127.0.0.1:${post.port}`, 'mail.from=Panoh <bulletin@example.org>', 'mail.connections=1', 'server.public_address=https://panoh.example.org', 'server.trusted_proxy=127.0.0.1'];
	const origin = await serve(program, folder, '--demo', ...settings.flatMap((one) => ['--set', one]));
	const words = [path.join(root, 'tools/enter_edition.py'), origin, path.join(root, 'data/editions/2021-07-30'), '--writer', 'asel', '--approver', 'bermet', '--publish'];
	const entered = spawnSync('python3', words, { encoding: 'utf8', env: { ...process.env, PANOH_WRITER_PASSWORD: password, PANOH_APPROVER_PASSWORD: password } });
	if (entered.status !== 0) throw new Error(entered.stderr);
	return { origin, post, edition: entered.stdout.trim() };
}

async function faultsAt(page, width) {
	await page.setViewportSize({ width, height: 800 });
	await settled(page);
	return [...(await look(page, 'en')), ...(await axe(page))].map((fault) => `${width}: ${fault}`);
}
async function wellMade(page, name) {
	const faults = [...(await faultsAt(page, 320)), ...(await faultsAt(page, 1280))];
	check(`${name}: nothing wide, nothing that axe finds`, faults);
}

async function picture(page, folder, name) {
	if (!folder) return;
	mkdirSync(folder, { recursive: true });
	for (const width of [320, 1280]) {
		await page.setViewportSize({ width, height: 800 });
		for (const colorScheme of ['light', 'dark']) {
			await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
			await settled(page);
			await page.screenshot({ path: path.join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
		}
	}
	await page.emulateMedia({ colorScheme: 'light' });
}

async function countsReaders(page, shots) {
	await story('who subscribes is counted by language, and the page names nobody', async () => {
		await page.goto('/bulletin/subscribers');
		await page.locator('table').waitFor();
		const table = (await page.locator('table').innerText()).split('\n').join(' ');
		expect(/Kyrgyz\s+10/.test(table) && /All\s+30/.test(table) && /English\s+0/.test(table), table);
		expect(!(await page.content()).includes('@example.org'), 'an address of a reader is on the page');
		expect(await page.getByText('https://panoh.example.org/subscriptions').isVisible(), 'the address to subscribe at is not the one that the world knows');
		await page.getByRole('button', { name: say('reader.copy') }).press('Enter');
		await page.getByText(new RegExp(`${say('reader.copied')}|${start('reader.marked')}`)).waitFor();
	});
	await wellMade(page, 'subscribers');
	await picture(page, shots, 'subscribers');
}

const bar = (page) => page.locator('progress');

/** A page of its own, so that the one that sends goes on. */
async function lineOf(page, { edition }, shots) {
	const other = await page.context().newPage();
	await other.goto(`/bulletin/${edition}`);
	await other.getByText(new RegExp(`^${start('sending.line_running')} \\d+ of ${readers} letters`)).waitFor();
	await picture(other, shots, 'edition-with-line');
	await other.getByRole('link', { name: say('sending.to_sending') }).press('Enter');
	await other.getByRole('button', { name: say('sending.stop') }).waitFor();
	await other.close();
}

async function sends(page, { post, edition }, shots) {
	const keyboard = byKeyboard(page);
	await story('an edition is sent by keyboard, after a plain question', async () => {
		await page.clock.install();
		await page.goto(`/bulletin/${edition}/sending`);
		await page.getByText(say('sending.languages')).waitFor();
		await picture(page, shots, 'sending-before');
		await keyboard.press(say('sending.ask'));
		await page.locator('dialog').waitFor();
		await picture(page, shots, 'sending-question');
		expect(post.letters().length === readers, 'letters left before the answer');
		post.hold();
		await keyboard.press(say('sending.send_now'));
		await bar(page).waitFor();
		post.letGo();
		await until(() => post.letters().length >= readers + 4, 'the first letters');
		post.hold();
		expect(keyboard.unseen().length === 0, keyboard.unseen().join(', '));
	});
	await story('a page that nobody is at asks nothing, and looks again when somebody moves', async () => {
		await page.clock.fastForward('03:00');
		await page.getByText(say('sending.resting')).waitFor();
		let asked = 0;
		const count = (request) => (asked += request.url().includes('/api/sendings/') ? 1 : 0);
		page.on('request', count);
		await page.clock.fastForward('01:00');
		expect(asked === 0, `${asked} times`);
		await page.mouse.move(200, 300);
		await page.getByText(say('sending.resting')).waitFor({ state: 'detached' });
		expect(asked > 0, 'it does not look again');
		page.off('request', count);
	});
	await story('the page of the edition says in one line that it is on its way', () => lineOf(page, { edition }, shots));
	await story('it is stopped in the middle, and the counts are those of the letters that came', async () => {
		await page.waitForFunction(() => document.querySelector('progress').value > 0);
		await picture(page, shots, 'sending-running');
		await page.getByRole('button', { name: say('sending.stop') }).press('Enter');
		await page.getByText(say('sending.state_stopped'), { exact: true }).waitFor();
		post.letGo();
		const [stopped] = (await ask(page, 'GET', `/api/sendings?edition=${edition}`)).items;
		expect(stopped.state === 'stopped' && stopped.waiting > 0, JSON.stringify(stopped));
		await page.getByText(say('sending.go_on')).waitFor();
	});
	await wellMade(page, 'a sending that was stopped');
	await picture(page, shots, 'sending-stopped');
	await story('it goes on to its end: everybody has the letter once', async () => {
		await page.getByRole('button', { name: say('sending.ask'), exact: true }).click();
		await page.getByRole('button', { name: say('sending.send_now') }).click();
		await page.getByText(say('sending.state_done'), { exact: true }).waitFor({ timeout: 40_000 });
		expect((await bar(page).evaluate((one) => one.value)) === 1, 'the bar is not at its end');
		const reached = post.letters().slice(readers).map((letter) => letter.to);
		expect(reached.length === readers && new Set(reached).size === readers, `${reached.length} letters to ${new Set(reached).size}`);
		await page.getByText(start('sending.said_done')).first().waitFor({ state: 'attached' });
		expect((await page.locator('main li', { hasText: start('sending.past_stopped') }).count()) === 1, 'the one before is not in the list');
		expect(!(await page.content()).includes('@example.org'), 'an address of a reader is on the page');
	});
	await story('nobody gets it twice', async () => {
		await page.getByRole('button', { name: say('sending.ask'), exact: true }).click();
		await page.getByRole('button', { name: say('sending.send_now') }).click();
		await page.getByText(text('en', 'problem.bulletin.nobody_waits')).waitFor();
		expect(post.letters().length === 2 * readers, 'more letters');
	});
	await picture(page, shots, 'sending-done');
}

async function refuses(browser, origin, edition, shots) {
	await story('a programme officer sends nothing and is told so', async () => {
		const { page, context, complaints } = await openPage(browser, { origin });
		await signIn(page, 'asel');
		await page.goto(`/bulletin/${edition}/sending`);
		await page.getByText(say('sending.not_yours')).waitFor();
		expect((await page.locator('main button').count()) === 0, 'a button is offered');
		const asked = await page.evaluate(async (id) => {
			const headers = { 'Content-Type': 'application/json' };
			return (await fetch(`/api/editions/${id}/sendings`, { method: 'POST', headers, body: '{"languages":["ky"]}' })).status;
		}, edition);
		expect(asked === 403, `the server says ${asked}`);
		await page.goto('/bulletin/subscribers');
		await page.getByText(say('reader.not_yours')).waitFor();
		await picture(page, shots, 'subscribers-not-yours');
		const faults = complaints.filter((line) => !line.includes('403'));
		expect(faults.length === 0, faults.join('; '));
		await context.close();
	});
}

async function withoutMail(browser, program, shots) {
	await story('a server without mail says so, and what is to be done', async () => {
		const folder = newFolder();
		command(program, folder, 'demo');
		const { page, context } = await openPage(browser, { origin: await serve(program, folder, '--demo') });
		await signIn(page, 'bermet');
		await page.goto('/bulletin/subscribers');
		await page.getByText(say('reader.not_set_up')).waitFor();
		await picture(page, shots, 'subscribers-not-set-up');
		const faults = await faultsAt(page, 320);
		expect(faults.length === 0, faults.join('; '));
		await context.close();
	});
}

export async function checkSending(browser, program, shots) {
	const made = await world(program);
	try {
		await subscribe(made.origin, made.post, people);
		await refuses(browser, made.origin, made.edition, shots);
		const { page, context, complaints } = await openPage(browser, { origin: made.origin, expected: [/status of 409 /] });
		await signIn(page, 'bermet');
		await countsReaders(page, shots);
		await sends(page, made, shots);
		check('nothing to complain about in sending', complaints);
		await context.close();
	} finally {
		made.post.end();
	}
	await withoutMail(browser, program, shots);
}
