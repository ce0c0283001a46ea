// Run by `node --test`: months, and contacts over days of unequal number.
import assert from 'node:assert/strict';
import test from 'node:test';
import { isMonth, lastDay, monthAfter, monthOf } from './calendar.ts';
import { daysIn } from './days.ts';
import { dayTicks, extentOf, lanesOf, perDay, placeOf } from './figures/contacts.ts';

const row = (title, starts_on, ends_on = null, kind = 'event') => ({ id: title, kind, title, starts_on, ends_on });
const part = (day, title) => ({ day, part: 'post', title, state: '', item: 'x', kind: 'campaign', item_title: 'X' });
const titles = (month, list) => month.days.flatMap((day) => day[list].map((one) => `${day.day} ${one.title}`));

test('months follow each other over years, and only months are months', () => {
	assert.equal(monthAfter('2026-12', 1), '2027-01');
	assert.equal(monthAfter('2026-01', -1), '2025-12');
	assert.equal(lastDay('2028-02'), '2028-02-29');
	assert.equal(lastDay('2026-12'), '2026-12-31');
	assert.equal(daysIn('2026-03-28', '2026-03-30'), 3);
	for (const wrong of ['2026-13', '2026-1', '2026-00', '<b>', '', null, '20266-01']) assert.equal(isMonth(wrong), false, String(wrong));
});

test('a month is whole weeks from Monday, and only its own days have something', () => {
	const month = monthOf('2026-11', [row('in', '2026-11-30'), row('before', '2026-10-31'), row('after', '2026-12-01')], [part('2026-11-01', 'first'), part('2026-10-31', 'not')]);
	assert.equal(month.days.length % 7, 0);
	assert.equal(new Date(`${month.days[0].day}T00:00:00Z`).getUTCDay(), 1);
	assert.equal(month.days.filter((day) => !day.outside).length, 30);
	assert.deepEqual(titles(month, 'items'), ['2026-11-30 in']);
	assert.deepEqual(titles(month, 'parts'), ['2026-11-01 first']);
});

test('what goes on stands once, on its first day in the month, and goes on after it; what lasts for more than a month stands apart', () => {
	const rows = [row('from before', '2026-10-20', '2026-11-02'), row('three', '2026-11-10', '2026-11-12'), row('years', '2026-01-01', '2027-12-31', 'project')];
	const month = monthOf('2026-11', rows, []);
	assert.deepEqual(titles(month, 'items'), ['2026-11-01 from before', '2026-11-10 three']);
	assert.deepEqual(titles(month, 'goesOn'), ['2026-11-02 from before', '2026-11-11 three', '2026-11-12 three']);
	assert.deepEqual(month.long.map((one) => one.title), ['years']);
});

const span = (starts_on, ends_on, count, channel = 'hotline') => ({ starts_on, ends_on, count, channel, basis: 'counted' });
const campaign = (contacts, more = {}) => ({ id: 'c', title: 'C', starts_on: '2026-07-10', ends_on: '2026-07-20', posted_on: [], contacts, ...more });

test('a week and a day are compared by contacts per day', () => {
	assert.equal(perDay(span('2026-07-01', '2026-07-07', 14)), 2);
	assert.equal(perDay(span('2026-07-01', '2026-07-01', 14)), 14);
});

test('a count is during a campaign only where all its days are', () => {
	const place = (starts, ends, more) => placeOf(span(starts, ends, 1), campaign([], more));
	assert.equal(place('2026-07-01', '2026-07-09'), 'before');
	assert.equal(place('2026-07-09', '2026-07-10'), 'partly');
	assert.equal(place('2026-07-10', '2026-07-20'), 'during');
	assert.equal(place('2026-07-20', '2026-07-21'), 'partly');
	assert.equal(place('2026-07-21', '2026-07-22'), 'after');
	assert.equal(place('2026-07-12', '2026-07-13', { ends_on: null }), undefined);
	assert.equal(place('2026-07-01', '2026-07-02', { starts_on: null, ends_on: null }), undefined);
});

test('bars of other channels, and of the same days, do not lie over each other', () => {
	const lanes = lanesOf([span('2026-07-01', '2026-07-07', 1), span('2026-07-05', '2026-07-09', 2), span('2026-07-08', '2026-07-09', 3), span('2026-07-01', '2026-07-07', 4, 'in_person')]);
	assert.deepEqual(lanes.map((lane) => [lane.channel, lane.spans.map((one) => one.count)]), [['hotline', [1, 3]], ['hotline', [2]], ['in_person', [4]]]);
});

test('the picture holds the campaign, its posts and every count; its days are named as often as there is room', () => {
	const extent = extentOf(campaign([span('2026-07-12', '2026-07-13', 1)], { posted_on: ['2026-08-01'] }));
	assert.equal(extent.last - extent.first, 22);
	assert.deepEqual(dayTicks(extent.first, extent.last, 2), ['2026-07-10', '2026-07-24']);
	assert.equal(dayTicks(extent.first, extent.last, 100).length, 23);
	assert.equal(dayTicks(extent.first, extent.first, 0).length, 1);
});
