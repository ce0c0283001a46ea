// Every screen in every chosen language: both widths, both colours.
import { ask, drawn, openPage, settled, signIn } from './lib/browser.mjs';
import { smallTable } from './lib/ctdc.mjs';
import { axe, look } from './lib/page_checks.mjs';
import { check, story } from './lib/report.mjs';
import { text } from './lib/words.mjs';

/** As a data officer: the table that the Statistics screens show, through the upload form. */
export async function uploadTable(browser, origin) {
	const { page, context } = await openPage(browser, { origin });
	await story('a small table is imported through the upload', async () => {
		await signIn(page, 'meerim');
		await page.goto('/statistics/import');
		await settled(page);
		await page.locator('input[type="file"]').setInputFiles({ name: 'small_table.csv', mimeType: 'text/csv', buffer: Buffer.from(smallTable()) });
		await page.getByRole('button', { name: text('en', 'release.import'), exact: true }).click();
		await page.waitForURL(/\/statistics\/(?!import)[\w-]+$/, { timeout: 30_000 });
		await settled(page);
	});
	await context.close();
}

const press = (page, language, key, role = 'button') => page.getByRole(role, { name: text(language, key), exact: true }).first().click();

/** Screens in the order in which one person walks through them; each step ends where there is something to look at. */
const outside = [
	{ name: 'sign-in', go: (page) => page.goto('/sign-in') },
	{ name: 'activation', go: (page) => page.goto('/activate') },
	{ name: 'recovery', go: (page) => page.goto('/recover') },
];
const caseworker = [
	{ name: 'today', go: (page) => page.goto('/') },
	{ name: 'account', go: (page) => page.goto('/account') },
	{ name: 'case list', go: (page) => page.goto('/cases') },
	{
		name: 'case list, names shown',
		async go(page, language) {
			await press(page, language, 'cases.show_names');
			await page.getByRole('button', { name: text(language, 'cases.hide_names') }).waitFor();
		},
	},
	{ name: 'find', go: (page) => page.goto('/cases/find') },
	{
		name: 'find, results',
		async go(page) {
			await page.locator('form input').first().fill('Aigul Asanova');
			await page.locator('form button[type="submit"]').click();
			await page.locator('.matches > li, .results h2').first().waitFor();
		},
	},
	{
		name: 'find, consent',
		async go(page) {
			await page.locator('.none button').click();
			await page.locator('.consent form').waitFor();
		},
	},
	{
		name: 'find, new case',
		async go(page, language) {
			await page.getByText(text(language, 'find.says_aloud'), { exact: true }).click();
			await press(page, language, 'find.record_consent');
			await page.locator('form.case').waitFor();
		},
	},
	{
		name: 'case',
		async go(page) {
			const { items } = await ask(page, 'GET', '/api/cases?sort=due&limit=50');
			await page.goto(`/cases/${(items.find((one) => one.due_on && !one.state.startsWith('closed')) ?? items[0]).id}`);
			await page.locator('#identity').waitFor();
		},
	},
	{
		name: 'who looked, on paper',
		async go(page, language) {
			await press(page, language, 'cases.print_looked', 'link');
			await page.locator('.paper li').first().waitFor();
		},
	},
	{
		name: 'case again',
		async go(page) {
			await page.goBack();
			await page.locator('#identity').waitFor();
		},
	},
	{
		name: 'case, identity and notes open',
		async go(page, language) {
			await press(page, language, 'cases.show_identity');
			await page.getByRole('button', { name: text(language, 'cases.hide_identity') }).waitFor();
			await press(page, language, 'cases.show_notes');
			await page.getByRole('button', { name: text(language, 'cases.hide_notes') }).waitFor();
		},
	},
	{
		name: 'case, edit form',
		async go(page) {
			await page.locator('section[aria-labelledby="happened"] .section-head').first().locator('button.word-action').last().click();
			await page.locator('section[aria-labelledby="happened"] form').waitFor();
		},
	},
	{
		name: 'case, note dialog',
		async go(page, language) {
			await page.getByRole('button', { name: text(language, 'cases.add_note'), exact: true }).locator('visible=true').first().click();
			await page.locator('dialog form').waitFor();
		},
	},
	{
		name: 'case, summary for paper',
		async go(page) {
			const { items } = await ask(page, 'GET', '/api/cases?limit=1');
			await page.goto(`/cases/${items[0].id}/print`);
			await page.locator('table.paper').waitFor();
		},
	},
	{
		name: 'case list, export',
		async go(page, language) {
			await page.goto('/cases');
			await press(page, language, 'cases.export_list');
			await page.locator('dialog form').waitFor();
		},
	},
	{ name: 'statistics', go: (page) => page.goto('/statistics') },
	{
		name: 'statistics, dataset',
		async go(page) {
			await page.locator('main section:last-of-type li a').first().click();
			await page.waitForURL(/\/statistics\/[\w-]+$/);
			await page.locator('main table').first().waitFor();
		},
	},
];
const supervisor = [
	{ name: 'whole cases in a file', go: (page) => page.goto('/cases/export') },
	{
		name: 'which questions are used',
		async go(page) {
			await page.goto('/cases/fields');
			await page.locator('details summary').click();
		},
	},
];
const administrator = [
	{ name: 'people', go: (page) => page.goto('/people') },
	{ name: 'teams', go: (page) => page.goto('/people/teams') },
	{ name: 'organisations', go: (page) => page.goto('/people/organisations') },
	{
		name: 'organisations, change one',
		async go(page) {
			await page.locator('main li button').first().click();
			await page.locator('dialog form').waitFor();
		},
	},
];
const auditor = [{ name: 'log', go: (page) => page.goto('/people/record') }];
/** Keys as they stand on a bad day, which the demonstration does not have. */
const badDay = {
	organisation: '',
	rotations: [
		{ team: 'a', team_name: 'Bishkek team', compartment: 'narrative', due_at: '2026-11-20T08:00:00Z', keys_left: 1204, can_do_it: 3 },
		{ team: 'b', team_name: '', compartment: 'identity', due_at: '2026-11-21T08:00:00Z', keys_left: 1, can_do_it: 0 },
	],
	lonely: [
		{ team: 'a', team_name: 'Bishkek team', compartment: 'medical', holder: 'Saltanat Asanova' },
		{ team: 'a', team_name: 'Bishkek team', compartment: 'whereabouts', holder: '' },
		{ team: 'b', team_name: '', compartment: 'identity', holder: 'Daniyar Test' },
	],
	left_out: [{ team: 'a', team_name: 'Bishkek team', compartment: 'narrative', name: 'Saltanat Asanova', at: '2026-11-20T08:00:00Z' }],
	root: { fingerprint: '0123-4567-89AB-CDEF-GHJK-MNPQ', made_at: '2026-01-02T08:00:00Z', ends_at: '2028-01-02T08:00:00Z', kept: false, holds: false },
	custodians: [{ user: 'm', name: 'Meerim Test', can_help: true }, { user: 'n', name: 'Nurlan Test', can_help: false }],
	not_in_escrow: 5,
	refusal: null,
};
const request = { team: 'a', team_name: 'Bishkek team', for_user: 'u', for_name: 'Burul Lead', reason: 'colleague_left', asked_by: 'Meerim Test', asked_at: '2026-11-20T08:00:00Z', ends_at: '2026-11-20T09:00:00Z', done_by: null, done_at: null, may_agree: false };
const requests = [
	{ ...request, id: '1', ends_at: '2099-11-20T09:00:00Z', may_agree: true },
	{ ...request, id: '2' },
	{ ...request, id: '3', done_by: 'Nurlan Test', done_at: '2026-11-20T08:10:00Z' },
];
/** What the server says while these screens are looked at; nothing of it is done there. */
const pretend = (page, path, json) => page.route(`**${path}`, (route) => route.fulfill({ json }));
administrator.push(
	{
		name: 'keys, on a bad day',
		async go(page) {
			await pretend(page, '/api/keys', badDay);
			await page.goto('/people/keys');
			await page.locator('#custodians').waitFor();
		},
	},
	{
		name: 'keys, the root to be printed',
		async go(page, language) {
			await page.unroute('**/api/keys');
			await pretend(page, '/api/recovery/root', { code: Array(13).fill('W2HM').join('-'), fingerprint: badDay.root.fingerprint });
			await page.goto('/people/keys/prepare');
			await press(page, language, 'recovery.make_root');
			await page.locator('.root-sheet').waitFor();
		},
	},
	{
		name: 'keys, custodians to be chosen',
		async go(page) {
			await page.unroute('**/api/recovery/root');
			page.once('dialog', (dialog) => dialog.accept());
			await page.goto('/people/keys/prepare?step=custodians');
			await page.locator('form fieldset').waitFor();
		},
	},
	{
		name: 'keys, no custodians',
		async go(page, language) {
			await press(page, language, 'recovery.none_wanted');
			await page.locator('form select').waitFor();
		},
	},
	{
		name: 'keys, requests',
		async go(page) {
			await pretend(page, '/api/recovery/requests', { items: requests });
			await page.goto('/people/keys/custodian');
			await page.locator('main li .what').first().waitFor();
		},
	},
	{
		name: 'keys, ask for some',
		async go(page, language) {
			await press(page, language, 'recovery.ask');
			await page.locator('dialog form').waitFor();
		},
	},
);
const seriesOf = async (page) => (await ask(page, 'GET', '/api/lineages')).items[0].id;
const releaseIn = async (page, state) => (await ask(page, 'GET', `/api/releases?state=${state}`)).items[0].id;
const dataOfficer = [
	{ name: 'statistics, import', go: (page) => page.goto('/statistics/import') },
	{
		name: 'statistics, new series',
		async go(page) {
			await page.goto('/statistics/series/new');
			await page.locator('main form').waitFor();
		},
	},
	{
		name: 'statistics, series',
		async go(page) {
			await page.goto(`/statistics/series/${await seriesOf(page)}`);
			await page.locator('main table').waitFor();
		},
	},
	{
		name: 'statistics, schema',
		async go(page) {
			await page.goto(`/statistics/series/${await seriesOf(page)}/schema`);
			await page.locator('main form .column button').first().click();
			await page.locator('.editor').waitFor();
		},
	},
	{
		name: 'statistics, new release',
		async go(page) {
			await page.goto(`/statistics/releases/new?series=${await seriesOf(page)}`);
			await page.locator('main form').waitFor();
		},
	},
	{
		name: 'statistics, dry run',
		async go(page) {
			await page.goto(`/statistics/releases/${await releaseIn(page, 'proposed')}`);
			await page.locator('main table').first().waitFor();
		},
	},
	{
		name: 'statistics, published release',
		async go(page) {
			await page.goto(`/statistics/releases/${await releaseIn(page, 'published')}`);
			await page.locator('#files a').first().waitFor();
		},
	},
];

