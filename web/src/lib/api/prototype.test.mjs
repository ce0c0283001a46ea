// Run by `node --test`: names like `__proto__` in an answer or a file change no prototype, and are told apart from what every object has.
import assert from 'node:assert/strict';
import test from 'node:test';
import * as organisation from '../access/people/organisation.ts';
import * as edition from '../bulletin/edition_draft.ts';
import * as story from '../bulletin/story.ts';
import { changesSince } from '../cases/changes.ts';
import * as item from '../outreach/draft.ts';
import { fieldsOf, kindOf } from '../outreach/kinds.ts';
import { guessColumns, valueGuesser } from '../records/guess.ts';
import { addMeanings } from '../records/meanings.ts';
import * as parts from '../release/making/merge.ts';
import * as plan from '../release/making/plan.ts';
import * as schema from '../release/making/schema.ts';

const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];
const signs = { group: ',', decimal: '.' };

/** The same answer as JSON with these names in every object: what a server that somebody else runs could say. */
function poisoned(value) {
	const more = '"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},"prototype":{"polluted":"yes"}';
	const write = (one) => {
		if (Array.isArray(one)) return `[${one.map(write).join()}]`;
		if (typeof one !== 'object' || one === null) return JSON.stringify(one);
		return `{${[...Object.entries(one).map(([name, part]) => `${JSON.stringify(name)}:${write(part)}`), more].join()}}`;
	};
	return JSON.parse(write(value));
}

const prototypes = [Object.prototype, Array.prototype, Function.prototype, Map.prototype, String.prototype];
const stand = () => JSON.stringify(prototypes.map((one) => Object.entries(Object.getOwnPropertyDescriptors(one)).map(([name, { value }]) => [name, typeof value])));
const before = stand();
const untouched = (what) => {
	assert.equal(stand(), before, what);
	assert.equal({}.polluted, undefined, what);
	assert.equal([].polluted, undefined, what);
};

test('words of a file are kept under their own names, whatever these are', () => {
	const meanings = new Map();
	const guessed = new Set();
	addMeanings([...names, 'f'], new Map([['constructor', 'Feminine']]), (value) => (value === 'f' || value === '__proto__' ? 'Feminine' : undefined), meanings, guessed);
	assert.deepEqual([...meanings], [['__proto__', 'Feminine'], ['constructor', 'Feminine'], ['f', 'Feminine']]);
	assert.deepEqual([...guessed], ['__proto__', 'f']);
	const guess = valueGuesser({ list: 'gender', codes: ['Feminine', 'Masculine'], labels: {}, unknownToo: true });
	for (const name of names) {
		assert.equal(guess(name), undefined, name);
		assert.equal(guess(`~${name}`), undefined, name);
	}
	assert.deepEqual(guessColumns(names.map((heading) => ({ heading, samples: names })), ['prs_Gender', 'prs_FirstName'], {}), names.map(() => undefined));
	untouched('a file');
});

test('an item of the programme with such members is shown, merged and sent back', () => {
	const fields = fieldsOf(kindOf('event'));
	const stored = poisoned({ title: 'Forum', kind: 'forum', starts_on: '2026-03-04', participation: { people: 61, cells: [{ gender: 'Feminine', count: 22 }] }, proposals: [{ key: 'abc', kind: 'idea', text: 'A', state: 'collected' }] });
	const mine = item.valueOf(fields, item.draftOf(fields, stored, signs), signs);
	const merged = item.merged(fields, stored, { ...mine, title: 'Mine' }, stored, poisoned({ title: 'mine' }));
	assert.equal(merged.title, 'Mine');
	assert.equal(Object.getPrototypeOf(merged), Object.prototype);
	assert.equal(Object.getPrototypeOf(mine), Object.prototype);
	untouched('an item');
});

test('a story and an edition in languages of such names are merged as others are', () => {
	for (const language of names) {
		const stored = poisoned({ texts: [{ language, title: 'A', lead: null, byline: null, body: 'B', reviewed: true }], sources: [{ language, text: 'S' }], figures: [{ figure: language, labels: [{ language, text: 'L' }], sources: [] }] });
		const draft = story.draftOf(stored, [language, 'en']);
		assert.equal(Object.hasOwn(draft.texts, language) && draft.texts[language].title, 'A');
		const merged = story.merged(draft, { ...draft, country: 'KG' }, draft, {});
		const sent = story.valueOf(merged);
		assert.deepEqual([sent.country, sent.texts.map((one) => [one.language, one.title]), sent.sources], ['KG', [[language, 'A']], [{ language, text: 'S' }]]);
		const value = poisoned({ ...edition.newEdition(language, '2026-01-01'), titles: [{ language, text: 'T' }] });
		const mine = edition.valueOf(edition.draftOf({ ...value, titles: [{ language, text: 'M' }] }), value);
		assert.equal(edition.merged(value, mine, value, {}).titles.find((one) => one.language === language).text, 'M');
		untouched(`languages: ${language}`);
	}
});

test('a release, its schema and its columns may be called so', () => {
	for (const name of names) {
		const value = poisoned({ ...plan.newPlan('l', 'en'), kind: 'k', titles: [{ language: name, text: 'T' }], columns: [] });
		const draft = plan.draftOf(value, 'en');
		assert.equal(plan.widthOf(draft, name), '1', 'nobody joined its values');
		assert.deepEqual(plan.valueOf(draft, 'l', [name]).joined, []);
		const joined = plan.draftOf({ ...value, joined: [{ column: name, width: 3 }] }, 'en');
		assert.deepEqual(plan.valueOf(joined, 'l', [name]).joined, [{ column: name, width: 3 }]);
		assert.equal(plan.planOf(parts.merged(plan.partsOf(value), plan.partsOf(value), plan.partsOf(value), {}), 'l').titles[0].language, name);
		const table = schema.whole(poisoned({ schema: 1, lineage: 'l', people: 10, person: { each_row: true }, caps: { values: 1 }, columns: [{ name, values: [{ name }] }] }));
		assert.deepEqual(schema.schemaOf(schema.draftOf(table), 'l').columns.map((one) => one.name), [name]);
		untouched(`columns: ${name}`);
	}
});

test('an organisation and the history of a case with such members are read', () => {
	const base = organisation.draftOf(poisoned({ name: 'House', type: 'NGO', country: 'KG' }));
	assert.equal(organisation.merged(base, { ...base, name: 'Mine' }, base, poisoned({})).name, 'Mine');
	const at = (second) => `2026-01-01T00:00:0${second}.000Z`;
	const rows = names.map((name, n) => poisoned({ actor: 'other', actor_name: 'O', at: at(n + 1), action: 'case_change', detail: `fields:${name}` }));
	const changes = changesSince([...rows, ...names.map((action) => ({ actor: 'other', at: at(7), action })), { actor: 'me', at: at(0), action: 'case_open' }], 'me', Date.parse(at(0)) + 60_000);
	assert.deepEqual(Object.keys(changes.fields).sort(), [...names].sort());
	assert.equal(Object.keys(changes.sections).join(), 'happened');
	untouched('a history');
});
