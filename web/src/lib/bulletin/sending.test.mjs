// Run by `node --test`: how often a sending is looked at, and how fast it is said to go.
import assert from 'node:assert/strict';
import test from 'node:test';
import { handled, nextPause, Pace, shareOf, subscribersOf } from './sending.ts';

test('every two seconds while it moves, less and less often while it does not', () => {
	let pause = 0;
	const pauses = [];
	for (let i = 0; i < 9; i += 1) pauses.push((pause = nextPause(pause, false)));
	assert.deepEqual(pauses.slice(0, 3), [3000, 4500, 6750]);
	assert.equal(pauses.at(-1), 30_000);
	assert.equal(nextPause(30_000, true), 2000);
});

test('the pace is that of the last minute, and of nothing before there is enough to say', () => {
	const pace = new Pace();
	assert.equal(pace.perMinute, undefined);
	pace.note(0, 100);
	pace.note(2000, 103);
	assert.equal(pace.perMinute, undefined);
	assert.equal(pace.minutesFor(50), undefined);
	pace.note(6000, 110);
	assert.equal(pace.perMinute, 100);
	assert.equal(pace.minutesFor(250), 3);
	assert.equal(pace.minutesFor(1), 1);
	for (let at = 8000; at <= 64_000; at += 2000) pace.note(at, 110);
	assert.ok(pace.perMinute > 0, 'a minute ago there was a letter');
	for (let at = 66_000; at <= 70_000; at += 2000) pace.note(at, 110);
	assert.equal(pace.perMinute, 0);
	assert.equal(pace.minutesFor(5), undefined);
	pace.forget();
	pace.note(0, 5);
	pace.note(40_000, 5);
	assert.equal(pace.perMinute, undefined, 'a pause of less than a minute is not called a standstill');
});

test('a sending that had nobody to go to is at its end', () => {
	const one = { total: 30, waiting: 12, done: 15, refused: 2, left: 1 };
	assert.equal(handled(one), 18);
	assert.equal(shareOf(one), 0.6);
	assert.equal(shareOf({ ...one, total: 0, waiting: 0 }), 1);
});

test('readers are counted in the languages that were chosen', () => {
	const subscribers = { set_up: true, total: 9, languages: [{ language: 'ky', count: 7 }, { language: 'ru', count: 2 }] };
	assert.equal(subscribersOf(subscribers, ['ky', 'tg']), 7);
	assert.equal(subscribersOf(subscribers, []), 0);
});