/** Of the programme: its overview, a list, one page and one form with all that a form can have. */
const firstOf = async (page, path, end = '') => {
	const { items } = await ask(page, 'GET', `/api/${path}?to=2100-01-01`);
	await page.goto(`/programme/${path}/${items.at(-1).id}${end}`);
};
const programmeOfficer = [
	{ name: 'programme', go: (page) => page.goto('/programme') },
	{ name: 'programme, calendar', go: (page) => page.goto('/programme/calendar') },
	{
		name: 'programme, figures',
		async go(page) {
			await page.goto('/programme/figures');
			await page.locator('main svg circle').first().waitFor();
		},
	},
	{
		name: 'programme, page for the donor',
		async go(page) {
			await firstOf(page, 'projects', '/report');
			await page.locator('.paper table').first().waitFor();
		},
	},
	{ name: 'programme, measurements', go: (page) => page.goto('/programme/measurements') },
	{
		name: 'programme, nothing removed',
		async go(page, language) {
			await page.goto('/programme/facts?removed=yes');
			await page.getByText(text(language, 'outreach.none_removed')).waitFor();
		},
	},
	{
		name: 'programme, event',
		async go(page) {
			await firstOf(page, 'events');
			await page.locator('main table').waitFor();
		},
	},
	{
		name: 'programme, plan to be changed',
		async go(page) {
			await firstOf(page, 'commitments', '/change');
			await page.locator('main form').waitFor();
		},
	},
	{
		name: 'programme, measurement with faults',
		async go(page, language) {
			await page.goto('/programme/measurements/new');
			await page.getByRole('button', { name: text(language, 'outreach.add_entry.cells') }).click();
			await page.getByRole('button', { name: text(language, 'ui.save'), exact: true }).locator('visible=true').first().click();
			await page.getByText(text(language, 'outreach.faults_marked')).waitFor();
		},
	},
	{
		name: 'programme, testimony to be withdrawn',
		async go(page, language) {
			page.once('dialog', (dialog) => dialog.accept());
			await firstOf(page, 'testimonies');
			await press(page, language, 'outreach.withdraw');
			await page.locator('dialog').waitFor();
		},
	},
];

