// Pages that strangers read without any script: the bulletin's and those of published data.

/** A page of its own, with what it complained of and asked for. */
export async function open(browser, { width, ...more }) {
	const context = await browser.newContext({ viewport: { width, height: 800 }, locale: 'en-US', ...more });
	const page = await context.newPage();
	const complaints = [];
	const asked = [];
	page.on('console', (message) => complaints.push(`console: ${message.text()}`));
	page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
	page.on('request', (request) => asked.push(request.url()));
	return { context, page, complaints, asked };
}

/** What must hold on each of them; runs in the page. */
export function lookAround() {
	const found = [];
	const room = document.documentElement;
	if (room.scrollWidth > innerWidth) {
		const wide = [...document.querySelectorAll('body *')].find((one) => one.getBoundingClientRect().right > innerWidth + 0.5 && !one.closest('.scroll, .skip'));
		found.push(`sideways: ${room.scrollWidth} in ${innerWidth}: ${wide?.tagName} ${wide?.textContent.slice(0, 40)}`);
	}
	if (document.querySelectorAll('h1').length !== 1) found.push('not one h1');
	let last = 0;
	for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
		const level = Number(heading.tagName[1]);
		if (level > last + 1) found.push(`heading "${heading.textContent}" of level ${level} after ${last}`);
		last = level;
	}
	const names = new Set();
	for (const one of document.querySelectorAll('[id]')) {
		if (names.has(one.id)) found.push(`${one.id} stands twice`);
		names.add(one.id);
	}
	for (const link of document.querySelectorAll('a[href^="#"]')) if (!names.has(link.hash.slice(1))) found.push(`${link.hash} leads nowhere`);
	for (const picture of document.images) if (!picture.alt || !picture.width || !picture.height) found.push('a picture without words or size');
	// The numbers of each chart are a table too.
	for (const figure of document.querySelectorAll('figure.drawn')) if (!figure.querySelector('svg[role="img"]') || !figure.querySelector('table')) found.push(`a chart without name or table: ${figure.textContent.slice(0, 40)}`);
	if (document.scripts.length > 0) found.push('a script');
	if (/portal\.|\{\w+\}|undefined|NaN/.test(document.body.innerText)) found.push('a key or a hole in the words');
	const small = [...document.querySelectorAll('main a, footer a, header a')].filter((one) => {
		const box = one.getBoundingClientRect();
		const inline = one.closest('p, li, figcaption') !== null || box.width === 0 || one.className === 'skip';
		return !inline && box.height < 24;
	});
	if (small.length > 0) found.push(`small to hit: ${small[0].textContent}`);
	return found;
}
