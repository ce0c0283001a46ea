/** What a donor is told of a project, as a spreadsheet. The server has no words: those of every code that may stand in it go along. */
import { take } from '#lib/export/take.ts';
import { choices } from '#lib/outreach/codes.ts';
import { t } from '#lib/words/words.svelte.ts';

const lists = ['figure_basis', 'measure', 'channel', 'gender', 'age_group', 'sector', 'event_kind', 'unit', 'country'];
const headings = [
	'project', 'indicators', 'reach', 'people', 'events', 'what', 'value', 'title', 'fictional', 'organisation', 'reference', 'starts_on',
	'ends_on', 'donor', 'amount', 'from', 'to', 'indicator', 'code', 'unit', 'baseline', 'target', 'target_by', 'measured_on', 'percent',
	'nearness', 'measure', 'channel', 'basis', 'direct', 'indirect', 'outputs', 'by', 'sort', 'count', 'all', 'people_count', 'attendances',
	'gender', 'age_group', 'country', 'sector', 'not_known', 'hidden', 'kind', 'place',
];

export async function takeReport(project: string): Promise<void> {
	const words = [
		...headings.map((code) => ({ list: 'report', code, word: t(`outreach.report.${code}`) })),
		...lists.flatMap((list) => choices(list).map(({ value, text }) => ({ list, code: value, word: text }))),
	];
	await take(`/api/projects/${project}/report`, { words }, 'project', 'xlsx');
}
