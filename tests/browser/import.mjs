// A messy spreadsheet of people who do not exist becomes cases: guessed, corrected, checked, confirmed, found, and taken back.
import { ask, openPage, settled, signIn } from './lib/browser.mjs';
import { byKeyboard } from './lib/keyboard.mjs';
import { axe, look } from './lib/page_checks.mjs';
import { check, expect, story } from './lib/report.mjs';
import { text } from './lib/words.mjs';
import { xlsx } from './lib/xlsx.mjs';

const begins = (key, language = 'en') => text(language, key).split('{')[0].trim();
const buttonNamed = (page, name) => page.getByRole('button', { name }).locator('visible=true').first();

const table = () => ({
	name: 'messy.xlsx',
	mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	buffer: xlsx({
		Лист1: [
			['№', 'ФИО', 'Пол', 'Дата рождения (дд.мм.гггг)', 'Гражданство', 'Вид эксплуатации', 'Умер?', 'Любимый цвет'],
			['1', 'Зымырыккызы Чолпонзер', 'ж', '12.05.1994', 'Кыргызстан', 'трудовая', 'нет', 'синий'],
			['2', 'Канаркулов Отабекжан', 'муж.', '1990', 'Узбекистан; Россия', 'на стройке', 'не известно', ''],
			['3', 'Пустельгова Гулнорахон', 'Ж', '31.02.1988', 'TJ', 'сексуальная', '-', 'жёлтый'],
			['4', 'Жаворонкызы Мээрим', 'ж', '03.2001', 'киргизия', 'трудовая', 'отказ', ''],
			['2', 'Канаркулов Отабекжан', 'муж.', '1990', 'Узбекистан; Россия', 'на стройке', 'не известно', ''],
		],
		Заметки: [['nothing'], ['here']],
	}),
});

/** The choice beside a heading of the table, or beside one of its words. */
const choiceOf = (page, heading) => page.locator('li', { has: page.getByRole('heading', { name: heading, exact: true }) }).locator('select');
const meaningOf = (page, word) => page.locator('li', { has: page.getByText(word, { exact: true }) }).locator('select');
const guessMark = (page, language = 'en') => page.getByText(text(language, 'records.guess'), { exact: true });

async function toColumns(page, file = table()) {
	await page.goto('/cases/import');
	await page.locator('input[type="file"]').setInputFiles(file);
	await buttonNamed(page, text('en', 'records.look_at_it')).click();
	await page.getByRole('heading', { name: text('en', 'records.step_columns') }).waitFor();
	await settled(page);
}
async function next(page, key, step, language = 'en') {
	await buttonNamed(page, text(language, key)).click();
	await page.getByRole('heading', { name: text(language, step) }).waitFor();
	await settled(page);
}
async function lookAt(page, name, shots, language = 'en') {
	for (const [width, height] of [[320, 640], [1280, 800]]) {
		await page.setViewportSize({ width, height });
		await settled(page);
		// What the table itself says is in the language of the table.
		const said = (await look(page, language)).filter((fault) => !fault.startsWith('English:'));
		check(`import: ${name} ${language} ${width}`, [...said, ...(await axe(page))]);
		if (shots) await page.screenshot({ path: `${shots}/import_${name}_${language}_${width}.png`, fullPage: true });
	}
}

