import assert from 'node:assert/strict';
import test from 'node:test';
import { orderDiffers, partsThatDiffer, pieces, storiesThatDiffer } from './compare.ts';
import { newEdition } from './edition_draft.ts';

const text = (language, title, body) => ({ language, title, lead: null, byline: null, body, reviewed: false });
const story = (id, texts, more = {}) => ({ id, value: { country: 'KG', texts, ...more } });
const release = (number, stories, sections = []) => ({ edition: { ...newEdition('en', '2026-07-30'), number, sections }, stories });

test('paragraphs that stay are said once, and the others where they stood', () => {
	const drawn = pieces('One\n\nTwo\nThree', 'One\nTwo and more\nThree\nFour').map((one) => `${one.kind}:${one.text}`);
	assert.deepEqual(drawn, ['same:One', 'gone:Two', 'new:Two and more', 'same:Three', 'new:Four']);
	assert.deepEqual(pieces('', 'New'), [{ kind: 'new', text: 'New' }]);
	assert.deepEqual(pieces('Same', 'Same'), [{ kind: 'same', text: 'Same' }]);
});

test('a story is added, left out, or changed in a language; one that stays is not named', () => {
	const before = release('1', [story('a', [text('en', 'A', 'x')]), story('b', [text('en', 'B', 'y')]), story('c', [text('en', 'C', 'z')])]);
	const after = release('1', [story('a', [text('en', 'A', 'x'), text('ky', 'А', 'x')], { pictures: [1] }), story('c', [text('en', 'C', 'z')]), story('d', [text('en', 'D', '')])]);
	const found = storiesThatDiffer(before, after, 'en');
	assert.deepEqual(found.map((one) => [one.id, one.kind]), [['a', 'changed'], ['d', 'added'], ['b', 'left_out']]);
	assert.deepEqual(found[0].texts.map((one) => [one.language, one.member]), [['ky', 'title'], ['ky', 'body']]);
	assert.deepEqual(found[0].others, ['pictures']);
	assert.equal(found[2].title, 'B');
});

test('parts of the edition that differ are named, its order apart', () => {
	const [before, after] = [release('1', []), release('2', [], [{ key: 'a', titles: [], stories: [] }])];
	assert.deepEqual(partsThatDiffer(before, after).map((one) => one.name), ['number']);
	assert.equal(orderDiffers(before, after), true);
	assert.equal(orderDiffers(before, before), false);
});
