// Run by `node --test`: what is typed of an item is what is sent, nothing is lost, and no figure is guessed.
import assert from 'node:assert/strict';
import test from 'node:test';
import { clashes, draftOf, faultsOf, merged, newDraft, newKey, numberOf, valueOf } from './draft.ts';
import { fieldsOf, kindOf } from './kinds.ts';

const english = { group: ',', decimal: '.' };
const russian = { group: '\u00a0', decimal: ',' };
const event = fieldsOf(kindOf('event'));
const project = fieldsOf(kindOf('project'));
const stored = {
	title: 'Forum',
	kind: 'forum',
	starts_on: '2026-03-04',
	hours: 2.5,
	countries: ['KG'],
	topics: ['One', 'Two'],
	parties: [{ organisation: 'id', name: 'House', role: 'host' }],
	participation: { people: 61, cells: [{ gender: 'Feminine', region: 'Osh', count: 22 }] },
	proposals: [{ key: 'abc', kind: 'idea', text: 'A line\nand another', state: 'collected' }],
	tests: [{ key: 'k', topic: 'T', highest: 20, mean_before: 9.5 }],
};
const plain = (value) => JSON.parse(JSON.stringify(value, (_, one) => (Array.isArray(one) && one.length === 0 ? undefined : one)));

for (const signs of [english, russian]) {
	test(`a value comes back from the form as it went in (${signs.decimal})`, () => {
		assert.deepEqual(plain(valueOf(event, draftOf(event, stored, signs), signs)), stored);
	});
}

test('a part of which nothing was said is not sent', () => {
	assert.equal('participation' in valueOf(event, draftOf(event, { title: 'Forum' }, english), english), false);
	assert.deepEqual(valueOf(fieldsOf(kindOf('fact')), newDraft(fieldsOf(kindOf('fact')), english), english).source, {});
});

test('members that this app does not know are sent back, in entries too', () => {
	const more = { ...stored, colour: 'red', proposals: [{ ...stored.proposals[0], weight: 3 }] };
	const back = valueOf(event, draftOf(event, more, english), english);
	assert.equal(back.colour, 'red');
	assert.equal(back.proposals[0].weight, 3);
});

test('numbers as each language writes them; what could mean two things is no number', () => {
	assert.equal(numberOf('1,234', english), 1234);
	assert.equal(numberOf('1,234.5', english), 1234.5);
	assert.equal(numberOf('1 234,5', russian), 1234.5);
	assert.equal(numberOf('12.5', russian), 12.5);
	assert.equal(numberOf('1,234', russian), 1.234);
	assert.equal(numberOf(' ', english), null);
	for (const typed of ['1,2', '12,34', '1.2.3', '-1', 'ten', '1,234,5', '0x10', '1e999']) assert.ok(Number.isNaN(numberOf(typed, english)), typed);
	assert.ok(Number.isNaN(numberOf('1,2,3', russian)));
});

test('what is missing and what is no number is said at its place', () => {
	const draft = draftOf(event, { ...stored, title: ' ', participation: { cells: [{ count: 1 }] } }, english);
	draft.participation.people = 'many';
	draft.participation.cells[0].count = '';
	draft.participation.attendances = '2.5';
	assert.deepEqual(faultsOf(event, draft, english), [
		{ code: 'outreach/missing', field: 'title' },
		{ code: 'outreach/not_a_number', field: 'participation/people' },
		{ code: 'outreach/not_a_number', field: 'participation/attendances' },
		{ code: 'outreach/missing', field: 'participation/cells/0/count' },
	]);
});

test('a new entry has a key of its own and what it begins with', () => {
	const proposals = event.find((field) => field.name === 'proposals');
	const [one, other] = [newDraft(proposals.fields, english), newDraft(proposals.fields, english)];
	assert.match(one.key, /^[a-z0-9]{10}$/);
	assert.notEqual(one.key, other.key);
	assert.notEqual(newKey(), newKey());
	assert.equal(one.state, 'collected');
});

test('only what both changed in different ways is asked about; what one changed stays', () => {
	const base = { title: 'A', reference: 'r', summary: null, starts_on: '2026-01-01', countries: ['KG'] };
	// The server writes null where nothing is, the form leaves it out.
	const mine = { title: 'Mine', reference: 'same', starts_on: '2026-01-01', countries: ['KG', 'UZ'] };
	const theirs = { ...base, title: 'Theirs', reference: 'same', summary: 'More', ends_on: '2026-05-05', grants: [] };
	assert.deepEqual(clashes(project, base, mine, theirs).map((field) => field.name), ['title']);
	const wanted = { title: 'Mine', reference: 'same', summary: 'More', starts_on: '2026-01-01', ends_on: '2026-05-05', countries: ['KG', 'UZ'], grants: [] };
	assert.deepEqual(merged(project, base, mine, theirs, { title: 'mine' }), wanted);
	assert.equal(merged(project, base, mine, theirs, { title: 'theirs' }).title, 'Theirs');
	// Kept before there was such a list.
	assert.deepEqual(clashes(project, { title: 'A' }, { title: 'A', parties: [] }, { title: 'A', parties: [{ name: 'New' }] }), []);
	// Cleared by me, untouched by them.
	assert.equal('reference' in merged(project, base, { title: 'A' }, base, {}), false);
});
