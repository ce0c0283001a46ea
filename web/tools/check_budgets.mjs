// Measures what a browser loads, gzipped, from the build's own manifest, and fails above the budgets of the interface:
// the shell with one language 90 kB, each further screen 20 kB, lazy charts 100 kB, fonts of one language 60 kB.
import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { client, filesOf, languageFiles, languages, readManifest, screens, shellKeys } from './manifest.mjs';

const web = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const kB = 1000;
const limits = { shell: 90 * kB, screen: 20 * kB, lazy: 100 * kB, fonts: 60 * kB };

const manifest = await readManifest();
const sizes = new Map();
async function size(file) {
	if (!sizes.has(file)) sizes.set(file, gzipSync(await readFile(path.join(client, file)), { level: 9 }).length);
	return sizes.get(file);
}
async function weigh(files) {
	let sum = 0;
	for (const file of files) sum += await size(file);
	return sum;
}

const keys = Object.keys(manifest);
const shell = new Set(shellKeys(manifest).flatMap((key) => [...filesOf(manifest, key)]));

let worst = 0;
for (const code of languages) worst = Math.max(worst, await weigh(Object.values(languageFiles(manifest, code))));

let failed = false;
function report(name, bytes, limit) {
	const over = bytes > limit;
	failed ||= over;
	console.log(`${over ? 'ABOVE ' : ''}${name.padEnd(28)} ${(bytes / kB).toFixed(1).padStart(6)} of ${limit / kB} kB`);
}

const page = await stat(path.join(web, process.env.PANOH_WEB_OUTPUT ?? '../build/web', 'index.html.gz')).catch(() => null);
report('shell and heaviest language', (await weigh(shell)) + worst + (page?.size ?? 0), limits.shell);

for (const { route, key } of await screens(manifest)) {
	const files = [...filesOf(manifest, key)].filter((file) => !shell.has(file));
	report(`screen /${route}`, await weigh(files), limits.screen);
}

// Lazy chunks: asked for by a screen, not a screen themselves.
const nodes = new Set(keys.filter((key) => /\/nodes\/\d+\.js$/.test(key)));
for (const key of keys) {
	if (!manifest[key].isDynamicEntry || nodes.has(key) || /languages\/|node_modules\/@sveltejs/.test(key)) continue;
	if (/client-entry|error-template/.test(key)) continue;
	const files = [...filesOf(manifest, key)].filter((file) => !shell.has(file));
	report(`lazy ${path.basename(manifest[key].src ?? key)}`, await weigh(files), limits.lazy);
}

const fonts = path.join(web, 'src/lib/ui/fonts');
let fontBytes = 0;
for (const file of await readdir(fonts)) if (file.endsWith('.woff2')) fontBytes += (await stat(path.join(fonts, file))).size;
report('fonts, all subsets', fontBytes, limits.fonts);
process.exit(failed ? 1 : 0);
