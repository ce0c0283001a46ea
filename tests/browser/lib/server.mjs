// Panoh servers of our own: each on a free port, in a folder of its own, gone when the tests are.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const running = new Set();
const folders = new Set();

export function newFolder() {
	const folder = mkdtempSync(path.join(tmpdir(), 'panoh-browser-'));
	folders.add(folder);
	return folder;
}

/** Runs a command of the server program and returns what it printed. */
export function command(program, folder, ...words) {
	const done = spawnSync(program, ['--data', folder, ...words], { encoding: 'utf8' });
	if (done.status !== 0) throw new Error(`panoh ${words[0]}: ${done.stderr || done.stdout || done.error}`);
	return done.stdout;
}

/** Starts a server and resolves to its address, without the slash at the end. */
export function serve(program, folder, ...words) {
	const child = spawn(program, ['--data', folder, '--set', 'server.port=0', 'serve', ...words]);
	running.add(child);
	let printed = '';
	return new Promise((resolve, reject) => {
		const timer = setTimeout(() => reject(new Error(`no address after 20 s: ${printed}`)), 20_000);
		child.stdout.on('data', (bytes) => {
			printed += bytes;
			const found = /Panoh listens on (http:\/\/\S+?)\/\s/.exec(printed);
			if (!found) return;
			clearTimeout(timer);
			resolve(found[1]);
		});
		child.stderr.on('data', (bytes) => (printed += bytes));
		child.on('exit', (code) => {
			running.delete(child);
			clearTimeout(timer);
			reject(new Error(`the server ended with ${code}: ${printed}`));
		});
	});
}

/** A node of fictional people; its `settings` are `name=value`. */
export function demoServer(program, ...settings) {
	const folder = newFolder();
	command(program, folder, 'demo');
	return serve(program, folder, '--demo', ...settings.flatMap((one) => ['--set', one]));
}

export function endServers() {
	for (const child of running) child.kill('SIGKILL');
	for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
