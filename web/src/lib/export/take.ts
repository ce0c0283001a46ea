/** Files that leave the node: asked for with a reason, kept by the browser among the downloads. */
import { api, Problem } from '#lib/api/api.svelte.ts';
import { saveFile } from '#lib/ui/save_file.ts';
import { label, t } from '#lib/words/words.svelte.ts';
import { today } from '#lib/words/dates.ts';

export interface Why {
	purpose: string;
	text: string;
}

/** For what something is taken along or printed; the other purposes are of opening sealed parts. */
export const purposes = ['supervision', 'report', 'handover', 'referral', 'services', 'legal_help', 'follow_up', 'person_asked', 'audit'];

/** What is said about the file in it, in the language of who takes it: the server has no words. */
export const aboutWords = (why: Why, title: string) => ({
	sheet: t('export.about_sheet'),
	title,
	who: t('export.who'),
	when: t('export.when'),
	why: t('export.why'),
	purpose: label('purpose', why.purpose),
	note: t('export.note'),
	fictional: t('ui.fictional_data'),
});

/** Asks for a file and hands it to the browser. */
export async function take(path: string, body: unknown, name: string, ending: string): Promise<void> {
	const read = (response: Response) =>
		response.blob().catch(() => {
			throw new Problem(0, 'export/cut_off');
		});
	const { data } = await api.post<Blob>(path, body, { read });
	saveFile(data, `${name}-${today()}.${ending}`);
}
