import assert from 'node:assert/strict';
import test from 'node:test';
import { clashes, draftOf, faultsOf, merged, newEdition, valueOf } from './edition_draft.ts';

const titles = (texts) => Object.entries(texts).map(([language, text]) => ({ language, text }));
const whole = {
	...newEdition('en', '2026-07-30'),
	titles: titles({ en: 'July', ky: 'Июль' }),
	leads: titles({ en: 'A word' }),
	number: '6',
	countries: ['KG'],
	languages: ['en', 'ky'],
	notes: [{ language: 'en', text: 'One' }, { language: 'en', text: 'Two' }],
	sections: [{ key: 'a', titles: [], stories: ['x'] }],
	contacts: [{ country: 'KG', name: 'Office', emails: ['a@example.org', 'b@example.org'], as_of: '2026-01-02' }],
	fictional: true,
};

test('what is not touched is sent as it came', () => {
	assert.deepEqual(valueOf(draftOf(whole), whole), whole);
	const plain = newEdition('ru', '2026-07-30');
	assert.deepEqual(valueOf(draftOf(plain), plain), plain);
});

test('words of a language that the edition has no longer are kept', () => {
	const draft = draftOf(whole);
	draft.languages = ['en'];
	assert.deepEqual(valueOf(draft, whole).titles, whole.titles);
});

test('a day that is none, a contact of no country and an edition without a title are named before anything is sent', () => {
	const draft = draftOf({ ...whole, titles: [] });
	draft.day = { day: 31, month: 2, year: 2026 };
	draft.contacts[0].country = '';
	draft.contacts[0].as_of = {};
	assert.deepEqual(faultsOf(valueOf(draft, whole)), [
		{ code: 'outreach/missing', field: 'titles' },
		{ code: 'json/date_impossible', field: 'day' },
		{ code: 'outreach/missing', field: 'contacts/0/country' },
		{ code: 'outreach/missing', field: 'contacts/0/as_of' },
	]);
	assert.deepEqual(faultsOf(whole), []);
});

test('two who write in different languages do not meet, and neither loses a word', () => {
	const mine = { ...whole, titles: titles({ en: 'July', ky: 'Mine' }) };
	const theirs = { ...whole, titles: titles({ en: 'Theirs', ky: 'Июль' }), sections: [], number: '7' };
	assert.deepEqual(clashes(whole, mine, theirs), []);
	const value = merged(whole, mine, theirs, {});
	assert.deepEqual(Object.fromEntries(value.titles.map((one) => [one.language, one.text])), { en: 'Theirs', ky: 'Mine' });
	assert.equal(value.number, '7');
	assert.deepEqual(value.sections, []);
});

test('where both changed the same, it is asked, and each choice is followed', () => {
	const mine = { ...whole, number: '8', titles: titles({ en: 'July' }) };
	const theirs = { ...whole, number: '9', titles: titles({ en: 'July', ky: 'Theirs' }) };
	assert.deepEqual(clashes(whole, mine, theirs).map((one) => one.name), ['titles.ky', 'number']);
	const value = merged(whole, mine, theirs, { 'titles.ky': 'mine', number: 'theirs' });
	assert.deepEqual(value.titles, titles({ en: 'July' }));
	assert.equal(value.number, '9');
});
