// How long a caseworker waits on an old phone and a slow line. The seconds are printed, not judged: a loaded machine is no
// phone. What decides them is judged: how much travels, and that nothing is asked for twice.
import { readFileSync } from 'node:fs';
import { openPage, settled, signIn } from './lib/browser.mjs';
import { look } from './lib/page_checks.mjs';
import { check, expect, story } from './lib/report.mjs';

const line = { offline: false, latency: 300, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const processor = 6;
const limits = { cold: 3.0, warm: 1.0 };
const budget = { bytes: 130_000, requests: 30, warmBytes: 15_000 };

/** In every page: when the first row of the list had been painted, by the page's own clock, which starts with the navigation. */
function noteUsable() {
	const seen = () => {
		const row = document.querySelector('.rows a[href^="/cases/"]');
		if (!row || row.getBoundingClientRect().height === 0) return;
		looking.disconnect();
		requestAnimationFrame(() => setTimeout(() => (window.usableAt = performance.now())));
	};
	const looking = new MutationObserver(seen);
	looking.observe(document, { childList: true, subtree: true });
}

async function untilUsable(page) {
	await page.goto('/cases', { waitUntil: 'commit' });
	await page.waitForFunction(() => window.usableAt !== undefined);
	return (await page.evaluate(() => window.usableAt)) / 1000;
}

/** Everything that travels from now on: addresses, and bytes with their heads. */
function listen(session) {
	const travelled = { addresses: new Map(), bytes: 0, clear: () => {} };
	travelled.clear = () => {
		travelled.addresses.clear();
		travelled.bytes = 0;
	};
	const asked = new Map();
	session.on('Network.requestWillBeSent', ({ requestId, request }) => asked.set(requestId, new URL(request.url).pathname));
	session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
		const address = asked.get(requestId);
		travelled.bytes += encodedDataLength;
		if (address && encodedDataLength > 0) travelled.addresses.set(address, (travelled.addresses.get(address) ?? 0) + 1);
	});
	return travelled;
}

export async function measureSlowLine(browser, origin) {
	const { page, context } = await openPage(browser, { origin, width: 360 });
	await story('the case list opens on a slow line, with few bytes and nothing asked for twice', async () => {
		await context.addInitScript(noteUsable);
		await signIn(page, 'ayana');
		const session = await context.newCDPSession(page);
		await session.send('Network.enable');
		await session.send('Network.clearBrowserCache');
		await session.send('Network.emulateNetworkConditions', line);
		await session.send('Emulation.setCPUThrottlingRate', { rate: processor });
		const travelled = listen(session);
		const took = { cold: [], warm: [] };
		took.cold.push(await untilUsable(page));
		await settled(page);
		const first = { bytes: travelled.bytes, addresses: new Map(travelled.addresses) };
		travelled.clear();
		took.warm.push(await untilUsable(page));
		await settled(page);
		const then = { bytes: travelled.bytes, addresses: new Map(travelled.addresses) };
		for (let n = 1; n < 3; n += 1) {
			await session.send('Network.clearBrowserCache');
			for (const kind of ['cold', 'warm']) {
				took[kind].push(await untilUsable(page));
				await settled(page);
			}
		}
		for (const [name, times] of Object.entries(took)) {
			const seconds = times.sort((a, b) => a - b)[1];
			console.log(`      list usable, ${name}: ${seconds.toFixed(2)} s, the middle of three (${seconds > limits[name] ? 'above' : 'within'} ${limits[name].toFixed(1)} s; CPU ${processor} times slower, 400 kbit/s, 300 ms)`);
		}
		console.log(`      ${first.addresses.size} requests and ${first.bytes} bytes cold, ${then.addresses.size} and ${then.bytes} warm`);
		const twice = [...first.addresses, ...then.addresses].filter(([, times]) => times > 1).map(([address]) => address);
		expect(twice.length === 0, `asked for twice: ${twice.join(', ')}`);
		expect(first.addresses.size <= budget.requests, `${first.addresses.size} requests, ${budget.requests} are the budget`);
		expect(first.bytes <= budget.bytes, `${first.bytes} bytes, ${budget.bytes} are the budget`);
		expect(then.bytes <= budget.warmBytes, `${then.bytes} bytes with everything cached, ${budget.warmBytes} are the budget`);
	});
	await context.close();
}

/** Today and the list of cases have their words before the rest of the language is there. */
export async function checkFirstWords(browser, origin, languages) {
	const manifest = JSON.parse(readFileSync(new URL('../../web/.svelte-kit/output/client/.vite/manifest.json', import.meta.url), 'utf8'));
	for (const [language, width] of languages.flatMap((one) => [[one, 360], [one, 1280]])) {
		const { page, context } = await openPage(browser, { origin, language, width });
		await signIn(page, 'ayana');
		const file = Object.entries(manifest).find(([key]) => key.endsWith(`languages/${language}.json?later`))[1].file;
		let kept = 0;
		await page.route(`**/${file}`, (route) => {
			kept += 1;
			return route.abort();
		});
		for (const address of ['/', '/cases']) {
			await page.goto(address);
			await page.locator('main a[href^="/cases/"][href*="-"]').first().waitFor();
			check(`first words ${language} ${width} ${address}`, [...(kept > 0 ? [] : ['the later words were not kept away']), ...(await look(page, language))]);
		}
		await context.close();
	}
}

/** A browser keeps the page for a day. One of an older build is loaded anew once, and then it has to do. */
export async function checkOldPage(browser, origin) {
	const { page, context } = await openPage(browser, { origin, width: 360 });
	await story('a page of another build than the server has is loaded anew, once', async () => {
		let loads = 0;
		page.on('request', (request) => (loads += Number(request.isNavigationRequest())));
		await page.route('**/api/node', async (route) => {
			const answer = await route.fetch();
			await route.fulfill({ response: answer, json: { ...(await answer.json()), web_version: 'newer' } });
		});
		await signIn(page, 'ayana');
		expect(loads === 2, `${loads} loads of the page, wanted the first one and one more`);
	});
	await context.close();
}
