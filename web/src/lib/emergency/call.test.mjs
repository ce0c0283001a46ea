import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pieces } from './call.ts';

const numbers = (line) => pieces(line).flatMap((one) => one.number ?? []);

test('a number is called as it was typed, without its signs', () => {
	assert.deepEqual(numbers('+996 (700) 11-12-22'), ['+996700111222']);
	assert.deepEqual(numbers('0700 111222'), ['0700111222']);
});

test('words stay, and each of two numbers is called alone', () => {
	const line = '0700111222, her sister: +996 555 333444';
	assert.deepEqual(numbers(line), ['0700111222', '+996555333444']);
	assert.equal(pieces(line).map((one) => one.text).join(''), line);
});

test('what may be two numbers in one is no link', () => {
	assert.deepEqual(numbers('0700 111222 0555 333444'), []);
});

test('a flat, a year or nothing is no number', () => {
	for (const line of ['', 'flat 12', '1994', 'unknown']) assert.deepEqual(numbers(line), []);
});
