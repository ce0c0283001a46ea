// The staff app in a real browser. `node tests/browser/run.mjs --server PATH [--soak] [--shots DIR] [--only NAME]`
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launch } from './lib/browser.mjs';
import { check, summary } from './lib/report.mjs';
import { demoServer, endServers } from './lib/server.mjs';
import { languagesToday } from './lib/words.mjs';
import { checkAccounts } from './accounts.mjs';
import { checkBulletinPage } from './bulletin_page.mjs';
import { checkDrafts } from './drafts.mjs';
import { checkEditions } from './editions.mjs';
import { checkEmergency } from './emergency.mjs';
import { checkExport } from './export.mjs';
import { checkHiding } from './hiding.mjs';
import { checkImport } from './import.mjs';
import { checkJourneys } from './journeys.mjs';
import { checkKeeping } from './keeping.mjs';
import { checkKeys } from './keys.mjs';
import { checkLocales } from './locales.mjs';
import { checkPasswords } from './passwords.mjs';
import { checkProgramme } from './programme.mjs';
import { checkRecord } from './record.mjs';
import { checkRealNode } from './real_node.mjs';
import { checkRecovery } from './recovery.mjs';
import { checkReading } from './reading.mjs';
import { checkReleasePage } from './release_page.mjs';
import { checkReleases } from './releases.mjs';
import { checkScreens, uploadTable } from './screens.mjs';
import { checkSending } from './sending.mjs';
import { takeShots } from './shots.mjs';
import { checkStories } from './stories.mjs';
import { checkFirstWords, checkOldPage, measureSlowLine } from './slow_line.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
const { values: options } = parseArgs({
	options: {
		server: { type: 'string', default: path.join(root, 'build/dev/panoh') },
		soak: { type: 'boolean', default: false },
		shots: { type: 'string' },
		/** One part: web, screens, journeys, record, keeping, drafts, export, import, hiding, reading, locales, real, accounts, passwords, keys, recovery, emergency, programme, editions, stories, bulletin, release, sending, releases, slow, shots; or screens:WORD for the screens of that name. */
		only: { type: 'string', default: '' },
	},
});
const [only, word] = options.only.split(':');
const wanted = (part) => (only ? only === part : part !== 'shots' || options.shots !== undefined);

/** What web/ checks of itself: its own tests and the budgets of what a browser loads. */
function checkWeb() {
	const node = (name, ...words) => {
		const done = spawnSync(process.execPath, words, { cwd: path.join(root, 'web'), encoding: 'utf8' });
		check(name, done.status === 0 ? [] : `${done.stdout}\n${done.stderr}`.split('\n').filter((line) => /ABOVE|not ok|Error/.test(line)));
	};
	node('tests of web/', '--test', 'src/**/*.test.mjs');
	if (existsSync(path.join(root, 'web/.svelte-kit/output/client/.vite/manifest.json'))) {
		node('budgets of what a browser loads', 'tools/check_budgets.mjs');
	} else {
		check('budgets of what a browser loads', ['web/ was not built here: run web/build.sh']);
	}
}

let browser;
async function end(code) {
	await browser?.close().catch(() => {});
	endServers();
	process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end(130));

try {
	const languages = languagesToday(options.soak);
	if (wanted('web')) checkWeb();
	browser = await launch();
	const needsScreens = ['screens', 'locales', 'slow', 'shots'].some(wanted);
	if (needsScreens) {
		const origin = await demoServer(options.server);
		if (['screens', 'shots'].some(wanted)) await uploadTable(browser, origin);
		if (wanted('shots')) await takeShots(browser, origin, options.shots);
		if (wanted('screens')) for (const language of languages) await checkScreens(browser, origin, language, { only: word, whole: options.soak });
		if (wanted('locales')) await checkLocales(browser, origin, languages);
		if (wanted('slow')) await measureSlowLine(browser, origin);
		if (wanted('slow')) await checkFirstWords(browser, origin, languages);
		if (wanted('slow')) await checkOldPage(browser, origin);
	}
	// These change people and cases: a server of their own.
	if (wanted('journeys')) await checkJourneys(browser, await demoServer(options.server));
	if (wanted('record')) await checkRecord(browser, await demoServer(options.server));
	if (wanted('keeping')) await checkKeeping(browser, await demoServer(options.server));
	if (wanted('drafts')) await checkDrafts(browser, await demoServer(options.server), options.shots);
	if (wanted('export')) await checkExport(browser, await demoServer(options.server));
	if (wanted('import')) await checkImport(browser, await demoServer(options.server), languages, options.shots);
	if (wanted('hiding')) await checkHiding(browser, await demoServer(options.server));
	if (wanted('reading')) for (const language of languages) await checkReading(browser, await demoServer(options.server, 'access.cases_an_hour=40'), language, options.shots);
	if (wanted('accounts')) await checkAccounts(browser, await demoServer(options.server), languages, options.shots);
	if (wanted('passwords')) await checkPasswords(browser, await demoServer(options.server));
	if (wanted('keys')) await checkKeys(browser, options.server);
	if (wanted('recovery')) await checkRecovery(browser, await demoServer(options.server));
	if (wanted('emergency')) await checkEmergency(browser, () => demoServer(options.server), languages, options.shots);
	if (wanted('programme')) await checkProgramme(browser, await demoServer(options.server));
	if (wanted('editions')) await checkEditions(browser, await demoServer(options.server));
	if (wanted('stories')) await checkStories(browser, await demoServer(options.server));
	if (wanted('bulletin')) await checkBulletinPage(browser, options.server, options.shots);
	if (wanted('release')) await checkReleasePage(browser, options.server, options.shots);
	if (wanted('sending')) await checkSending(browser, options.server, options.shots);
	if (wanted('releases')) await checkReleases(browser, await demoServer(options.server), options.shots);
	if (wanted('real')) await checkRealNode(browser, options.server);
} catch (error) {
	check('the tests themselves', [error.stack]);
}
await end(summary());
