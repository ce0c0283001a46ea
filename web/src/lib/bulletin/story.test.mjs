// Run by `node --test`: what is typed of a story is what is sent, pictures keep their number, and two who change it lose nothing.
import assert from 'node:assert/strict';
import test from 'node:test';
import { alone, between, figuresIn, leftOut, marked, plain, within } from './body.ts';
import { clashes, draftOf, faultLines, figuresOf, languageOf, merged, movePicture, namedFaults, previewOf, valueOf, withoutPicture } from './story.ts';

const figure = '0190f0a0-0000-7000-8000-000000000001';
const stored = {
	country: 'KG',
	days: [{ from: '2026-03-04' }, { from: '2026-03-06', to: '2026-03-07' }],
	texts: [
		{ language: 'ru', title: 'Фонари', lead: null, byline: null, body: '{picture:2}\n\nТекст', reviewed: true },
		{ language: 'en', title: 'Lanterns', lead: 'Lead', byline: 'Me', body: `## A\n{picture:1}\nabout {figure:${figure}}\n{picture:2}`, reviewed: false },
	],
	pictures: [
		{ picture: 'one', alternative: [{ language: 'en', text: 'A lamp' }], caption: [] },
		{ picture: 'two', alternative: [], caption: [{ language: 'ru', text: 'Лампа' }] },
	],
	figures: [{ figure, labels: [{ language: 'ru', text: 'ламп' }], sources: [] }],
	campaigns: ['c'],
	events: [],
	media_pieces: [],
	materials: [],
	commitments: [],
	facts: [],
	testimonies: [],
	sources: [{ language: 'ru', text: 'Раз' }, { language: 'ru', text: 'Два' }],
};
const draft = (change = () => {}) => {
	const made = draftOf(structuredClone(stored), ['en', 'ru', 'ky']);
	change(made);
	return made;
};

test('a story comes back from its form as it went in, also in a language that has only sources', () => {
	assert.deepEqual(valueOf(draft()), stored);
	assert.ok(draft().texts.ky, 'the edition has a language that nobody wrote in');
	assert.deepEqual(valueOf(draftOf({ sources: [{ language: 'tg', text: 'A' }] }, ['en'])).sources, [{ language: 'tg', text: 'A' }]);
});

test('half a day is sent to be refused, and waits where it is only looked at', () => {
	const half = draft((one) => (one.days = [{ from: { year: 2026, month: 3 }, to: {} }, { from: {}, to: {} }]));
	assert.deepEqual(valueOf(half).days, [{ from: '2026-03' }]);
	assert.deepEqual(previewOf(half).days, []);
});

test('a picture that is moved or taken out is followed by every text', () => {
	const moved = draft((one) => movePicture(one, 0, 1));
	assert.equal(moved.pictures[0].picture, 'two');
	assert.match(moved.texts.ru.body, /\{picture:1\}/);
	assert.match(moved.texts.en.body, /\{picture:2\}[^]*\{picture:1\}/);
	const without = draft((one) => withoutPicture(one, 0));
	assert.equal(without.texts.en.body, `## A\nabout {figure:${figure}}\n{picture:1}`);
	assert.equal(without.texts.ru.body, '{picture:1}\n\nТекст');
});

test('faults are named by language and id, and lines of a body are found', () => {
	const faults = ['texts/1/body/3', 'texts/0/title', 'pictures/0/alternative/0/text', 'figures/0/labels/0/text', 'sources/1/text', 'days/0/from'].map((field) => ({ code: 'x/y', field }));
	const named = namedFaults(faults, stored);
	assert.deepEqual(named.map((one) => one.field), ['texts/en/body/3', 'texts/ru/title', 'pictures/one/alternative/en/text', `figures/${figure}/labels/ru/text`, 'sources/ru/text', 'days/0/from']);
	assert.deepEqual(faultLines(named, 'en'), [3]);
	assert.deepEqual(faultLines(named, 'ru'), []);
	assert.deepEqual(named.map((one) => languageOf(one.field)), ['en', 'ru', 'en', 'ru', 'ru', undefined]);
});

test('who changed different parts both keep them; the same part is asked about', () => {
	const mine = draft((one) => { one.texts.en.title = 'Mine'; one.texts.en.lead = 'My lead'; });
	const theirs = draft((one) => { one.texts.en.title = 'Theirs'; one.texts.ru.byline = 'Они'; one.country = 'KZ'; });
	assert.deepEqual(clashes(draft(), mine, theirs), ['text/en/title']);
	const both = merged(draft(), mine, theirs, { 'text/en/title': 'theirs' });
	assert.deepEqual([both.texts.en.title, both.texts.en.lead, both.texts.ru.byline, both.country], ['Theirs', 'My lead', 'Они', 'KZ']);
	assert.equal(merged(draft(), mine, theirs, { 'text/en/title': 'mine' }).texts.en.title, 'Mine');
	assert.deepEqual(valueOf(merged(draft(), draft(), draft(), {})), stored);
});

