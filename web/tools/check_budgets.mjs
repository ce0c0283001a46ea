// Measures what a browser loads, gzipped, from the build's own manifest, and fails above the budgets of the interface:
// the shell with one language 90 kB, each further screen 20 kB, lazy charts 100 kB, fonts of one language 60 kB.
import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';

const web = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const client = path.join(web, '.svelte-kit/output/client');
const kB = 1000;
const limits = { shell: 90 * kB, screen: 20 * kB, lazy: 100 * kB, fonts: 60 * kB };

const manifest = JSON.parse(await readFile(path.join(client, '.vite/manifest.json'), 'utf8'));
const sizes = new Map();
async function size(file) {
	if (!sizes.has(file)) sizes.set(file, gzipSync(await readFile(path.join(client, file)), { level: 9 }).length);
	return sizes.get(file);
}
/** Files that come with a chunk: itself, its styles, and what it imports without being asked. */
function filesOf(key, seen = new Set(), files = new Set()) {
	if (seen.has(key)) return files;
	seen.add(key);
	const chunk = manifest[key];
	files.add(chunk.file);
	for (const css of chunk.css ?? []) files.add(css);
	for (const next of chunk.imports ?? []) filesOf(next, seen, files);
	return files;
}
async function weigh(files) {
	let sum = 0;
	for (const file of files) sum += await size(file);
	return sum;
}

const keys = Object.keys(manifest);
const node = (n) => keys.find((key) => key.endsWith(`client-optimized/nodes/${n}.js`) || key.endsWith(`/nodes/${n}.js`));
const entries = keys.filter((key) => manifest[key].isEntry && !/\/nodes\//.test(key));
const shell = new Set();
for (const key of [...entries, node(0)]) for (const file of filesOf(key)) shell.add(file);

let worst = 0;
for (const code of ['en', 'ru', 'kk', 'ky', 'tg', 'tk', 'uz']) {
	const tables = keys.filter((key) => key.endsWith(`languages/${code}.json`) || key.endsWith(`languages/names/${code}.json`));
	worst = Math.max(worst, await weigh(tables.map((key) => manifest[key].file)));
}

let failed = false;
function report(name, bytes, limit) {
	const over = bytes > limit;
	failed ||= over;
	console.log(`${over ? 'ABOVE ' : ''}${name.padEnd(28)} ${(bytes / kB).toFixed(1).padStart(6)} of ${limit / kB} kB`);
}

const page = await stat(path.join(web, process.env.PANOH_WEB_OUTPUT ?? '../build/web', 'index.html.gz')).catch(() => null);
report('shell and heaviest language', (await weigh(shell)) + worst + (page?.size ?? 0), limits.shell);

// Screens by their source file, which the node modules name.
for (let n = 1; node(n); ++n) {
	const files = [...filesOf(node(n))].filter((file) => !shell.has(file));
	const source = await readFile(path.join(web, '.svelte-kit/generated/build/client-optimized/nodes', `${n}.js`), 'utf8').catch(() => '');
	const name = /routes\/(.*?)\+?(page|error|layout)\.(svelte|ts|js)/.exec(source)?.[1] || `node ${n}`;
	report(`screen ${name || '/'}`, await weigh(files), limits.screen);
}

// Lazy chunks: asked for by a screen, not a screen themselves.
const screens = new Set(keys.filter((key) => /\/nodes\/\d+\.js$/.test(key)));
for (const key of keys) {
	if (!manifest[key].isDynamicEntry || screens.has(key) || /languages\/|node_modules\/@sveltejs/.test(key)) continue;
	if (/client-entry|error-template/.test(key)) continue;
	const files = [...filesOf(key)].filter((file) => !shell.has(file));
	report(`lazy ${path.basename(manifest[key].src ?? key)}`, await weigh(files), limits.lazy);
}

const fonts = path.join(web, 'src/lib/ui/fonts');
let fontBytes = 0;
for (const file of await readdir(fonts)) if (file.endsWith('.woff2')) fontBytes += (await stat(path.join(fonts, file))).size;
report('fonts, all subsets', fontBytes, limits.fonts);
process.exit(failed ? 1 : 0);
