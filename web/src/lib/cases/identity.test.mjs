// Run by `node --test`: what is typed of an identity is what is sent.
import assert from 'node:assert/strict';
import test from 'node:test';
import { cleaned, emptyName, isWritten } from './identity.ts';

test('a line with only a father’s name is sent, so that the server can say what is missing', () => {
	const only = { ...emptyName(), patronymic: ' Asanovna ' };
	assert.deepEqual(cleaned({ names: [only], birth: null }).names.map((one) => one.patronymic), ['Asanovna']);
});

test('a line of spaces is empty and not sent', () => {
	const blank = { ...emptyName(), given: ' ', patronymic: '\t' };
	assert.equal(isWritten(blank), false);
	const sent = cleaned({ names: [blank, { ...emptyName('alias'), given: 'Aigul' }], birth: null }).names;
	assert.deepEqual(sent.map((one) => one.given), ['Aigul']);
});
