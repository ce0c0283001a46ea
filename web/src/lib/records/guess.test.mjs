// Run by `node --test`: what a heading and a word of a spreadsheet are guessed to be, and what they are never guessed to be.
import assert from 'node:assert/strict';
import test from 'node:test';
import { readFileSync } from 'node:fs';
import { fold, guessColumns, valueGuesser } from './guess.ts';

const root = new URL('../../../../', import.meta.url);
const htcds = readFileSync(new URL('data/htcds/fields.csv', root), 'utf8').trim().split('\n').slice(1).map((line) => line.split(',')[0]);
const own = [...readFileSync(new URL('src/records/layout.cpp', root), 'utf8').matchAll(/\{"(panoh_\w+)", "/g)].map((found) => found[1]);
const known = [...new Set([...htcds, ...own, 'panoh_OpenedOn', 'panoh_Reference'])];
const codes = (list) => JSON.parse(readFileSync(new URL(`data/codes/${list}.json`, root), 'utf8')).codes.map((one) => one.code);
const column = (heading, samples = [], labels = {}) => guessColumns([{ heading, samples }], known, labels)[0];
const guesser = (list, labels = {}, unknownToo = true) => valueGuesser({ list, codes: codes(list), labels, unknownToo });

test('case, spaces, signs and brackets are no difference', () => {
	assert.equal(fold('  Дата_РОЖДЕНИЯ (дд.мм.гггг): '), 'дата рождения');
	assert.equal(fold('Живёт'), 'живет');
	assert.equal(fold('O‘zbek'), 'ozbek');
});

test('every column of the standard is known by its own name, however it is written', () => {
	assert.deepEqual(guessColumns(htcds.map((heading) => ({ heading, samples: [] })), known, {}), htcds);
	assert.equal(column('PRS GENDER'), 'prs_Gender');
	assert.equal(column('TypeOfExploitation'), 'vic_TypeOfExploitation');
});

test('what people write in English and Russian is known', () => {
	for (const [heading, wanted] of [
		['ФИО', 'panoh_FullName'], ['Ф.И.О.', 'panoh_FullName'], ['Full name', 'panoh_FullNameGivenFirst'],
		['Пол', 'prs_Gender'], ['Sex', 'prs_Gender'], ['Дата рождения (дд.мм.гггг)', 'prs_Birthdate'], ['D.O.B.', 'prs_Birthdate'],
		['Гражданство', 'prs_Citizenship'], ['Nationality', 'prs_Citizenship'], ['Тел.', 'prs_MobilePhone'], ['Дети', 'prs_NumberOfChildren'],
		['Вид эксплуатации', 'vic_TypeOfExploitation'], ['Семейное положение', 'prs_MaritalStatus'], ['№ паспорта', undefined],
		['Номер паспорта', 'prs_IdentityNumber'], ['Имя матери', 'panoh_MotherName'], ['Согласие', 'con_Consent'], ['Примечание', 'cco_CaseComment'],
		['Гражданство клиента', 'prs_Citizenship'], ['Погода', undefined], ['', undefined], ['№', undefined],
	]) assert.equal(column(heading), wanted, heading);
});

test('"name" is one name or a whole one: its cells tell', () => {
	assert.equal(column('Имя', ['Айгүл', 'Отабек']), 'prs_FirstName');
	assert.equal(column('Имя', ['Токтосунова Айгүл', 'Каримов Отабек', 'Анна']), 'panoh_FullName');
});

test('labels of the language that is shown are known, and each column is guessed once', () => {
	assert.equal(column('Maşgala ýagdaýy', [], { prs_MaritalStatus: ['Maşgala ýagdaýy'] }), 'prs_MaritalStatus');
	const twice = [{ heading: 'Пол', samples: [] }, { heading: 'Sex', samples: [] }];
	assert.deepEqual(guessColumns(twice, known, {}), ['prs_Gender', undefined]);
	// The whole heading goes before one that only begins so.
	const begins = [{ heading: 'Гражданство матери', samples: [] }, { heading: 'Гражданство', samples: [] }];
	assert.deepEqual(guessColumns(begins, known, {}), [undefined, 'prs_Citizenship']);
});

test('values are known by code, label and what people write', () => {
	const gender = guesser('gender', { Feminine: ['Woman or girl'] });
	for (const word of ['ж', 'Ж.', ' жен', 'ЖЕНСКИЙ', 'female', 'Feminine', 'woman or girl']) assert.equal(gender(word), 'Feminine', word);
	assert.equal(gender('м'), 'Masculine');
	assert.equal(gender('стройка'), undefined);
	const country = guesser('country', { KG: ['Kyrgyzstan'] });
	for (const word of ['KG', 'kg', 'Кыргызстан', 'киргизия', 'Kyrgyzstan']) assert.equal(country(word), 'KG', word);
	assert.equal(guesser('exploitation')('Трудовая эксплуатация'), 'ForcedLabour');
	assert.equal(guesser('yes_no')('+'), 'yes');
});

test('what is not known is never a "no"', () => {
	const deceased = guesser('yes_no');
	for (const word of ['не известно', 'Неизвестно', 'нет данных', 'unknown', 'unk', '?', 'не знает', 'no data', 'not established']) assert.equal(deceased(word), '~unknown', word);
	for (const word of ['отказ', 'Отказалась отвечать', 'refused', 'prefer not to say']) assert.equal(deceased(word), '~refused', word);
	for (const word of ['не спрашивали', 'not asked', 'N/A', 'н/д']) assert.equal(deceased(word), '~not_asked', word);
	for (const word of ['-', '—', '...', '/']) assert.equal(deceased(word), '', word);
	for (const word of ['не', 'н', 'не думаю', 'no idea', 'нет ответа']) assert.notEqual(deceased(word), 'no', word);
	assert.equal(deceased('нет'), 'no');
	assert.equal(deceased('~refused'), '~refused');
	assert.equal(deceased('~something'), undefined);
});

test('where a question has no such answer, what is not known stays empty', () => {
	assert.equal(guesser('yes_no', {}, false)('не известно'), '');
	assert.equal(guesser('next_step', {}, false)('unknown'), '');
});

test('every code that a guess can give is in its list', () => {
	const text = readFileSync(new URL('./guess.ts', import.meta.url), 'utf8');
	const lists = text.slice(text.indexOf('valueSynonyms')).matchAll(/^\t(\w+): \{\n([\s\S]*?)^\t\},/gm);
	let seen = 0;
	for (const [, list, body] of lists) for (const [, code] of body.matchAll(/^\t\t(\w+): '/gm)) {
		assert.ok(codes(list).includes(code), `${list}: ${code}`);
		++seen;
	}
	assert.ok(seen > 40);
	const columns = text.slice(text.indexOf('synonyms'), text.indexOf('/** A column that')).matchAll(/^\t(\w+): '/gm);
	for (const [, name] of columns) assert.ok(known.includes(name), name);
});
