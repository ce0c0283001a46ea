// What must hold on every screen, in every language, at every width, in both colours.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { check } from './report.mjs';
import { englishOnly, keyHeads, text } from './words.mjs';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const axeOptions = { resultTypes: ['violations'], runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } };

/**
 * Without targets that are half under a bar which stays while the page scrolls: the next scroll frees them. (It runs in the
 * page, as text.)
 */
const withoutBars = String((violations) => {
	const stays = (element) => element && (['fixed', 'sticky'].includes(getComputedStyle(element).position) || stays(element.parentElement));
	const underBar = (node) =>
		[...node.any, ...node.all].some(({ message, relatedNodes }) => message.includes('obscured') && relatedNodes.some(({ target }) => stays(document.querySelector(target[0]))));
	return violations
		.map((one) => (one.id === 'target-size' ? { ...one, nodes: one.nodes.filter((node) => !underBar(node)) } : one))
		.filter(({ nodes }) => nodes.length > 0);
});

/** Runs axe in a world of its own: the page's content security policy stays as it is. */
export async function axe(page) {
	const session = await page.context().newCDPSession(page);
	try {
		const { frameTree } = await session.send('Page.getFrameTree');
		const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', {
			frameId: frameTree.frame.id,
			worldName: 'axe',
		});
		await session.send('Runtime.evaluate', { contextId, expression: axeSource });
		const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
			contextId,
			awaitPromise: true,
			returnByValue: true,
			expression: `axe.run(document, ${JSON.stringify(axeOptions)}).then(({ violations }) => violations).then(${withoutBars})`,
		});
		if (exceptionDetails) return [`axe itself failed: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`];
		return result.value
			.filter((one) => one.impact !== 'minor')
			.map((one) => `axe ${one.id} (${one.impact}): ${one.nodes.slice(0, 3).map((node) => `${node.target.join(' ')} ${firstReason(node)}`).join(' | ')}`);
	} finally {
		await session.detach();
	}
}

function firstReason(node) {
	const found = [...node.any, ...node.all, ...node.none][0];
	return found ? `[${found.message}]` : '';
}

/** The page as it stands: words, language, width, mark. */
export async function look(page, language, { demo = true } = {}) {
	const faults = await page.evaluate(
		({ language, heads, english, mark }) => {
			const found = [];
			if (document.documentElement.lang !== language) found.push(`html lang is ${document.documentElement.lang}`);
			const room = document.documentElement;
			if (room.scrollWidth > innerWidth) {
				const wide = [...document.body.querySelectorAll('*')]
					.filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5 && !one.closest('.hidden-text'))
					.slice(0, 3)
					.map((one) => `${one.tagName.toLowerCase()}.${one.className?.baseVal ?? one.className} "${(one.textContent ?? '').trim().slice(0, 30)}"`);
				found.push(`sideways: ${room.scrollWidth} in ${innerWidth}: ${wide.join(', ')}`);
			}
			const texts = [];
			// What is marked as being in another language is what somebody wrote: a story of a bulletin.
			const foreign = [];
			const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
			for (let node = walker.nextNode(); node; node = walker.nextNode()) {
				if (node.parentElement.closest('script, style')) continue;
				const words = node.data.trim();
				if (node.parentElement.closest('[lang]').lang === language) texts.push(words);
				else foreign.push(words);
			}
			for (const one of document.querySelectorAll('[aria-label], [placeholder], [title]')) {
				for (const name of ['aria-label', 'placeholder', 'title']) texts.push(one.getAttribute(name) ?? '');
			}
			texts.push(document.title);
			const key = new RegExp(`(?:^|[\\s(,·:])(?:${heads.join('|')})\\.[a-z~][\\w~.-]*`);
			const sentences = new Set(english);
			for (const words of [...texts, ...foreign]) {
				if (key.test(words)) found.push(`untranslated key: ${words.slice(0, 80)}`);
				if (/(?:^|\s)~[a-z_]+|\bundefined\b|\bNaN\b|\[object|\{\w+[,}]/.test(words)) found.push(`not for people: ${words.slice(0, 80)}`);
			}
			for (const words of texts) if (sentences.has(words)) found.push(`English: ${words.slice(0, 80)}`);
			if (mark) {
				const shown = [...document.querySelectorAll('body *')].some(
					(one) => one.childElementCount === 0 && one.textContent.trim() === mark && one.checkVisibility({ visibilityProperty: true }),
				);
				if (!shown) found.push('the page does not say that its data is fictional');
			}
			if (document.querySelectorAll('h1').length !== 1) found.push(`${document.querySelectorAll('h1').length} h1`);
			return [...new Set(found)];
		},
		{ language, heads: keyHeads, english: englishOnly(language), mark: demo ? text(language, 'ui.fictional_data') : '' },
	);
	return faults;
}

/** look() and axe() at 320 and 1280 px, each a check of its own; with `shots`, the beginning of a file's name, pictures too. The page is left wide. */
export async function lookAtBoth(page, name, { language = 'en', shots } = {}) {
	for (const [width, height] of [[320, 640], [1280, 800]]) {
		await page.setViewportSize({ width, height });
		check(`${name} ${width}`, [...(await look(page, language)), ...(await axe(page))]);
		if (shots) await page.screenshot({ path: `${shots}-${name.replaceAll(/\W+/g, '-')}-${width}.png` });
	}
}
