// Statistics that expose nobody: a series is begun, a release planned, looked at before anything is spent, approved by a second person, made, published, taken back.
import { ask, openPage, settled, signIn } from './lib/browser.mjs';
import { byKeyboard } from './lib/keyboard.mjs';
import { axe, look } from './lib/page_checks.mjs';
import { check, expect, story } from './lib/report.mjs';
import { languages, text } from './lib/words.mjs';

const series = 'People helped (fictional)';
const title = 'By year and sex (fictional)';
const second = 'sanjar';

/** A sentence of the app with its holes filled. */
const say = (key, values = {}) => Object.entries(values).reduce((words, [name, value]) => words.replaceAll(`{${name}}`, value), text('en', key));
const button = (page, key) => page.getByRole('button', { name: say(key), exact: true }).locator('visible=true').first();
const link = (page, key) => page.getByRole('link', { name: say(key), exact: true }).locator('visible=true').first();
const inDialog = (page, key) => page.locator('dialog').getByRole('button', { name: say(key), exact: true });
const seen = (page, words) => page.getByText(words).locator('visible=true').first().waitFor();
let shots; // folder of screenshots, if wanted
const idOf = (page) => page.url().split('/').at(-1);

/** Once in each colour and at each width; every combination is in screens.mjs. */
async function lookAt(page, name) {
	const faults = [];
	for (const [colorScheme, width] of [['dark', 320], ['light', 1280]]) {
		await page.emulateMedia({ colorScheme });
		await page.setViewportSize({ width, height: width < 700 ? 640 : 800 });
		await settled(page);
		if (shots) await page.screenshot({ path: `${shots}/releases-${name.replaceAll(' ', '-')}-${width}.png`, fullPage: true });
		faults.push(...(await look(page, 'en')).map((fault) => `${width}: ${fault}`), ...(await axe(page)).map((fault) => `${width} ${colorScheme}: ${fault}`));
	}
	check(`${name} on a phone in the dark and on a desk`, faults);
}

/** The second data officer of the same organisation. */
async function secondOfficer(browser, origin) {
	const { page, complaints } = await openPage(browser, { origin });
	await signIn(page, second);
	return { page, complaints };
}

async function beginsSeries(page) {
	const keyboard = byKeyboard(page);
	await story('a series is begun by keyboard, from a ready-made schema: what is missing is named at its field', async () => {
		await page.goto('/statistics');
		await link(page, 'release.series.new').click();
		await page.locator('main form').waitFor();
		await settled(page);
		await button(page, 'release.series.begin').click();
		await seen(page, say('problem.release.lineage_title'));
		await seen(page, say('problem.release.layout_missing'));
		await page.getByLabel(say('release.series.title_label'), { exact: true }).focus();
		await page.keyboard.type(series);
		await keyboard.to(say('release.preset.cases'), { group: say('release.preset.label') });
		await keyboard.to('4', { group: say('release.series.budget_label') });
		await keyboard.press(say('release.series.begin'));
		await page.waitForURL(/\/statistics\/series\/[0-9a-f-]{36}$/);
		await seen(page, say('release.series.used', { used: '0', all: '4' }));
		await seen(page, say('release.ledger.opened', { epsilon: '4' }));
	});
	check('focus is seen wherever it stands', keyboard.unseen());
	const id = idOf(page);
	await lookAt(page, 'a series');
	return id;
}

