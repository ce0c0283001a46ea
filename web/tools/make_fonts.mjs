// Cuts Source Sans 3 into the subsets our seven languages need, so that no page loads more than 60 kB of fonts: the
// published latin-ext file alone is 60 kB, and Turkmen needs six letters of it.
import { readFile, writeFile, mkdir, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const output = path.join(here, '../src/lib/ui/fonts');
const require = createRequire(import.meta.url);
const files = path.join(path.dirname(require.resolve('@fontsource-variable/source-sans-3')), 'files');

const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join('');
const subsets = [
	{ name: 'latin', from: 'latin', letters: range(0x20, 0x7e) + range(0xa0, 0xff) + 'ıŒœʻʼ–—‘’‚“”„†•…‹›€™−×' },
	// Turkmen, Turkish and Azeri letters, and those of transliterated names.
	{ name: 'latin-ext', from: 'latin-ext', letters: 'ĞğİŞşŇňŽžŠšČčĀāĪīŪūĒēŐőŁłŚśŹźŻżĆćŃńĘęĄąŘřĚěŮůĎďŤť' },
	{ name: 'cyrillic', from: 'cyrillic', letters: range(0x400, 0x45f) + 'ҐґҰұ№' },
	{ name: 'cyrillic-ext', from: 'cyrillic-ext', letters: 'ӘәҒғҚқҢңӨөҮүҺһҲҳҶҷӢӣӮӯҲ₸' },
];

const newest = await stat(path.join(output, 'fonts.css')).catch(() => null);
const self = await stat(fileURLToPath(import.meta.url));
if (newest && newest.mtimeMs > self.mtimeMs) process.exit(0);

const { default: subsetFont } = await import('subset-font');
const hex = (letter) => letter.codePointAt(0).toString(16).toUpperCase().padStart(4, '0');
/** `U+41-5A,U+61` of the letters, runs joined. */
function unicodeRange(letters) {
	const points = [...new Set(letters)].map((l) => l.codePointAt(0)).sort((a, b) => a - b);
	const runs = [];
	for (const point of points) {
		const last = runs.at(-1);
		if (last && last[1] === point - 1) last[1] = point;
		else runs.push([point, point]);
	}
	return runs
		.map(([a, b]) => `U+${hex(String.fromCodePoint(a))}${a === b ? '' : '-' + hex(String.fromCodePoint(b))}`)
		.join(',');
}

await mkdir(output, { recursive: true });
let css = '/* Made by tools/make_fonts.mjs from @fontsource-variable/source-sans-3 (OFL-1.1). */\n';
let sizes = '';
for (const { name, from, letters } of subsets) {
	const font = await readFile(path.join(files, `source-sans-3-${from}-wght-normal.woff2`));
	const cut = await subsetFont(font, letters, {
		targetFormat: 'woff2',
		variationAxes: { wght: { min: 400, max: 600 } },
	});
	await writeFile(path.join(output, `source-sans-3-${name}.woff2`), cut);
	sizes += ` ${name} ${cut.length}`;
	css += `@font-face {
	font-family: 'Source Sans 3';
	font-style: normal;
	font-display: swap;
	font-weight: 400 600;
	src: url('./source-sans-3-${name}.woff2') format('woff2');
	unicode-range: ${unicodeRange(letters)};
}
`;
}
await writeFile(path.join(output, 'fonts.css'), css);
console.log(`fonts:${sizes}`);
