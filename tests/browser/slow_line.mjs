// How long a caseworker waits on an old phone and a slow line. Printed, not judged: a loaded machine is no phone.
import { openPage, settled, signIn } from './lib/browser.mjs';
import { story } from './lib/report.mjs';

const line = { offline: false, latency: 300, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const processor = 6;
const limits = { cold: 3.0, warm: 1.0 };

async function untilUsable(page) {
	const started = Date.now();
	await page.goto('/cases', { waitUntil: 'commit' });
	await page.locator('.rows a[href^="/cases/"]').first().waitFor();
	return (Date.now() - started) / 1000;
}

export async function measureSlowLine(browser, origin) {
	const { page, context } = await openPage(browser, { origin, width: 360 });
	await story('the case list opens on a slow line', async () => {
		await signIn(page, 'ayana');
		const session = await context.newCDPSession(page);
		await session.send('Network.enable');
		await session.send('Network.clearBrowserCache');
		await session.send('Network.emulateNetworkConditions', line);
		await session.send('Emulation.setCPUThrottlingRate', { rate: processor });
		const cold = await untilUsable(page);
		await settled(page);
		const warm = await untilUsable(page);
		for (const [name, seconds] of Object.entries({ cold, warm })) {
			console.log(`      list usable, ${name}: ${seconds.toFixed(2)} s (${seconds > limits[name] ? 'above' : 'within'} ${limits[name].toFixed(1)} s; CPU ${processor} times slower, 400 kbit/s, 300 ms)`);
		}
	});
	await context.close();
}
