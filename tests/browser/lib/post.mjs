// A real mail server for letters of the bulletin, the one of the suite `mail`, and people who subscribe by the public pages.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const office = fileURLToPath(new URL('../../mail/post_office.py', import.meta.url));
/** Debian's own Python, because its aiosmtpd is for no other. */
const python = '/usr/bin/python3';
const perNetwork = 30;

/** One that takes letters, each only after `slow` milliseconds. */
export async function postOffice(folder, slow) {
	const file = path.join(folder, 'letters');
	writeFileSync(file, '');
	const child = spawn(python, [office, file, '--slow', String(slow)], { stdio: ['ignore', 'pipe', 'inherit'] });
	const port = await new Promise((done, failed) => {
		child.on('error', failed);
		child.on('exit', (code) => failed(new Error(`the mail server ended with ${code}`)));
		createInterface(child.stdout).once('line', done);
	});
	return {
		port,
		end: () => child.kill('SIGTERM'),
		/** Takes no letter until it is let go: a test has its time. */
		hold: () => writeFileSync(`${file}.held`, ''),
		letGo: () => rmSync(`${file}.held`, { force: true }),
		/** What came: {to, text} each. */
		letters: () => readFileSync(file, 'utf8').split('\n').slice(0, -1).map((line) => JSON.parse(line)).map(({ to, data }) => ({ to: to[0], text: plain(data) })),
	};
}

/** The first part of a letter, which is its plain text. */
function plain(data) {
	const part = data.slice(data.indexOf('\r\n\r\n', data.search(/content-type: text\/plain/i)) + 4);
	const body = part.slice(0, part.indexOf('\r\n--'));
	const head = data.slice(0, data.indexOf(body));
	if (/content-transfer-encoding: base64\s*$/i.test(head.trimEnd().split(/\r\n(?! )/).slice(-3).join('\n'))) return Buffer.from(body, 'base64').toString('utf8');
	return body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
}

async function press(origin, address, form, network) {
	const answer = await fetch(origin + address, {
		method: 'POST',
		headers: { Origin: origin, 'Content-Type': 'application/x-www-form-urlencoded', 'X-Forwarded-For': `10.7.${network}.7` },
		body: new URLSearchParams(form).toString(),
	});
	if (answer.status !== 200) throw new Error(`${address}: ${answer.status}`);
}

export async function until(holds, what) {
	for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((done) => setTimeout(done, 50))) if (await holds()) return;
	throw new Error(`it never came: ${what}`);
}

/** Each of {address: language} asks by the form and presses the button behind the link of the letter. */
export async function subscribe(origin, post, people) {
	const before = post.letters().length;
	for (const [number, [email, language]] of Object.entries(people).entries()) await press(origin, '/subscriptions', { email, language }, Math.floor(number / perNetwork));
	await until(() => post.letters().length === before + Object.keys(people).length, 'a letter for everybody');
	for (const letter of post.letters().slice(before)) {
		const token = /\/subscriptions\/confirm\/([\w-]+)/.exec(letter.text)?.[1];
		if (!token) throw new Error(`no link in ${letter.text.slice(0, 200)}`);
		await press(origin, `/subscriptions/confirm/${token}`, {}, 0);
	}
}