test('a text shows the same pictures after another person moved them or took one out', () => {
	const mine = draft((one) => (one.texts.en.body += '\nMore'));
	const moved = merged(draft(), mine, draft((one) => movePicture(one, 0, 1)), {});
	assert.deepEqual(moved.pictures.map((one) => one.picture), ['two', 'one']);
	assert.equal(moved.texts.en.body, `## A\n{picture:2}\nabout {figure:${figure}}\n{picture:1}\nMore`);
	const gone = draft((one) => withoutPicture(one, 0));
	const kept = merged(draft(), mine, gone, { 'text/en/body': 'mine' });
	assert.match(kept.texts.en.body, new RegExp(`\\{picture:${kept.pictures.findIndex((one) => one.picture === 'one') + 1}\\}`));
	assert.deepEqual(kept.pictures.find((one) => one.picture === 'one').alternative, { en: 'A lamp' });
});

test('the mark of a reader stays only with the very words they read', () => {
	const said = draft((one) => (one.texts.en.reviewed = true));
	const rewritten = draft((one) => { one.texts.en.title = 'Another'; });
	assert.equal(merged(draft(), said, rewritten, {}).texts.en.reviewed, false);
	assert.equal(merged(draft(), said, draft((one) => (one.country = 'KZ')), {}).texts.en.reviewed, true);
});

test('figures of all texts have words, each once', () => {
	assert.deepEqual(figuresOf(draft((one) => (one.texts.ru.body = `{figure:${figure}} \\{figure:no`))), [figure]);
	assert.deepEqual(figuresIn(`{figure:${figure}} and {figure:${figure}}`), [figure]);
});

test('what is not printed is counted: by reference only, and typed quotes are none of it', () => {
	const body = '> one\n> more\n> — Who\n> two\n\n{testimony:a}\n{picture:1}\n{picture:2}\nabout {figure:x}';
	const blocks = (kinds) => kinds.map((kind) => ({ kind }));
	assert.deepEqual(leftOut(body, blocks(['quote', 'quote', 'quote', 'picture', 'picture'])), { testimonies: 0, pictures: 0 });
	assert.deepEqual(leftOut(body, blocks(['quote', 'quote', 'picture'])), { testimonies: 1, pictures: 1 });
});

const apply = (text, { from, to, text: words }) => text.slice(0, from) + words + text.slice(to);
const after = (text, writing) => { const whole = apply(text, writing); return whole.slice(writing.from + writing.select[0], writing.from + writing.select[1]); };

test('marks stand where the caret was, and round the words that were chosen', () => {
	assert.equal(apply('one two three', between('one two three', 4, 8, '**', 'words')), 'one **two** three');
	const written = between('one ', 4, 4, '**', 'words');
	assert.equal(apply('one ', written), 'one **words**');
	assert.equal(after('one ', written), 'words');
	// Marks over two lines, or within marks, would be a fault.
	assert.equal(apply('a\nb', between('a\nb', 0, 3, '**', 'words')), 'a\nb**words**');
	assert.equal(apply('one\ntwo\nend', marked('one\ntwo\nend', 1, 5, '- ', 'x')), '- one\n- two\nend');
	assert.equal(apply('- one\n- two', marked('- one\n- two', 0, 11, '- ', 'x')), 'one\ntwo');
	assert.equal(apply('- one', marked('- one', 2, 2, '## ', 'x')), '## one');
	assert.equal(apply('', marked('', 0, 0, '## ', 'Heading')), '## Heading');
});

test('what needs its own line gets one', () => {
	assert.equal(apply('one\ntwo', alone('one\ntwo', 1, '{picture:1}')), 'one\n{picture:1}\ntwo');
	assert.equal(apply('one\n\ntwo', alone('one\n\ntwo', 4, '{picture:1}')), 'one\n{picture:1}\ntwo');
	assert.equal(apply('one', alone('one', 3, '{picture:1}')), 'one\n{picture:1}\n');
	assert.equal(apply('one two', within('one two', 4, 4, '{f} ')), 'one {f} two');
	assert.equal(apply('', within('', 0, 0, '{f}')), '{f}\n');
	assert.equal(plain(' a * [b]\n{c} '), 'a \\* \\[b\\] \\{c\\}');
});