/** Through all steps; answers how many cases there were before. */
async function bringIn(page, shots) {
	const before = (await ask(page, 'GET', '/api/cases?limit=1')).totals.all;
	await story('columns are guessed from their headings, and a guess says that it is one', async () => {
		await toColumns(page);
		const chosen = {};
		for (const heading of ['ФИО', 'Пол', 'Гражданство', 'Вид эксплуатации', 'Умер?', 'Любимый цвет']) chosen[heading] = await choiceOf(page, heading).inputValue();
		expect(
			JSON.stringify(Object.values(chosen)) === JSON.stringify(['panoh_FullName', 'prs_Gender', 'prs_Citizenship', 'vic_TypeOfExploitation', 'prs_Deceased', '']),
			JSON.stringify(chosen),
		);
		expect((await choiceOf(page, 'Дата рождения (дд.мм.гггг)').inputValue()) === 'prs_Birthdate', 'the date of birth');
		expect((await guessMark(page).count()) === 6, `${await guessMark(page).count()} guesses are marked`);
		await choiceOf(page, 'Умер?').selectOption('');
		await choiceOf(page, 'Умер?').selectOption('prs_Deceased');
		expect((await guessMark(page).count()) === 5, 'what a person chose is still called a guess');
		expect((await page.getByText('Чолпонзер').count()) > 0, 'the first values are not shown');
	});
	await lookAt(page, 'columns', shots);
	await story('two columns cannot be the same', async () => {
		await choiceOf(page, 'Любимый цвет').selectOption('prs_Gender');
		await buttonNamed(page, text('en', 'records.next')).click();
		await page.getByText(text('en', 'records.some_twice')).waitFor();
		await choiceOf(page, 'Любимый цвет').selectOption('');
		await next(page, 'records.next', 'records.step_values');
	});
	await story('words are guessed too: unknown and refused are not "no", and what is not understood is left to people', async () => {
		const meant = {};
		for (const word of ['ж', 'муж.', 'Кыргызстан', 'Узбекистан', 'Россия', 'трудовая', 'на стройке', 'нет', 'не известно', 'отказ', '-']) {
			meant[word] = await meaningOf(page, word).inputValue();
		}
		const wanted = ['Feminine', 'Masculine', 'KG', 'UZ', 'RU', 'ForcedLabour', '=', 'no', '~unknown', '~refused', 'empty'];
		expect(JSON.stringify(Object.values(meant)) === JSON.stringify(wanted), JSON.stringify(meant));
	});
	await lookAt(page, 'values', shots);
	await next(page, 'records.next', 'records.step_defaults');
	await story('a legal ground is asked for, not taken for granted', async () => {
		await buttonNamed(page, text('en', 'records.check')).click();
		await page.getByText(text('en', 'records.choose_one')).first().waitFor();
	});
	await page.getByText(text('en', 'records.consent_verbal'), { exact: true }).click();
	await lookAt(page, 'defaults', shots);
	await next(page, 'records.check', 'records.step_check');
	await story('the check tells what is wrong with its place, and writes nothing', async () => {
		await page.getByText('D4', { exact: true }).waitFor();
		await page.locator('q', { hasText: 'на стройке' }).waitFor();
		expect(!(await buttonNamed(page, /^Bring 2 cases in$/).isEnabled()), 'it can be confirmed with faults');
		expect((await ask(page, 'GET', '/api/cases?limit=1')).totals.all === before, 'something was written');
	});
	await lookAt(page, 'check', shots);
	await story('a word that was not understood is named, and the table checked again', async () => {
		await next(page, 'records.to_words', 'records.step_values');
		await meaningOf(page, 'на стройке').selectOption('ForcedLabour');
		await next(page, 'records.next', 'records.step_defaults');
		await next(page, 'records.check', 'records.step_check');
		expect((await page.locator('q', { hasText: 'на стройке' }).count()) === 0, 'the word is still not understood');
		await page.getByText('Чолпонзер').first().waitFor();
	});
	await story('the columns are kept for the team', async () => {
		await page.getByLabel(text('en', 'records.keep_name')).fill('Hotline');
		await buttonNamed(page, text('en', 'records.keep')).click();
		await page.getByText(text('en', 'records.kept').replace('{name}', 'Hotline')).waitFor();
	});
	return before;
}