async function plans(page) {
	await story('a release is planned; one that spends more than there is says so, and cannot be proposed', async () => {
		await link(page, 'release.plan.begin').click();
		await page.locator('main form').waitFor();
		await button(page, 'release.plan.save').click();
		await seen(page, say('problem.release.title_missing'));
		await page.getByLabel(`English ${say('outreach.needed')}`, { exact: true }).fill(title);
		await page.getByLabel(say('release.plan.epsilon'), { exact: true }).fill('9');
		await page.getByLabel(say('release.plan.columns_some'), { exact: true }).check();
		const columns = ['year', 'gender', 'age_band'];
		for (const column of columns) {
			await page.getByLabel(say('release.schema.find'), { exact: true }).fill(column.toUpperCase());
			await page.getByLabel(column, { exact: true }).check();
			expect(await page.getByLabel('control_Threats', { exact: true }).isHidden(), 'what nobody looks for is shown');
		}
		await page.keyboard.press('Escape');
		const used = await page.locator('.names input:checked').count();
		expect(used === columns.length, `${used} columns are used`);
		await button(page, 'release.plan.save').click();
		await page.waitForURL(/\/statistics\/releases\/[0-9a-f-]{36}$/);
		await seen(page, say('release.run.over', { epsilon: '9', all: '4', used: '0' }));
		await seen(page, say('problem.ledger.overspent'));
		expect(await button(page, 'release.step.propose').isDisabled(), 'it could be proposed');
	});
	const id = idOf(page);
	await story('what was typed into the plan outlives the page', async () => {
		await link(page, 'release.plan.change').click();
		await page.locator('main form').waitFor();
		const kept = page.waitForResponse((answer) => answer.url().includes('/api/drafts/release_plan.') && answer.request().method() === 'PUT' && answer.ok());
		await page.getByLabel(say('release.plan.epsilon'), { exact: true }).fill('2');
		await kept;
		page.once('dialog', (dialog) => dialog.accept());
		await page.reload();
		await page.locator('main form').waitFor();
		await button(page, 'drafts.go_on').click();
		await page.waitForFunction((label) => [...document.querySelectorAll('label')].find((one) => one.textContent === label)?.control?.value === '2', say('release.plan.epsilon'));
	});
	await story('what somebody else saved meanwhile is joined, or shown beside one’s own', async () => {
		const other = await ask(page, 'GET', `/api/releases/${id}`);
		const theirs = { ...other.value, titles: [{ language: 'en', text: 'Their title (fictional)' }] };
		await ask(page, 'PUT', `/api/releases/${id}`, theirs, { 'If-Match': `"${other.version}"` });
		await page.getByLabel(`English ${say('outreach.needed')}`, { exact: true }).fill(`${title} 2`);
		await button(page, 'release.plan.save').click();
		await page.locator('.conflict').waitFor();
		await page.locator('.conflict label').first().click();
		await button(page, 'cases.conflict_save').click();
		await page.waitForURL(/\/statistics\/releases\/[0-9a-f-]{36}$/);
		await seen(page, `${title} 2`);
	});
	await story('the dry run says the cost and the errors in people, and nothing is spent', async () => {
		await seen(page, say('release.run.spends', { epsilon: '2', after: '2', all: '4' }));
		const rows = await page.locator('main table tbody tr').count();
		expect(rows >= 2, `${rows} lines of errors`);
		await button(page, 'release.reading_table.do').click();
		await seen(page, say('release.reading_table.internal'));
		const { lines } = await ask(page, 'GET', `/api/lineages/${(await ask(page, 'GET', `/api/releases/${id}`)).value.lineage}/ledger`);
		expect(lines.length === 1, `${lines.length} lines`);
	});
	await lookAt(page, 'a plan and its dry run');
	return id;
}

