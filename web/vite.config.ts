import { globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from '@formatjs/icu-messageformat-parser';
import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig, type Plugin } from 'vite';

// Where `npm run dev` finds a running server; the build does not use it.
const api = process.env.PANOH_API ?? 'http://127.0.0.1:8080';
const output = process.env.PANOH_WEB_OUTPUT ?? '../build/web';

/** The app needs the order of a code list and nothing else of its file. */
const codeLists: Plugin = {
	name: 'panoh-code-lists',
	enforce: 'pre',
	transform(text, id) {
		if (!/\/data\/codes\/\w+\.json$/.test(id)) return null;
		const { codes } = JSON.parse(text) as { codes: { code: string }[] };
		return { code: JSON.stringify(codes.map((one) => one.code)), map: null };
	},
};

/** What Today, the list of cases and the frame around every screen are made of. */
const firstScreens = [
	'src/routes/+{layout,error,page}.svelte',
	'src/routes/cases/+page.svelte',
	'src/lib/cases/{AsksOfUs,CaseRows}.svelte',
	'src/lib/{ui,words}/*.{svelte,ts}',
];
/**
 * Whether these sources may say the word of a key: they name it, or begin a name that it completes. The other words come a
 * moment later, in a file of their own. A browser test keeps that file away and looks for a missing word.
 */
