import assert from 'node:assert/strict';
import test from 'node:test';
import { addSection, moveSection, moveStory, neighbour, placeOf, removeSection, renameSection } from './order.ts';

const section = (key, ...stories) => ({ key, titles: [], stories });
const value = (...sections) => ({ titles: [], sections });
const drawn = (made) => made.sections.map((one) => `${one.key}:${one.stories.join('')}`).join(' ');
const here = value(section('a', 'x', 'y'), section('b', 'z'), section('c'));

test('a story is moved within its section, into another one and out of all', () => {
	assert.equal(drawn(moveStory('x', { section: 'a', at: 1 })(here)), 'a:yx b:z c:');
	assert.equal(drawn(moveStory('x', { section: 'b', at: 1 })(here)), 'a:y b:zx c:');
	assert.equal(drawn(moveStory('x', { section: '', at: 0 })(here)), 'a:y b:z c:');
	assert.equal(drawn(moveStory('new', { section: 'c', at: 9 })(here)), 'a:xy b:z c:new');
	assert.equal(moveStory('x', { section: 'gone', at: 0 })(here), undefined);
});

test('one step up or down goes over the edge of a section, and back the same way', () => {
	assert.deepEqual(neighbour(here, 'y', 1), { section: 'b', at: 0 });
	assert.deepEqual(neighbour(here, 'z', -1), { section: 'a', at: 2 });
	assert.deepEqual(neighbour(here, 'z', 1), { section: 'c', at: 0 });
	assert.equal(neighbour(here, 'x', -1), undefined);
	const last = moveStory('z', { section: 'c', at: 0 })(here);
	assert.deepEqual(neighbour(last, 'z', 1), { section: '', at: 0 });
	assert.deepEqual(neighbour(here, 'unplaced', -1), { section: 'c', at: 0 });
	assert.equal(neighbour(here, 'unplaced', 1), undefined);
	for (const story of ['x', 'y', 'z']) {
		const down = neighbour(here, story, 1);
		const moved = moveStory(story, down)(here);
		assert.equal(drawn(moveStory(story, neighbour(moved, story, -1))(moved)), drawn(here));
	}
});

test('a change is undone on what somebody else made of it meanwhile', () => {
	const before = placeOf(here, 'x');
	const theirs = moveStory('z', { section: 'a', at: 0 })(moveStory('x', { section: 'c', at: 0 })(here));
	assert.equal(drawn(moveStory('x', before)(theirs)), 'a:xzy b: c:');
	assert.equal(drawn(addSection(section('b', 'z', 'x'), 1)(value(section('a', 'x', 'y')))), 'a:xy b:z');
	assert.equal(addSection(section('a'), 0)(here), undefined);
});

test('sections are moved, renamed and removed, and nothing happens to one that is gone', () => {
	assert.equal(drawn(moveSection('b', -1)(here)), 'b:z a:xy c:');
	assert.equal(moveSection('a', -1)(here), undefined);
	assert.equal(moveSection('c', 1)(here), undefined);
	assert.equal(drawn(removeSection('a')(here)), 'b:z c:');
	assert.equal(removeSection('gone')(here), undefined);
	assert.deepEqual(renameSection('b', [{ language: 'en', text: 'B' }])(here).sections[1].titles, [{ language: 'en', text: 'B' }]);
});