async function confirmed(page, before, shots) {
	let reference = '';
	await story('a lost answer loses nothing: confirmed once more, the cases are in once', async () => {
		await page.locator('label', { hasText: begins('records.leave_out') }).click();
		let first = true;
		await page.route('**/api/records/imports', async (route) => {
			if (route.request().method() !== 'POST' || !first) return route.continue();
			first = false;
			await route.fetch();
			await route.abort();
		});
		const confirm = buttonNamed(page, /^Bring 3 cases in$/);
		await confirm.click();
		await page.locator('[role="alert"] p').waitFor();
		await confirm.click();
		await page.getByRole('heading', { name: /^3 cases are in$/ }).waitFor({ timeout: 30_000 });
		await page.unroute('**/api/records/imports');
		expect((await ask(page, 'GET', '/api/cases?limit=1')).totals.all === before + 3, 'not three cases more');
	});
	await lookAt(page, 'done', shots);
	await story('the cases are in the list, under their names for who may see them', async () => {
		await page.goto('/cases');
		await settled(page);
		await buttonNamed(page, text('en', 'cases.show_names')).click();
		await page.getByText('Зымырыккызы').first().waitFor();
		const { items } = await ask(page, 'GET', '/api/records/imports');
		const { first } = await ask(page, 'GET', `/api/records/imports/${items[0].id}`);
		reference = first[0].reference;
		// One of them is worked on from now on.
		await ask(page, 'PATCH', `/api/cases/${first[0].id}`, { risk_level: 'high' }, { 'If-Match': '"1"' });
	});
	await story('the next table like it is read as the last', async () => {
		await toColumns(page);
		await page.getByText(text('en', 'records.saved_used').replace('{name}', 'Hotline')).waitFor();
		expect((await choiceOf(page, 'Умер?').inputValue()) === 'prs_Deceased', 'the kept column is not used');
		expect((await guessMark(page).count()) === 0, 'what was kept is called a guess');
		await next(page, 'records.next', 'records.step_values');
		expect((await meaningOf(page, 'на стройке').inputValue()) === 'ForcedLabour', 'the kept word is not used');
	});
	await story('the whole import is taken back; what somebody worked on stays and is named', async () => {
		await page.goto('/cases/import');
		await settled(page);
		await lookAt(page, 'past', shots);
		await buttonNamed(page, text('en', 'records.take_back')).click();
		await page.locator('dialog').getByRole('button', { name: /^Remove 3 cases$/ }).click();
		const told = page.getByRole('heading', { name: begins('records.taken_back_but') });
		await told.waitFor({ timeout: 30_000 }).catch(async () => {
			const [newest] = (await ask(page, 'GET', '/api/records/imports')).items;
			throw new Error(`the page says ${(await page.locator('main').innerText()).slice(0, 300)}, and the server ${JSON.stringify(newest)}`);
		});
		await page.getByRole('link', { name: reference, exact: true }).waitFor();
		expect((await ask(page, 'GET', '/api/cases?limit=1')).totals.all === before + 1, 'not one case more');
	});
	await lookAt(page, 'taken_back', shots);
}