const isFirstWord = (() => {
	const whole = new Set<string>();
	const begun = ['problem.app.', 'problem.http.', 'codes.answer.'];
	for (const file of globSync(firstScreens, { cwd: import.meta.dirname })) {
		const text = readFileSync(path.join(import.meta.dirname, file), 'utf8');
		for (const [, name, end] of text.matchAll(/['"`]([a-z_]+\.[a-z_.]*)(['"`]|\$\{)/g)) {
			if (end !== '${') whole.add(name!);
			// `codes.${list}` is in label(), whose lists are found below.
			else if (name !== 'codes.') begun.push(name!);
		}
		for (const [, list] of text.matchAll(/\b(?:labels?|following)\('(\w+)'/g)) begun.push(`codes.${list}.`);
	}
	return (key: string) => whole.has(key) || begun.some((start) => key.startsWith(start));
})();

/** Refusals that only commands on the server's own machine can meet, and what the server itself prints: a phone need not carry those words. */
const atTheMachine = /^problem\.(config|backup|demo|model|restore)\.|^problem\.app\.(data_folder|routes|file_format|file_not_writable|team_unknown)$|^problem\.audit\.((key|checkpoints)_unreadable|broken|checkpoint_differs)$|^problem\.access\.node_secret(_two)?$|^problem\.crypto\.self_test$|^problem\.store\.(cannot_open|in_use|migration_changed|newer_than_program|older_than_program)$|^problem\.http\.(cannot_listen|certificate\w*|no_web_folder|plain_needs_loopback|proxy_range|route_fault)$|^(portal|bulletin|letter)\./;
/** What no browser sends; should a proxy do so, the words of any other refusal and the code say it. */
const noBrowserSends = /^problem\.http\.(bare_line_feed|content_encoding|expectation|folded_field|framing|host_missing|malformed|repeated_field|target_form|transfer_encoding)$/;

/** Words of screens that not everybody opens come with these. */
const ownParts = {
	bulletin: /^edition\.|^problem\.(bulletin|mail|pictures|portal)\.|^codes\.people_shown\./,
	account: /^(problem\.)?account\.|^problem\.crypto\.key_|^problem\.access\.(keys?_|spare_|last_security_key|security_key_needed|session_not_found|too_many_keys)/,
	emergency: /^(problem\.)?emergency\.|^codes\.emergency_|^audit\.did\.emergency_|^problem\.access\.officers_two$/,
	outreach: /^(problem\.)?outreach\.|^codes\.(age_group|channel|commitment_\w+|currency|event_format|event_kind|figure_basis|material_kind|measure|media_kind|observance|party_role|programme_\w+|proposal_\w+|publication|sector|target_group|testimony_form|unit)\./,
	people: /^(problem\.)?directory\.(?!no_degrees|print|travelling)|^codes\.organisation_type\.|^problem\.access\.(account_changed|end_passed|last_administrator|last_key_holder|member_not_found|organisation_unknown|role_without_key|stale|team_name_taken|team_needs_supervisor|user_name_invalid|user_name_taken|user_not_found)$|^problem\.vault\.(team_has_keys|team_without_keys|user_without_keys)$/,
	records: /^(problem\.)?(records|mapping|export|looked|record|audit|tables)\.(?!did\.)|^audit\.did\.(edition|programme|testimony)_/,
	recovery: /^(problem\.)?recovery\.|^problem\.vault\.(custodians|nothing_in_escrow)$/,
	statistics: /^(problem\.)?(release|schema|ledger|privacy|microdata|anonymity|tabulation|synthesis)\./,
};
function partOf(key: string): string {
	const own = Object.entries(ownParts).find(([, keys]) => keys.test(key))?.[0];
	return own ?? (isFirstWord(key) ? 'first' : 'later');
}

/**
 * Messages are parsed here and not in the browser: the parser stays out of the shell, and a message that is not ICU
 * MessageFormat stops the build.
 */
const catalogues: Plugin = {
	name: 'panoh-catalogues',
	enforce: 'pre',
	transform(text, id) {
		const part = /\/languages\/[a-z]{2}\.json\?(first|later|account|bulletin|emergency|outreach|people|records|recovery|statistics)$/.exec(id)?.[1];
		if (part === undefined) return null;
		const all = Object.entries(JSON.parse(text) as Record<string, string>);
		const words = all.filter(([key]) => !atTheMachine.test(key) && !noBrowserSends.test(key) && partOf(key) === part).map(([key, message]) => {
			if (!/[{'#]/.test(message)) return [key, message];
			try {
				return [key, parse(message, { ignoreTag: true, captureLocation: false })];
			} catch (error) {
				throw new Error(`${id}: ${key} is not a message: ${String(error)}`);
			}
		});
		// A browser reads a text of JSON faster than the same as program.
		const json = JSON.stringify(JSON.stringify(Object.fromEntries(words)));
		return { code: `export default JSON.parse(${json});`, map: null, moduleType: 'js' };
	},
};

/** SvelteKit's announcer carries a `style` attribute, which the content security policy forbids; app.css has the same. */
const noInlineStyle: Plugin = {
	name: 'panoh-no-inline-style',
	enforce: 'pre',
	transform(text, id) {
		if (!id.endsWith('/runtime/components/root.svelte')) return null;
		return { code: text.replace(/\sstyle="position: absolute;[^"]*"/, ''), map: null };
	},
};

/**
 * SvelteKit writes the state of a page, and would read what its own server sends, with devalue. Ours are plain objects and
 * JSON over the API, which the browser can do itself.
 */
const plainState: Plugin = {
	name: 'panoh-plain-state',
	enforce: 'pre',
	resolveId(id) {
		return id === 'devalue' && this.environment.name === 'client' ? '\0panoh-plain-state' : null;
	},
	load(id) {
		if (id !== '\0panoh-plain-state') return null;
		return [
			'export const { parse, stringify } = JSON;',
			"const never = () => { throw new Error('only plain data here'); };",
			'export { never as unflatten, never as stringifyAsync, never as uneval };',
		].join('\n');
	},
};

/** Packages of which something is in the app, one list beside it: package/components.py says their versions and licences. */
const packagesWithin: Plugin = {
	name: 'panoh-packages-within',
	generateBundle(_, bundle) {
		if (this.environment.name !== 'client') return;
		// A subset of this font is made before the build (tools/make_fonts.mjs).
		const within = new Set(['@fontsource-variable/source-sans-3']);
		for (const chunk of Object.values(bundle)) {
			for (const [id, module] of Object.entries(chunk.type === 'chunk' ? chunk.modules : {})) {
				const own = id.startsWith('\0') ? /^\0(vite|rolldown)\b/.exec(id)?.[1] : id.split('/node_modules/').slice(1).pop();
				const name = own && /^(@[^/]+\/)?[^/]+/.exec(own)?.[0];
				if (name && module.renderedLength > 0) within.add(name);
			}
		}
		writeFileSync(path.resolve(import.meta.dirname, `${output}-packages.json`), JSON.stringify([...within].sort(), null, 1) + '\n');
	},
};

/**
 * On a slow line each file costs a head and a round trip, and on an old phone each module costs time: what every screen
 * needs, and the components of lists, are one file, those of forms a second. The rest stays one chunk a screen.
 */
const fewFiles: Plugin = {
	name: 'panoh-few-files',
	config: () => ({
		environments: {
			client: {
				build: {
					rolldownOptions: {
						output: {
							codeSplitting: {
								groups: [
									{ name: 'forms', priority: 1, test: /\/src\/lib\/ui\/(TextField|Check|CheckGroup|RadioGroup|ThreeBoxDate|Dialog|AskToDrop|Progress|FactsStrip|FieldRow|DataTable)\./ },
									{ name: 'shell', priority: 2, test: /\/src\/routes\/\+(layout|error)\.|\/src\/lib\/ui\/(?!(TextField|Check|CheckGroup|RadioGroup|ThreeBoxDate|Dialog|Progress|FactsStrip|FieldRow|DataTable|QrCode|FileField|Later|Tabs|AskToDrop|AskBeforeLeaving|Entries|PagedRows|save_file)\.)|\/runtime\/client\/client-entry\.js$|\/svelte\/src\/reactivity\/media-query\.js$/ },
								],
							},
						},
					},
				},
			},
		},
	}),
};

export default defineConfig({
	plugins: [packagesWithin, 
		codeLists,
		catalogues,
		noInlineStyle,
		fewFiles,
		plainState,
		sveltekit({
			adapter: adapter({ pages: output, assets: output, fallback: 'index.html', precompress: true }),
			paths: { relative: false },
			// The content security policy forbids inline styles, so every style is a file.
			inlineStyleThreshold: 0,
			version: { name: process.env.PANOH_VERSION ?? '0.1.0' },
		}),
	],
	resolve: {
		alias: [
			{
				find: /^@formatjs\/icu-messageformat-parser$/,
				replacement: '@formatjs/icu-messageformat-parser/no-parser.js',
			},
		],
	},
	build: { target: 'es2022', manifest: true, assetsInlineLimit: 0 },
	server: {
		fs: { allow: ['..'] },
		proxy: { '/api': api },
	},
});