/** Of the bulletin: the edition that is being written, and what stands around it. */
const draft = async (page) => (await ask(page, 'GET', '/api/editions?state=draft')).items[0].id;
const writer = [
	{ name: 'bulletin', go: (page) => page.goto('/bulletin') },
	{
		name: 'bulletin, desk',
		async go(page) {
			await page.goto(`/bulletin/${await draft(page)}`);
			await page.locator('[data-story]').first().waitFor();
		},
	},
	{
		name: 'bulletin, preview',
		async go(page) {
			await page.goto(`/bulletin/${await draft(page)}/preview`);
			await page.locator('main article').first().waitFor();
		},
	},
	{
		name: 'bulletin, what an edition says itself',
		async go(page) {
			await page.goto(`/bulletin/${await draft(page)}/change`);
			await page.locator('main form').waitFor();
		},
	},
	{
		name: 'bulletin, story',
		async go(page) {
			const edition = await draft(page);
			const { items } = await ask(page, 'GET', `/api/editions/${edition}/stories`);
			page.once('dialog', (dialog) => dialog.accept());
			await page.goto(`/bulletin/${edition}/stories/${items.at(-1).id}`);
			await page.locator('main form textarea').first().waitFor();
		},
	},
	{ name: 'bulletin, pictures', go: (page) => page.goto('/bulletin/pictures') },
	{
		name: 'bulletin, versions',
		async go(page) {
			const { items } = await ask(page, 'GET', '/api/editions?state=published');
			await page.goto(`/bulletin/${items[0].id}/versions`);
			await page.locator('main li').first().waitFor();
		},
	},
	{ name: 'bulletin, subscribers', go: (page) => page.goto('/bulletin/subscribers') },
];

