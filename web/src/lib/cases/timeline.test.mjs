// Run by `node --test`: the axis of a case's timeline.
import assert from 'node:assert/strict';
import test from 'node:test';
import { marksOf, scaleOf, widthOf } from './axis.ts';

const names = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const words = { today: 'today', month: (month, year) => (year ? `${names[month - 1]} ${year}` : names[month - 1]) };
const axis = (item, today, right = 656, said = words) => {
	const scale = scaleOf(item, today, 132, right);
	return { scale, ...marksOf(scale, today, said) };
};
const texts = (marks) => marks.map((mark) => mark.text).filter(Boolean);

test('a case of this autumn has its months, and a year where the year changes', () => {
	const { years, months, today, scale } = axis({ opened_on: '2026-09-04', due_on: '2026-12-12', exploitation_from: '2024-05', exploitation_to: '2026-03' }, '2026-11-10');
	assert.deepEqual(texts(years), ['2024', '2025']);
	assert.deepEqual(texts(months), ['Sep 2026', 'Oct', 'Dec', 'Jan 2027']);
	assert.ok(today.left < today.x && today.x < today.left + today.width);
	assert.equal(scale.x('2026-09-01'), scale.break);
});

test('a case of years has years, not the same two months again and again', () => {
	const { years, months } = axis({ opened_on: '2023-12-24', due_on: '2027-03-18', exploitation_from: '2022-03', exploitation_to: '2023' }, '2026-11-26');
	assert.deepEqual(texts(years), ['2022', '2023']);
	assert.deepEqual(texts(months), ['2024', 'Jul', '2025', 'Jul', '2026']);
});

test('whatever the dates, every word has its year, lies inside, and covers no other', () => {
	const russian = 'янв. февр. март апр. май июнь июль авг. сент. окт. нояб. дек.'.split(' ');
	const said = { today: 'сегодня', month: (month, year) => (year ? `${russian[month - 1]} ${year}` : russian[month - 1]) };
	for (const right of [520, 656, 1180]) {
		for (let age = 0; age < 260; age += 1) {
			for (const before of [undefined, 0, 1, 3, 30]) {
				const opened = new Date(Date.UTC(2026, 10 - age, 1 + (age % 28)));
				const item = {
					opened_on: opened.toISOString().slice(0, 10),
					due_on: age % 3 ? `2027-0${(age % 9) + 1}-11` : null,
					exploitation_from: before === undefined ? null : String(opened.getUTCFullYear() - before),
				};
				const { years, months, today, scale } = axis(item, '2026-11-26', right, said);
				const boxes = [
					[today.left, today.left + today.width],
					...years.map((mark) => [mark.x + 3, mark.x + 3 + widthOf(mark.text)]),
					...months.filter((mark) => mark.text).map((mark) => [mark.x + 5, mark.x + 5 + widthOf(mark.text)]),
				].sort((a, b) => a[0] - b[0]);
				const about = `${item.opened_on} ${item.exploitation_from} ${item.due_on} ${right}: ${texts(years)} | ${texts(months)}`;
				boxes.forEach(([from, to], n) => {
					assert.ok(from >= scale.from && to <= scale.to + 8, about);
					assert.ok(n === 0 || from >= boxes[n - 1][1], about);
				});
				assert.ok(months.length > 1, about);
				// The first word has a year unless the compressed past just said it.
				const first = texts(months)[0];
				assert.ok(first === undefined || /\d{4}/.test(first) || years.length > 0, about);
			}
		}
	}
});
