// Run by `node --test`: the rules of the Statistics page that need no browser.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { draw } from './map/flows.ts';
import { circles } from './map/places.ts';
import { frames, toPixels } from './map/projection.ts';
import { readCountries } from './map/topology.ts';
import { all, largest } from './parts.ts';
import { csv, fileName } from './table_file.ts';

const table = (rows, total) => ({ id: 'citizenship', dimensions: ['citizenship'], rows, total });
const row = (key, people) => ({ key: [key], people });

test('the rest is what the shown counts leave of the total, so a hidden count is never shown alone', () => {
	const part = largest(table([row('A', 50), row('B', null), row('C', 30), row('D', null), row('~not_recorded', 7)], 100), 2);
	assert.deepEqual(part.rows.map((one) => one.key[0]), ['A', 'C']);
	assert.equal(part.others, 100 - 50 - 30 - 7);
	assert.equal(part.unrecorded.people, 7);
});

test('hidden rows are listed after all shown ones, and only while there is room', () => {
	const part = largest(table([row('B', null), row('A', 50), row('C', null)], 60), 2);
	assert.deepEqual(part.rows.map((one) => one.key[0]), ['A', 'B']);
});

test('what was not recorded stays hidden when it is small', () => {
	assert.equal(largest(table([row('A', 50), row('~not_recorded', null)], 55), 5).unrecorded.people, null);
	assert.equal(all(table([row('A', 50), row('~not_recorded', null)], 55), true).unrecorded.people, null);
});

test('no cell of a table file begins like a formula, and every cell reads back', () => {
	const cells = ['=1+1', '+7', '-2', '@x', '\tx', '\rx', '＝1', 'a,b', 'a"b', 'a\nb', '<11', "O'Neil", ''];
	const text = csv([cells]);
	const read = [...text.slice(0, -2).matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
		([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain,
	);
	assert.equal(read.length, cells.length);
	read.forEach((cell, n) => {
		assert.doesNotMatch(cell, /^[=+\-@\t\r\n＝＋－＠]/);
		assert.equal(cell.replace(/^'(?=[=+\-@\t\r＝])/, ''), cells[n]);
	});
});

test('a file name keeps letters of every language and nothing that a disk minds', () => {
	assert.equal(fileName(['Пути: «туда/обратно»', '..\\x'], 'csv'), 'Пути-туда-обратно-x.csv');
});

const countries = readCountries(readFileSync(new URL('../../../../data/geography/countries.json', import.meta.url), 'utf8'));

test('every ring of the map is closed and none leaps over the date line', () => {
	for (const { code, rings } of countries) {
		for (const ring of rings) {
			assert.deepEqual(ring[0], ring.at(-1), `${code} is open`);
			for (let n = 1; n < ring.length; ++n) assert.ok(Math.abs(ring[n][0] - ring[n - 1][0]) < 180, `${code} leaps`);
		}
	}
});

test('the five countries lie inside the picture of their view', () => {
	const width = 728;
	const pixels = toPixels(frames.central_asia, width);
	for (const code of ['KG', 'KZ', 'TJ', 'TM', 'UZ']) {
		for (const [x, y] of countries.find((one) => one.code === code).rings.flat().map(pixels)) {
			assert.ok(x >= 0 && x <= width && y >= 0 && y <= width * frames.central_asia.ratio, `${code} is cut off`);
		}
	}
});

test('both projections keep areas: a degree cell is as large in the picture as on the globe', () => {
	for (const [view, lon, lats] of [['world', 60, [0, 30, 60]], ['central_asia', 66, [36, 45, 54]]]) {
		const { project } = frames[view];
		const scale = lats.map((lat) => {
			const [a, b, c] = [project([lon, lat]), project([lon + 0.01, lat]), project([lon, lat + 0.01])];
			const cell = Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]));
			return cell / Math.cos((lat * Math.PI) / 180);
		});
		for (const one of scale) assert.ok(Math.abs(one / scale[0] - 1) < 0.001, `${view} distorts areas`);
	}
});

test('an arrow is as wide as its count says, a hidden one as thin as the smallest', () => {
	const sheet = { width: 700, height: 500, outlines: [], place: (code) => ({ A: [100, 100], B: [600, 400] })[code] };
	const flow = (from, to, people) => ({ from, to, people });
	const { arrows } = draw([flow('A', 'B', 400), flow('B', 'A', 200), flow('A', 'A', null)], sheet);
	assert.equal(arrows[0].width, 2 * arrows[1].width);
	assert.equal(arrows[2].width, 1.5);
});

test('an arrow to a country outside the picture ends at its edge', () => {
	const sheet = { width: 700, height: 500, outlines: [], place: (code) => ({ A: [350, 250], B: [-4000, 250] })[code] };
	const { edges, places } = draw([{ from: 'A', to: 'B', people: 20 }], sheet);
	assert.deepEqual(edges, [{ code: 'B', at: [14, 250], inwards: false }]);
	assert.deepEqual([...places.keys()], ['A']);
});

test('the area of a circle is its count; a hidden one is as large as any other, and nobody has none', () => {
	const sheet = { width: 700, height: 500, outlines: [], place: (code) => ({ A: [1, 1], B: [2, 2], C: [3, 3], D: [4, 4] })[code] };
	const place = (code, people) => ({ code, people });
	const drawn = circles([place('B', 100), place('A', 400), place('C', null), place('D', 0), place('?', 7)], sheet, 40);
	assert.deepEqual(drawn.map((one) => [one.code, one.radius]), [['A', 40], ['B', 20], ['C', 9]]);
	assert.equal(circles([place('C', null)], sheet, 40)[0].radius, 9);
});