const sizes = [
	{ width: 1280, height: 800 },
	{ width: 320, height: 640 },
];

/**
 * For axe, the soak looks at both widths in both colours; a run of every day at one colour for each, tomorrow at the other. Words of
 * another language change nothing of what axe sees, so there it looks at one width.
 */
const coloursOf = (n, whole, language) => {
	if (whole) return ['light', 'dark'];
	const today = Math.floor(Date.now() / 86_400_000);
	if (language !== 'en' && n === today % sizes.length) return [];
	return [(today + n) % 2 === 0 ? 'light' : 'dark'];
};

async function lookAt({ page, complaints }, screen, language, whole) {
	try {
		await page.setViewportSize(sizes[0]);
		await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
		await screen.go(page, language);
		await settled(page);
	} catch (error) {
		check(`${screen.name} ${language}`, [`could not be opened: ${error.message.split('\n')[0]}`, ...complaints.splice(0)]);
		return;
	}
	for (const [n, size] of sizes.entries()) {
		await page.setViewportSize(size);
		await settled(page);
		const faults = await look(page, language);
		for (const colorScheme of coloursOf(n, whole, language)) {
			await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
			// Until colours are those of the new scheme: axe would see halves of both.
			await drawn(page);
			for (const fault of await axe(page)) faults.push(`${colorScheme}: ${fault}`);
		}
		await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
		check(`${screen.name} ${language} ${size.width}`, [...faults, ...complaints.splice(0)]);
	}
	// A window of 1280 at 200 %.
	await page.setViewportSize({ width: 640, height: 400 });
	await settled(page);
	check(`${screen.name} ${language} at 200 %`, (await look(page, language)).filter((fault) => fault.startsWith('sideways')));
}

export async function checkScreens(browser, origin, language, { only = '', whole = false } = {}) {
	const walks = [
		[undefined, outside],
		['ayana', caseworker],
		['daniyar', supervisor],
		['jyldyz', administrator],
		['azat', auditor],
		['meerim', dataOfficer],
		['asel', programmeOfficer],
		['bermet', writer],
	];
	for (const [person, screens] of walks) {
		if (only && !screens.some((one) => one.name.includes(only))) continue;
		const opened = await openPage(browser, { origin, language });
		try {
			if (person) await signIn(opened.page, person);
			for (const screen of screens) await lookAt(opened, screen, language, whole);
		} catch (error) {
			check(`screens of ${person ?? 'nobody'} ${language}`, [error.message.split('\n')[0], ...opened.complaints]);
		} finally {
			await opened.context.close();
		}
	}
}