async function approves(writer, approver, id) {
	await story('who wrote it proposes it and cannot approve; the second person is told, and sends it back with a note', async () => {
		await button(writer, 'release.step.propose').click();
		await seen(writer, say('release.step.second_person'));
		expect((await button(writer, 'release.step.approve').count()) === 0, 'the writer could approve');
		await approver.goto('/statistics');
		await seen(approver, say('release.list.waits_approve'));
		await approver.getByRole('link', { name: `${title} 2` }).click();
		await button(approver, 'release.step.send_back').click();
		await inDialog(approver, 'release.asking.send_back_do').click();
		await approver.locator('dialog').getByText(say('problem.release.note_missing')).waitFor();
		await approver.locator('dialog textarea').fill('Say two values.');
		await inDialog(approver, 'release.asking.send_back_do').click();
		await approver.locator('dialog').waitFor({ state: 'detached' });
		await writer.reload();
		await seen(writer, 'Say two values.');
		await button(writer, 'release.step.propose').click();
		await seen(writer, say('release.step.second_person'));
	});
	await story('approving names what is spent for good; then it is made while one looks', async () => {
		await approver.reload();
		await button(approver, 'release.step.approve').click();
		await approver.locator('dialog').getByText(say('release.asking.approve_spends', { epsilon: '2', after: '2', all: '4' })).waitFor();
		await inDialog(approver, 'release.asking.approve_do').click();
		await button(approver, 'release.step.publish').waitFor({ timeout: 30_000 });
		await approver.locator('#files').getByText('tables.csv').first().waitFor();
	});
	await story('the second person publishes it; its writer may not', async () => {
		await writer.reload();
		await seen(writer, say('release.step.second_person'));
		expect((await button(writer, 'release.step.publish').count()) === 0, 'the writer could publish');
		await button(approver, 'release.step.publish').click();
		await inDialog(approver, 'release.asking.publish_do').click();
		await link(approver, 'release.step.withdraw').or(button(approver, 'release.step.withdraw')).first().waitFor();
		expect((await approver.locator(`a[href="/releases/${id}"]`).count()) === 1, 'no link to its page');
	});
	await lookAt(approver, 'a published release');
}

async function ledger(page, lineage) {
	await story('the ledger says what was spent, and a larger budget has a reason', async () => {
		await page.goto(`/statistics/series/${lineage}`);
		await seen(page, say('release.ledger.debit', { epsilon: '2', title: `${title} 2` }));
		await seen(page, say('release.series.used', { used: '2', all: '4' }));
		await button(page, 'release.raise.title').click();
		await page.getByLabel(say('release.raise.epsilon'), { exact: true }).fill('3');
		await page.getByLabel(say('release.raise.reason'), { exact: true }).fill('A second year.');
		await inDialog(page, 'release.raise.do').click();
		await page.locator('dialog').getByText(say('problem.ledger.not_larger')).waitFor();
		await page.getByLabel(say('release.raise.epsilon'), { exact: true }).fill('6,5');
		await inDialog(page, 'release.raise.do').click();
		await seen(page, say('release.ledger.raised', { epsilon: '6.5' }));
		await seen(page, 'A second year.');
	});
}

async function schema(page, lineage) {
	await story('values of a column are put together, a fault is shown at its column, and the next version is written', async () => {
		await page.goto(`/statistics/series/${lineage}/schema`);
		await page.locator('main form').waitFor();
		const cap = page.getByLabel(say('release.schema.cap'), { exact: true });
		await cap.fill('900');
		await button(page, 'ui.save').click();
		await seen(page, say('problem.schema.cap_out_of_range'));
		await cap.fill('10');
		await page.getByLabel(say('release.schema.find'), { exact: true }).fill('18-20');
		await page.keyboard.press('Enter');
		const shown = await page.locator('#columns-part > li').count();
		expect(shown === 1, `${shown} columns are shown`);
		await page.getByRole('button', { name: /^Values\s*: age_band$/ }).click();
		if (shots) await page.screenshot({ path: `${shots}/releases-schema-found.png`, fullPage: true });
		const editor = page.locator('.editor');
		for (const value of ['18-20', '21-23']) await editor.getByLabel(say('release.schema.pick', { value }), { exact: true }).check();
		await editor.getByLabel(say('release.schema.group_name'), { exact: true }).fill('18-23');
		await editor.getByRole('button', { name: say('release.schema.join'), exact: true }).click();
		await seen(page, say('release.schema.stands_for', { texts: '18-20, 21-23' }));
		await button(page, 'ui.save').click();
		await page.waitForURL(/\/statistics\/series\/[0-9a-f-]{36}$/);
		await seen(page, '18-23 (2)');
		await seen(page, say('release.schema.version', { 'number, number': '2' }));
	});
}

/** A person of the same organisation opens a case: the table of the series is another one from now on. */
async function opensCase(browser, origin) {
	const { page, context } = await openPage(browser, { origin });
	await signIn(page, 'ayana');
	const { teams } = await ask(page, 'GET', '/api/session');
	await ask(page, 'POST', '/api/cases', { country: 'KG', team: teams[0].id, consent: { given: true, mode: 'written' }, identity: { names: [{ given: 'Nobody', family: 'Fictional', script: 'Latin', kind: 'current' }], birth: { year: 1993 } } });
	await context.close();
}

