/** All that a donor is told of a project on paper: the same days and the same items as in the spreadsheet. */
import { api, query } from '#lib/api/api.svelte.ts';
import type { Page } from '#lib/api/types.ts';
import { today } from '#lib/words/dates.ts';
import { dayNumber, dayText } from '../days.ts';
import type { ProgrammeFigures } from '../figures/types.ts';
import type { Item, ItemRow } from '../types.ts';

export interface ProjectPaper {
	project: Item;
	figures: ProgrammeFigures;
	campaigns: ItemRow[];
	events: ItemRow[];
	commitments: Item[];
}

/** As many days as the server adds up at once. */
const mostDays = 3_700;

async function all(path: string, asked: Record<string, string>): Promise<ItemRow[]> {
	const rows: ItemRow[] = [];
	for (let cursor: string | null = null; ; ) {
		const { data }: { data: Page<ItemRow> } = await api.get<Page<ItemRow>>(`/api/${path}${query({ ...asked, limit: 200, cursor })}`);
		rows.push(...data.items);
		cursor = data.next;
		if (!cursor) return rows;
	}
}

/** Each once, by day. */
function inOrder(rows: ItemRow[]): ItemRow[] {
	const begins = (row: ItemRow) => row.starts_on ?? row.ends_on ?? '';
	return [...new Map(rows.map((row) => [row.id, row])).values()].sort((a, b) => (begins(a) < begins(b) ? -1 : begins(a) > begins(b) ? 1 : 0));
}

export async function loadPaper(id: string): Promise<ProjectPaper> {
	const project = (await api.get<Item>(`/api/projects/${encodeURIComponent(id)}`)).data;
	const day = today();
	const to = (project.value.ends_on as string | undefined) ?? day;
	const begins = (project.value.starts_on as string | undefined) ?? `${day.slice(0, 4)}-01-01`;
	const from = dayNumber(to) - dayNumber(begins) > mostDays ? dayText(dayNumber(to) - mostDays) : begins;
	const [figures, campaigns, direct, commitments] = await Promise.all([
		api.get<ProgrammeFigures>(`/api/programme/figures${query({ from, to, project: id })}`),
		all('campaigns', { names: id, from, to }),
		all('events', { names: id, from, to }),
		all('commitments', { names: id }),
	]);
	// What belongs to a campaign of the project is counted with it.
	const [further, plans] = await Promise.all([
		Promise.all(campaigns.map((campaign) => all('events', { names: campaign.id, from, to }))),
		Promise.all(inOrder(commitments).map((one) => api.get<Item>(`/api/commitments/${one.id}`))),
	]);
	return {
		project,
		figures: figures.data,
		campaigns: inOrder(campaigns),
		events: inOrder([...direct, ...further.flat()]),
		commitments: plans.map((plan) => plan.data),
	};
}
