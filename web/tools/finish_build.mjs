// Finishes index.html: puts src/boot.js into it with the names of the files it asks for, and writes csp.txt, the hash of
// every inline script for the server's content security policy, and version.txt, by which a page finds out that it is old.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { minifySync } from 'vite';
import { asked, filesOf, languageFiles, languages, node, readManifest, screens, shellKeys, withFirstWords } from './manifest.mjs';

const web = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const folder = path.resolve(web, process.env.PANOH_WEB_OUTPUT ?? '../build/web');
const page = path.join(folder, 'index.html');
const manifest = await readManifest();
const before = leaner(await readFile(page, 'utf8'));

/**
 * SvelteKit links the styles of the layout's lazy parts too, which come with those parts anyway, and leaves out the
 * error screen, which it loads before the first screen is drawn: one round trip more.
 */
function leaner(html) {
	const needed = new Set([...shellKeys(manifest)].flatMap((key) => [...filesOf(manifest, key)]));
	const styles = html.replace(/\t*<link href="\/([^"]+)" rel="stylesheet">\n/g, (link, file) => (needed.has(file) ? link : ''));
	return styles.replace(/(<link href="\/[^"]+" rel="stylesheet">)/, (link) => `<link href="/${manifest[node(manifest, 1)].file}" rel="modulepreload">\n\t\t${link}`);
}

/** The inline script: boot.js without its comments and white space. */
async function boot() {
	const linked = (file) => before.includes(`"/${file}"`);
	const addresses = (files) => [...files].filter((file) => !linked(file)).map((file) => `/${file}`);
	const found = await screens(manifest);
	const files = {
		languages: Object.fromEntries(
			languages.map((code) => {
				const { first, later, names } = languageFiles(manifest, code);
				return [code, { first: addresses([first, names]), later: `/${later}` }];
			}),
		),
		screens: found.map(({ route, key }) => ({
			path: `^/${route.replace(/\/$/, '').replace(/\[\w+\]/g, '[^/]+')}$`,
			files: addresses(filesOf(manifest, key)),
			asks: asked[route] ?? [],
			firstWords: withFirstWords.includes(route),
		})),
	};
	const source = await readFile(path.join(web, 'src/boot.js'), 'utf8');
	const version = createHash('sha256').update(before + source + JSON.stringify(files)).digest('hex').slice(0, 16);
	const whole = source.replace('/* files */', JSON.stringify({ version, ...files }));
	return { version, script: minifySync('boot.js', whole).code.trim() };
}

const { version, script } = await boot();
if (!before.includes('/* boot.js */')) throw new Error('index.html has no place for boot.js');
const html = before.replace('/* boot.js */', () => script);

const hashes = [];
for (const [, attributes, text] of html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)) {
	if (/\bsrc=/.test(attributes)) continue;
	hashes.push(`'sha256-${createHash('sha256').update(text).digest('base64')}'`);
}
// The policy would silently drop these, so the build stops instead.
const forbidden = /<style|\sstyle=|\son[a-z]+=/i.exec(html.replace(/<script[\s\S]*?<\/script>/g, ''));
if (forbidden) throw new Error(`index.html has ${forbidden[0].trim()}, which the content security policy forbids`);

await writeFile(path.join(folder, 'version.txt'), `${version}\n`);
await writeFile(page, html);
await writeFile(`${page}.gz`, gzipSync(html, { level: 9 }));
await writeFile(`${page}.br`, brotliCompressSync(html));
await writeFile(path.join(folder, 'csp.txt'), hashes.join('\n') + '\n');
console.log(`index.html: ${hashes.length} inline scripts, ${gzipSync(html).length} bytes gzipped`);