async function proposes(writer, approver, path) {
	await button(writer, 'release.step.propose').click();
	await seen(writer, say('release.step.second_person'));
	await approver.goto(path);
	await button(approver, 'release.step.approve').click();
	await inDialog(approver, 'release.asking.approve_do').click();
}

async function fails(browser, origin, writer, approver, lineage) {
	await opensCase(browser, origin);
	const plan = { titles: [{ language: 'en', text: 'By gender (fictional)' }], lineage, source: { kind: 'cases' }, kind: 'tables', epsilon: '1', length: 1, columns: ['gender'] };
	const { id } = await ask(writer, 'POST', '/api/releases', plan);
	const path = `/statistics/releases/${id}`;
	await story('a release that fails says why and what to do, to both and where one looks; nothing was spent', async () => {
		await writer.goto(path);
		await proposes(writer, approver, path);
		for (const page of [approver, writer]) {
			if (page === writer) await page.reload();
			await seen(page, say('release.step.failed'));
			await seen(page, say('problem.release.table_changed'));
			await seen(page, say('release.step.failed_debit'));
		}
		const { lines } = await ask(writer, 'GET', `/api/lineages/${lineage}/ledger`);
		expect(!lines.some((line) => line.release === id), 'something was debited');
	});
	await lookAt(writer, 'a release that failed');
	await story('its plan is changed, proposed again, and made', async () => {
		await link(writer, 'release.plan.change').click();
		await writer.locator('main form').waitFor();
		await writer.getByLabel(say('release.plan.new_table'), { exact: true }).check();
		await button(writer, 'release.plan.save').click();
		await writer.waitForURL((url) => url.pathname === path);
		await proposes(writer, approver, path);
		await button(approver, 'release.step.publish').waitFor({ timeout: 30_000 });
	});
}

/** Every language on a phone: nothing sideways, every word. */
async function inEveryLanguage(browser, origin, paths) {
	const faults = [];
	const { page, context } = await openPage(browser, { origin, width: 320 });
	await signIn(page, second);
	for (const language of languages.filter((one) => one !== 'en')) {
		await page.evaluate((code) => localStorage.setItem('panoh-language', code), language);
		for (const path of paths) {
			await page.goto(path);
			await settled(page);
			faults.push(...(await look(page, language)).map((fault) => `${language} ${path}: ${fault}`));
		}
	}
	await context.close();
	check('screens of releases on a phone in every language', faults);
}

export async function checkReleases(browser, origin, folder) {
	shots = folder;
	const expected = [/status of (409|412|422)/];
	const { page, complaints } = await openPage(browser, { origin, expected });
	const other = await secondOfficer(browser, origin);
	await signIn(page, 'meerim');
	const lineage = await beginsSeries(page);
	const release = await plans(page);
	await approves(page, other.page, release);
	await ledger(page, lineage);
	await schema(page, lineage);
	await fails(browser, origin, page, other.page, lineage);
	await page.goto('/statistics');
	await lookAt(page, 'series and releases');
	await inEveryLanguage(browser, origin, ['/statistics', '/statistics/series/new', `/statistics/series/${lineage}`, `/statistics/series/${lineage}/schema`, `/statistics/releases/new?series=${lineage}`, `/statistics/releases/${release}`]);
	await story('what is taken back says why, and its writer may do it', async () => {
		await page.goto(`/statistics/releases/${release}`);
		await button(page, 'release.step.withdraw').click();
		await page.locator('dialog textarea').fill('The years were wrong.');
		await inDialog(page, 'release.asking.withdraw_do').click();
		await seen(page, say('release.step.withdrawn'));
		await seen(page, 'The years were wrong.');
	});
	check('the browser complains of nothing', [...complaints, ...other.complaints.filter((line) => !/status of (403|422)/.test(line))]);
}
