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
import { checkDrafts } from './drafts.mjs';
import { checkExport } from './export.mjs';
import { checkHiding } from './hiding.mjs';
import { checkImport } from './import.mjs';
import { checkJourneys } from './journeys.mjs';
import { checkKeeping } from './keeping.mjs';
import { checkLocales } from './locales.mjs';
import { checkRecord } from './record.mjs';
import { checkRealNode } from './real_node.mjs';
import { checkScreens, uploadTable } from './screens.mjs';
import { takeShots } from './shots.mjs';
import { checkFirstWords, checkOldPage, measureSlowLine } from './slow_line.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
const { values: options } = parseArgs({
	options: {
		server: { type: 'string', default: path.join(root, 'build/dev/panoh') },
		soak: { type: 'boolean', default: false },
		shots: { type: 'string' },
	if (wanted('import')) await checkImport(browser, await demoServer(options.server), languages, options.shots);
