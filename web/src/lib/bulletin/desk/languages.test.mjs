import assert from 'node:assert/strict';
import test from 'node:test';
import { cellOf } from './languages.ts';

const lacks = [
	{ story: 'x', language: 'ru', what: 'text' },
	{ story: 'x', language: 'ky', what: 'review' },
	{ story: 'y', language: 'ky', what: 'lead' },
	{ story: 'y', language: 'ky', what: 'review' },
	{ story: 'y', language: 'ky', what: 'lead' },
	{ story: null, language: 'ky', what: 'title' },
];

test('a story that nobody wrote is missing, one that nobody read is not reviewed, and what a part lacks is named once', () => {
	assert.equal(cellOf(lacks, 'x', 'en', true).standing, 'written');
	assert.equal(cellOf(lacks, 'x', 'ru', true).standing, 'missing');
	assert.equal(cellOf(lacks, 'x', 'ky', true).standing, 'review');
	assert.deepEqual(cellOf(lacks, 'y', 'ky', true), { standing: 'incomplete', lacks: ['lead'] });
});

test('of a story in no section only what is written is known; the edition itself is never missing', () => {
	assert.equal(cellOf(lacks, 'z', 'en', false).standing, 'missing');
	assert.equal(cellOf(lacks, 'z', 'en', true).standing, 'written');
	assert.deepEqual(cellOf(lacks, null, 'ky', false), { standing: 'incomplete', lacks: ['title'] });
	assert.equal(cellOf(lacks, null, 'en', false).standing, 'written');
});
