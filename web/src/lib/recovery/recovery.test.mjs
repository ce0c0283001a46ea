import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPrepared, readCode } from './types.ts';

const state = { organisation: '', rotations: [], lonely: [], left_out: [], root: null, custodians: [], not_in_escrow: 0, refusal: null };
const root = { fingerprint: '', made_at: '', ends_at: '', kept: true, holds: true };

test('all is prepared with a root, and with custodians or the reason for none', () => {
	assert.equal(isPrepared(state), false);
	assert.equal(isPrepared({ ...state, root }), false);
	assert.equal(isPrepared({ ...state, custodians: [{ user: 'a', name: 'A', can_help: true }] }), false);
	assert.equal(isPrepared({ ...state, root, custodians: [{ user: 'a', name: 'A', can_help: true }] }), true);
	assert.equal(isPrepared({ ...state, root, refusal: { by: 'A', at: '', reason: 'x' } }), true);
	assert.equal(isPrepared({ ...state, root: { ...root, kept: false }, refusal: { by: 'A', at: '', reason: 'other' } }), false);
});

test('a code is read as the server reads it', () => {
	assert.equal(readCode(' ol2i-x '), '0121X');
	assert.notEqual(readCode('WXYZ'), readCode('WXY2'));
});
