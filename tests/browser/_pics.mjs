import { launch, openPage, signIn, settled } from './lib/browser.mjs';
import { newFolder, command, serve } from './lib/server.mjs';
import * as S from './lib/server.mjs';
const program = process.argv[2];
const folder = newFolder();
command(program, folder, 'demo', '--cases', '20');
const origin = await serve(program, folder, '--demo', '--set', 'server.web=build/web').catch(async () => serve(program, folder, '--demo'));
const browser = await launch();
for (const [language, width] of [['en', 1280], ['en', 320], ['ru', 1280]]) {
	const { page, context, complaints } = await openPage(browser, { origin, width, language });
	await signIn(page, 'asel');
	for (const [name, path] of [['overview', '/programme'], ['figures', '/programme/figures?year=2026'], ['events', '/programme/events']]) {
		await page.goto(path); await settled(page); await page.waitForTimeout(800);
		await page.screenshot({ path: `/tmp/pics/${name}-${language}-${width}.png`, fullPage: true });
	}
	console.log(complaints);
	await context.close();
}
await browser.close();
process.exit(0);