/** What goes wrong on the way keeps what was chosen. */
async function mishaps(browser, origin) {
	const { page, context } = await openPage(browser, { origin, expected: [/status of 4\d\d/, /ERR_FAILED|Failed to load/] });
	await signIn(page, 'ayana');
	await story('a table that the server dropped is sent again without a word', async () => {
		await toColumns(page);
		await choiceOf(page, 'Любимый цвет').selectOption('cco_CaseComment');
		await next(page, 'records.next', 'records.step_values');
		await ask(page, 'DELETE', '/api/records/uploads');
		await next(page, 'records.next', 'records.step_defaults');
		await page.getByText(text('en', 'records.consent_written'), { exact: true }).click();
		await next(page, 'records.check', 'records.step_check');
	});
	await story('a line that breaks during the check loses nothing', async () => {
		await next(page, 'records.back', 'records.step_defaults');
		await page.route('**/check', (route) => route.abort());
		await buttonNamed(page, text('en', 'records.check')).click();
		await page.locator('[role="alert"] p').waitFor();
		await page.unroute('**/check');
		await next(page, 'records.check', 'records.step_check');
		await next(page, 'records.back', 'records.step_defaults');
		await next(page, 'records.back', 'records.step_values');
		await next(page, 'records.back', 'records.step_columns');
		expect((await choiceOf(page, 'Любимый цвет').inputValue()) === 'cco_CaseComment', 'what was chosen is gone');
	});
	await story('all steps can be gone by keyboard alone, and one sees where one is', async () => {
		await toColumns(page);
		const keys = byKeyboard(page);
		const step = async (button, heading) => {
			await keys.press(text('en', button));
			await page.getByRole('heading', { name: text('en', heading) }).waitFor();
			await settled(page);
		};
		await step('records.next', 'records.step_values');
		await step('records.next', 'records.step_defaults');
		await keys.to(text('en', 'records.consent_written'), { group: text('en', 'records.consent') });
		await page.keyboard.press('Space');
		await step('records.check', 'records.step_check');
		expect(keys.unseen().length === 0, keys.unseen().join('; '));
		expect(await page.evaluate(() => document.activeElement?.tagName === 'H2'), 'a new step does not begin at its heading');
	});
	await story('of two columns with one heading the second is left out, and it is said', async () => {
		const twice = 'ФИО;Пол;Пол\nЖаворонкызы Мээрим;ж;м\n';
		await toColumns(page, { name: 'twice.csv', mimeType: 'text/csv', buffer: Buffer.from(twice) });
		await page.getByText(text('en', 'records.repeated_heading')).waitFor();
		expect((await page.locator('li select').count()) === 2, 'the second can be chosen');
		await next(page, 'records.next', 'records.step_values');
		expect((await page.locator('li').filter({ hasText: /^м/ }).count()) === 0, 'words of the second are asked for');
	});
	await story('what is no table is refused in words', async () => {
		await page.goto('/cases/import');
		await page.locator('input[type="file"]').setInputFiles({ name: 'picture.png', mimeType: 'image/png', buffer: Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\0', 'latin1') });
		await buttonNamed(page, text('en', 'records.look_at_it')).click();
		await page.locator('[role="alert"] p').waitFor();
		await page.getByText(text('en', 'problem.tables.not_a_table')).first().waitFor();
	});
	await context.close();
}

export async function checkImport(browser, origin, languages = ['en'], shots = undefined) {
	const { page, context, complaints } = await openPage(browser, { origin, expected: [/ERR_FAILED|Failed to load/] });
	await signIn(page, 'ayana');
	await story('whoever may open cases finds the way from the list', async () => {
		await page.goto('/cases');
		await page.getByRole('link', { name: text('en', 'cases.bring_in') }).click();
		await page.getByRole('heading', { name: text('en', 'records.step_file') }).waitFor();
	});
	const before = await bringIn(page, shots);
	await confirmed(page, before, shots);
	check('import: nothing complained', complaints);
	await context.close();
	await mishaps(browser, origin);
	for (const language of languages.filter((one) => one !== 'en')) {
		const other = await openPage(browser, { origin, language });
		await signIn(other.page, 'ayana');
		await other.page.goto('/cases/import');
		await settled(other.page);
		await lookAt(other.page, 'file', shots, language);
		await other.page.locator('input[type="file"]').setInputFiles(table());
		await buttonNamed(other.page, text(language, 'records.look_at_it')).click();
		await other.page.getByRole('heading', { name: text(language, 'records.step_columns') }).waitFor();
		await lookAt(other.page, 'columns', shots, language);
		await next(other.page, 'records.next', 'records.step_values', language);
		await lookAt(other.page, 'values', shots, language);
		await next(other.page, 'records.next', 'records.step_defaults', language);
		await other.page.getByText(text(language, 'records.consent_written'), { exact: true }).click();
		await next(other.page, 'records.check', 'records.step_check', language);
		await lookAt(other.page, 'check', shots, language);
		await other.context.close();
	}
}
