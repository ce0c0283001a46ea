// A release that two data officers publish on a demonstration: for tests of what everybody reads of it.
import { setTimeout as later } from 'node:timers/promises';

const house = 'lantern by the river';

/** One browser's worth of requests. */
class Person {
	constructor(origin) {
		this.origin = origin;
		this.cookies = new Map();
	}

	async ask(method, path, body, headers = {}) {
		const answer = await fetch(this.origin + path, {
			method,
			headers: {
				Origin: this.origin,
				Cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
				...(body === undefined ? {} : { 'Content-Type': typeof body === 'string' ? 'text/csv' : 'application/json' }),
				...headers,
			},
			body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
		});
		for (const line of answer.headers.getSetCookie()) {
			const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
			this.cookies.set(name, value);
		}
		const text = await answer.text();
		if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
		return { tag: answer.headers.get('etag'), json: text.startsWith('{') ? JSON.parse(text) : {} };
	}

	async until(path, wanted) {
		for (let turn = 0; turn < 600; ++turn) {
			const { tag, json } = await this.ask('GET', path);
			if (json.state === wanted) return { tag, json };
			if (json.state === 'failed') throw new Error(`${path}: ${JSON.stringify(json)}`);
			await later(100);
		}
		throw new Error(`${path} is not ${wanted}`);
	}
}

async function signedIn(origin, name, password = house) {
	const person = new Person(origin);
	await person.ask('POST', '/api/session', { user_name: name, password });
	return person;
}

/** The demonstration's data officer and a second one, with a table that is loaded: CTDC's layout. */
export async function dataOfficers(origin, table) {
	const administrator = await signedIn(origin, 'jyldyz');
	const { json: session } = await administrator.ask('GET', '/api/session');
	const account = { user_name: 'burul', name: 'Burul Second', role: 'data_officer', organisation: session.organisation.id, teams: [] };
	const { json: made } = await administrator.ask('POST', '/api/users', account);
	const password = 'seven grey geese fly';
	await new Person(origin).ask('POST', '/api/activation', { user_name: 'burul', activation_code: made.activation_code, password });
	const one = await signedIn(origin, 'meerim');
	const two = await signedIn(origin, 'burul', password);
	const { json: begun } = await one.ask('POST', '/api/datasets/imports?name=People', table);
	const { json: done } = await one.until(`/api/datasets/imports/${begun.import}`, 'done');
	return { one, two, dataset: done.dataset };
}

/** Publishes what `plan` says beside its source, in a series of its own; its id, and how to withdraw it. */
export async function publish({ one, two, dataset }, lineage, preset, plan) {
	const { json: series } = await one.ask('POST', '/api/lineages', { name: lineage, title: lineage, epsilon: '8', preset });
	const whole = { lineage: series.id, source: { kind: 'dataset', dataset }, ...plan };
	const { json: release, tag } = await one.ask('POST', '/api/releases', whole);
	const path = `/api/releases/${release.id}`;
	const proposed = await one.ask('POST', `${path}/propose`, undefined, { 'If-Match': tag });
	await two.ask('POST', `${path}/approve`, undefined, { 'If-Match': proposed.tag });
	const made = await two.until(path, 'made');
	const out = await two.ask('POST', `${path}/publish`, undefined, { 'If-Match': made.tag });
	return {
		id: release.id,
		withdraw: (note) => one.ask('POST', `${path}/withdraw`, { note }, { 'If-Match': out.tag }),
	};
}
