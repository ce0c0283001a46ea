// What the build made, by the manifest that it wrote: which files come with a screen or a language.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const web = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
export const client = path.join(web, '.svelte-kit/output/client');
export const languages = ['en', 'ru', 'kk', 'ky', 'tg', 'tk', 'uz'];

/** What a screen asks the server for first, by its route; `*` is the id in the address. */
export const asked = {
	'': ['/api/today'],
	'cases/': ['/api/cases?sort=opened&limit=50'],
	'cases/[case]/': ['/api/cases/*'],
};

export const readManifest = async () => JSON.parse(await readFile(path.join(client, '.vite/manifest.json'), 'utf8'));

/** Files that come with a chunk: itself, its styles, and what it imports without being asked. */
export function filesOf(manifest, key, seen = new Set(), files = new Set()) {
	if (seen.has(key)) return files;
	seen.add(key);
	const chunk = manifest[key];
	files.add(chunk.file);
	for (const css of chunk.css ?? []) files.add(css);
	for (const next of chunk.imports ?? []) filesOf(manifest, next, seen, files);
	return files;
}

export const node = (manifest, n) => Object.keys(manifest).find((key) => key.endsWith(`/nodes/${n}.js`));

/** What every screen loads: the entries and the layout. */
export const shellKeys = (manifest) => [
	...Object.keys(manifest).filter((key) => manifest[key].isEntry && !/\/nodes\//.test(key)),
	node(manifest, 0),
];

/** Screens that are shown with the first words of a language alone. */
export const withFirstWords = ['', 'cases/'];

export function languageFiles(manifest, code) {
	const file = (end) => manifest[Object.keys(manifest).find((key) => key.endsWith(end))].file;
	return {
		first: file(`languages/${code}.json?first`),
		later: file(`languages/${code}.json?later`),
		names: file(`languages/names/${code}.json`),
	};
}

/** The screens: their route ("cases/[case]/", "" for the first page) and their entry in the manifest. */
export async function screens(manifest) {
	const found = [];
	for (let n = 1; node(manifest, n); ++n) {
		const source = await readFile(path.join(web, '.svelte-kit/generated/build/client-optimized/nodes', `${n}.js`), 'utf8');
		const route = /routes\/(.*?)\+page\.svelte/.exec(source)?.[1];
		if (route !== undefined) found.push({ route, key: node(manifest, n) });
	}
	// Fixed words before parameters: "cases/find" is no case.
	return found.sort((a, b) => Number(a.route.includes('[')) - Number(b.route.includes('[')));
}
