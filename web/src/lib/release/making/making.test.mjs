import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clashes, merged } from './merge.ts';
import { amount, draftOf, faultsOf, newPlan, partsOf, planOf, valueOf } from './plan.ts';
import * as schema from './schema.ts';

const plan = { titles: [{ language: 'en', text: 'One' }], notes: [], lineage: 'l', source: { kind: 'cases', dataset: null }, kind: 'tables', epsilon: '2', length: 2, k: null, rows: null, joined: [], crossed: [], seeded: null, columns: ['year', 'sex'], new_table: null };

test('a plan that was opened and saved untouched is the same plan', () => {
	assert.deepEqual({ ...valueOf(draftOf(plan, 'en'), 'l', ['year']), source: plan.source }, plan);
	assert.deepEqual(planOf(partsOf(plan), 'l'), plan);
});

test('members of another kind are not sent, and a half may be written with a comma', () => {
	const draft = { ...draftOf(plan, 'en'), epsilon: '0,5', k: '12', rows: '500', joined: { year: '4', sex: '2' } };
	assert.equal(valueOf(draft, 'l', ['year']).epsilon, '0.5');
	assert.equal(valueOf(draft, 'l', ['year']).k, null);
	const rows = valueOf({ ...draft, kind: 'k' }, 'l', ['year']);
	assert.deepEqual([rows.epsilon, rows.k, rows.rows, rows.joined], [null, 12, null, [{ column: 'year', width: 4 }]]);
	assert.equal(valueOf({ ...draft, kind: 'mst' }, 'l', []).length, null);
	assert.equal(amount(' 1,25 '), '1.25');
});

test('what is no number is sent as one that the server refuses at its field, not left out', () => {
	assert.equal(valueOf({ ...draftOf(plan, 'en'), kind: 'k', k: 'ten' }, 'l', []).k, 0);
});

test('a column is looked for by a part of its name or of a value’s, in any case of letters', () => {
	const column = { name: 'control_WithholdsDocuments', values: [{ name: '1' }, { name: 'Western Asia' }] };
	assert.deepEqual(['', ' documents ', 'ASIA', 'earnings'].map((wanted) => schema.isWanted(column, wanted)), [true, true, true, false]);
});

test('an empty plan lacks a title, a table and an amount', () => {
	assert.deepEqual(faultsOf(draftOf(newPlan('l'), 'en')).map((one) => one.field), ['titles', 'source/dataset', 'epsilon']);
});

test('what two people changed apart is joined; what both changed is asked about', () => {
	const base = partsOf(plan);
	const mine = partsOf({ ...plan, titles: [{ language: 'en', text: 'Mine' }], epsilon: '1' });
	const theirs = partsOf({ ...plan, titles: [{ language: 'en', text: 'Theirs' }, { language: 'ru', text: 'Их' }] });
	assert.deepEqual(clashes(base, mine, theirs), ['titles/en']);
	const joined = planOf(merged(base, mine, theirs, { 'titles/en': 'mine' }), 'l');
	assert.deepEqual(joined.titles, [{ language: 'en', text: 'Mine' }, { language: 'ru', text: 'Их' }]);
	assert.equal(joined.epsilon, '1');
	assert.equal(planOf(merged(base, mine, theirs, { 'titles/en': 'theirs' }), 'l').titles[0].text, 'Theirs');
});

test('what one person removed stays removed when the other did not touch it', () => {
	const base = new Map([['a', 1], ['b', 2]]);
	assert.deepEqual([...merged(base, new Map([['b', 2]]), new Map([['a', 1], ['b', 3]]), {})], [['b', 3]]);
	assert.deepEqual([...merged(base, new Map([['a', 1], ['b', 3]]), new Map([['b', 2]]), {})], [['b', 3]]);
});

const of = schema.whole({
	lineage: 's',
	people: 1000,
	person: { each_row: true },
	caps: { values: 2 },
	columns: [
		{ name: 'age', values: [{ name: '0-17' }, { name: '18-20' }, { name: '21-23' }], missing: ['-99'] },
		{ name: 'tick', values: [{ name: '1' }, { name: '0' }], uncounted: ['0'] },
	],
	identifying: ['age'],
	ordered: ['age'],
	impossible: [{ column: 'age', value: '0-17', other_column: 'tick', other_value: '1' }],
});

test('a schema that was opened and saved untouched is the same schema, by form and by parts', () => {
	assert.deepEqual(schema.schemaOf(schema.draftOf(of), 's'), of);
	assert.deepEqual(schema.schemaOfParts(schema.partsOf(of), 's'), of);
});

test('values put together are texts of one group, and are taken apart again', () => {
	const { values } = schema.draftOf(of).columns[0];
	const group = schema.together(values, new Set([values[1].place, values[2].place]), '18-23');
	assert.deepEqual(group.map(({ name, from }) => [name, from]), [['0-17', []], ['18-23', ['18-20', '21-23']]]);
	assert.deepEqual(schema.apart(group, group[1].place).map((one) => one.name), ['0-17', '18-20', '21-23']);
	assert.equal(schema.together(values, new Set(), 'none'), values);
});

test('a column that goes is named among those left out, and no pair speaks of it', () => {
	const draft = schema.draftOf(of);
	const left = schema.schemaOf(schema.without(draft, draft.columns[1].place), 's');
	assert.deepEqual([left.columns.length, left.left_out, left.impossible], [1, ['tick'], []]);
});

test('a fault finds its column, also by the lists that name columns', () => {
	const faults = [{ code: 'a', field: 'columns/1/values/0/name' }, { code: 'b', field: 'identifying/0' }, { code: 'c', field: 'caps/values' }];
	assert.deepEqual(schema.placed(faults, of).map((one) => [one.column, one.member]), [[1, 'columns'], [0, 'identifying'], [undefined, 'caps']]);
	assert.deepEqual(schema.placed([{ code: 'a', field: 'schema/columns/0/name' }, { code: 'b', field: 'title' }], of, 'schema').map((one) => one.column), [0]);
});

test('a file that is no schema is none', () => {
	assert.equal(schema.read('nonsense'), undefined);
	assert.equal(schema.read('{"a": 1}'), undefined);
	assert.equal(schema.read('null'), undefined);
	assert.equal(schema.read('{"columns": [{"name": "a", "values": [{"name": "1"}]}]}').columns[0].values[0].name, '1');
});
