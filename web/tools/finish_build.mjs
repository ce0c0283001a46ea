// Writes csp.txt: the hash of every inline script of index.html, for the server's content security policy.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = path.resolve(
	path.dirname(fileURLToPath(import.meta.url)),
	'..',
	process.env.PANOH_WEB_OUTPUT ?? '../build/web',
);
const html = await readFile(path.join(folder, 'index.html'), 'utf8');

const hashes = [];
for (const [, attributes, text] of html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)) {
	if (/\bsrc=/.test(attributes)) continue;
	hashes.push(`'sha256-${createHash('sha256').update(text).digest('base64')}'`);
}
// The policy would silently drop these, so the build stops instead.
const forbidden = /<style|\sstyle=|\son[a-z]+=/i.exec(html.replace(/<script[\s\S]*?<\/script>/g, ''));
if (forbidden) throw new Error(`index.html has ${forbidden[0].trim()}, which the content security policy forbids`);

await writeFile(path.join(folder, 'csp.txt'), hashes.join('\n') + '\n');
console.log(`csp.txt: ${hashes.length} inline scripts`);
