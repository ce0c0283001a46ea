// Run by `node --test`: the description of each kind has the members that the server keeps, and words for all of them.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { kindNames, kinds, membersOf } from './kinds.ts';

const root = new URL('../../../../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');
const words = JSON.parse(read('languages/en.json'));

/** Members by the name of a C++ type: its own JSON members and the types of those that are lists or values of ours. */
function typesOf(header) {
	const text = read(`src/outreach/${header}.h`);
	const members = Object.fromEntries([...text.matchAll(/PANOH_JSON\((\w+), ([^)]+)\)/g)].map(([, type, list]) => [type, list.split(',').map((one) => one.trim())]));
	const inner = Object.fromEntries([...text.matchAll(/(?:std::(?:vector|optional)<(\w+)>|^ {4}([A-Z]\w+)) (\w+) = \{\};/gm)].map(([, entry, value, name]) => [name, entry ?? value]));
	return { members, inner };
}
const shared = ['party', 'cell'].map(typesOf);
/** What only the server sets. */
const setByServer = ['withdrawn_on'];

function compare(fields, type, known, at) {
	const wanted = known.members[type] ?? shared.map((one) => one.members[type]).find(Boolean);
	assert.ok(wanted, `${at}: no type ${type}`);
	assert.deepEqual(fields.flatMap(membersOf).sort(), wanted.filter((name) => !setByServer.includes(name)).sort(), at);
	for (const field of fields) if (field.fields) compare(field.fields, known.inner[field.name], known, `${at}/${field.name}`);
}
const typeOf = (name) => name.replaceAll(/(?:^|_)(\w)/g, (_, letter) => letter.toUpperCase());

for (const kind of kinds) {
	test(`${kind.name}: every member that is kept can be written and read here`, () => {
		compare(kind.parts.flatMap((part) => part.fields), typeOf(kind.name), typesOf(kind.name), kind.name);
	});
}

test('the kinds are those of the server, under its paths', () => {
	const table = [...read('src/outreach/kinds.cpp').matchAll(/\(Kind::(\w+), "\/api\/([\w-]+)"/g)].map(([, name, path]) => `${name} ${path}`);
	assert.deepEqual(kinds.map((kind) => `${kind.name} ${kind.path}`).sort(), table.sort());
	assert.deepEqual(kinds.map((kind) => kind.name), [...kindNames]);
});

test('every part, field, hint, list and code has its words', () => {
	const missing = [];
	const need = (key) => key in words || missing.push(key);
	const look = (fields) => {
		for (const field of fields) {
			if (field.control === 'key') continue;
			need(`outreach.field.${field.word ?? field.name}`);
			if (field.hint) need(`outreach.hint.${field.word ?? field.name}`);
			if (field.control === 'entries' || field.control === 'cells') need(`outreach.add_entry.${field.name}`);
			if (field.control === 'entries') need(`outreach.one.${field.name}`), need(`outreach.part.${field.name}`);
			if (field.list && !existsSync(new URL(`data/codes/${field.list}.json`, root))) missing.push(`list ${field.list}`);
			if (field.fields) look(field.fields);
		}
	};
	for (const kind of kinds) {
		for (const start of ['kind', 'kinds', 'add_kind', 'what', 'empty']) need(`outreach.${start}.${kind.name}`);
		for (const part of kind.parts) need(`outreach.part.${part.name}`), look(part.fields);
	}
	assert.deepEqual(missing, []);
});
