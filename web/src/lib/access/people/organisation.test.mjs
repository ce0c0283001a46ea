// Run by `node --test`: what is typed of an organisation is what is sent, and nothing else of it is touched.
import assert from 'node:assert/strict';
import test from 'node:test';
import { degrees } from '../../words/degrees.ts';
import { changed, clashes, draftOf, fieldNames, merged, valuesOf } from './organisation.ts';

const stored = {
	id: '1',
	name: 'House',
	type: 'NGO',
	country: 'KG',
	street: 'Main Street 1',
	city: 'Osh',
	latitude: 40.5,
	longitude: -72.75,
	version: 3,
};
const typed = (change) => valuesOf({ ...draftOf(stored), ...change });
const base = typed({});

test('a form that nobody wrote in changes nothing', () => {
	assert.deepEqual(changed(base, typed({})), {});
	assert.deepEqual(changed(base, typed({ city: ' Osh ', latitude: ' 40,50° ' })), {});
});

test('degrees are written with a dot or a comma, and never guessed', () => {
	assert.equal(degrees('42,8746'), 42.8746);
	assert.equal(degrees('−72.75'), -72.75);
	assert.equal(degrees('0'), 0);
	assert.equal(degrees(' '), null);
	for (const text of ['42.8746, 74.5698', '42°52′', '1e2', 'north', '.', '1234.5', '--4']) assert.ok(Number.isNaN(degrees(text)), text);
});

test('a stored number that the form shows is the number it sends', () => {
	const russian = (value) => String(value).replace('.', ',').replace('-', '−');
	for (const latitude of [0, -0.1, 40.51230000000001, -33.9249, 1e-7, 90, 12.000000000000002]) {
		for (const write of [String, russian]) {
			assert.equal(valuesOf(draftOf({ latitude }, write)).latitude, latitude, `${latitude}`);
		}
	}
});

test('what is emptied is sent as null, a name as it is, so that the server can say it is missing', () => {
	assert.deepEqual(changed(base, typed({ name: ' ', street: ' ', latitude: '' })), { name: '', street: null, latitude: null });
});

test('two who touch different things have nothing to choose', () => {
	const draft = { ...draftOf(stored), street: 'Main Street 2' };
	const theirs = draftOf({ ...stored, phone: '+996 1', version: 4 });
	assert.deepEqual(clashes(base, valuesOf(draft), valuesOf(theirs)), []);
	assert.deepEqual(merged(draftOf(stored), draft, theirs, {}), { ...draft, phone: '+996 1' });
});

test('an address is not put together from two: all of it that differs is asked about', () => {
	const draft = { ...draftOf(stored), street: 'Main Street 2' };
	const mine = valuesOf(draft);
	const now = { ...stored, city: 'Talas', latitude: 42.5, version: 4 };
	const theirs = valuesOf(draftOf(now));
	assert.deepEqual(clashes(base, mine, theirs), ['street', 'city', 'latitude']);
	const sent = (chosen) => changed(theirs, valuesOf(merged(draftOf(stored), draft, draftOf(now), chosen)));
	assert.deepEqual(sent({ street: 'mine', city: 'mine', latitude: 'theirs' }), { street: 'Main Street 2', city: 'Osh' });
	assert.deepEqual(sent({ street: 'theirs', city: 'theirs', latitude: 'theirs' }), {});
	assert.deepEqual(sent({ street: 'mine', city: 'mine', latitude: 'mine' }), { street: 'Main Street 2', city: 'Osh', latitude: 40.5 });
});

test('the same change by both is no clash', () => {
	assert.deepEqual(clashes(base, typed({ name: 'Home' }), typed({ name: 'Home' })), []);
	assert.deepEqual(clashes(base, typed({ name: 'Home' }), typed({ name: 'Hut' })), ['name']);
});

test('the form has all ten fields that HTCDS has of an organisation', () => {
	const ten = ['name', 'street', 'city', 'state', 'postal_code', 'country', 'latitude', 'longitude', 'phone', 'type'];
	assert.deepEqual(ten.filter((name) => !fieldNames.includes(name)), []);
});
