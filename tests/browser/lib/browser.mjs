// Chromium, and pages that remember everything a browser complains about.
import { chromium } from 'playwright-core';

const flags = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

export const launch = () =>
	chromium.launch({ executablePath: process.env.PANOH_CHROMIUM ?? '/usr/bin/chromium', headless: true, args: flags });

/**
 * A page in a context of its own. `complaints` collects console errors, script errors and violations of the content
 * security policy; `expected` are answers that the browser reports as errors and that a test means to cause.
 */
export async function openPage(browser, { origin, locale = 'en-US', width = 1280, language = 'en', timezoneId = 'Asia/Bishkek', expected = [], downloads = false }) {
	const context = await browser.newContext({
		baseURL: origin,
		locale,
		timezoneId,
		viewport: { width, height: width < 700 ? 640 : 800 },
		acceptDownloads: downloads,
	});
	const complaints = [];
	const allowed = [/status of 401 .*\/api\/session$/, ...expected];
	await context.exposeBinding('panohViolation', (_, words) => complaints.push(`policy violated: ${words}`));
	await context.addInitScript((code) => {
		addEventListener('securitypolicyviolation', (event) => {
			window.panohViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`);
		});
		if (location.protocol.startsWith('http') && !localStorage.getItem('panoh-language')) localStorage.setItem('panoh-language', code);
	}, language);
	const page = await context.newPage();
	page.setDefaultTimeout(15_000);
	page.on('console', (message) => {
		if (message.type() !== 'error' && !/trusted ?type|content security/i.test(message.text())) return;
		const line = `console: ${message.text()} ${message.location().url}`;
		if (!allowed.some((pattern) => pattern.test(line))) complaints.push(line);
	});
	page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
	return { page, context, complaints };
}

/** Two frames: what was changed a moment ago is on the screen. */
export const drawn = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Waits until the app has nothing left to fetch and has drawn what it fetched. */
export async function settled(page) {
	await page.waitForLoadState('networkidle');
	await page.waitForFunction(() => !document.querySelector('[aria-busy="true"], .page > [role="status"].note'));
	await page.evaluate(() => document.fonts.ready.then(() => undefined));
	await drawn(page);
}

export const password = 'lantern by the river';

/** Signs in by the form, as a demo account. */
export async function signIn(page, userName, secret = password) {
	await page.goto('/sign-in');
	await page.locator('input[autocomplete="username"]').fill(userName);
	await page.locator('input[autocomplete="current-password"]').fill(secret);
	await page.keyboard.press('Enter');
	await page.waitForURL((url) => url.pathname !== '/sign-in');
	await settled(page);
}

/** Asks the API as this page's person: for what a test must know or prepare, never for what it checks. */
export async function ask(page, method, path, body, headers = {}) {
	const answer = await page.evaluate(
		async ([method, path, body, headers]) => {
			const response = await fetch(path, {
				method,
				headers: { ...(body === null ? {} : { 'Content-Type': 'application/json' }), ...headers },
				body: body === null ? undefined : JSON.stringify(body),
			});
			return { status: response.status, text: await response.text() };
		},
		[method, path, body ?? null, headers],
	);
	if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
	return answer.text ? JSON.parse(answer.text) : undefined;
}
