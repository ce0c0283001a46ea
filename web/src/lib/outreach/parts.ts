/** Entries of another item that a value can be about. */
import { api } from '#lib/api/api.svelte.ts';
import { fieldsOf, kindOf, type Field, type KindName } from './kinds.ts';
import { hasValue, valueText } from './text.ts';
import type { Item, Value } from './types.ts';

export interface PartOfItem {
	/** The entry's `key`. */
	value: string;
	text: string;
}

/** Empty when there are none, and when they cannot be read: then a value stays as it was written. */
export async function partsOfItem(field: Field, idOf: (member: string) => string | undefined): Promise<PartOfItem[]> {
	const asked = Object.entries(field.parts!).filter(([member]) => idOf(member));
	const found = await Promise.all(
		asked.map(async ([member, lists]) => {
			try {
				const kind = kindOf(member as KindName);
				const { value } = (await api.get<Item>(`/api/${kind.path}/${encodeURIComponent(idOf(member)!)}`)).data;
				return lists.flatMap((list) => entriesIn(fieldsOf(kind).find((one) => one.name === list)!, value));
			} catch {
				return [];
			}
		}),
	);
	return found.flat();
}

function entriesIn(list: Field, value: Value): PartOfItem[] {
	const said = list.fields!.filter((field) => !['link', 'prose', 'entries', 'item'].includes(field.control) || field.must);
	return ((value[list.name] ?? []) as Value[]).map((entry) => {
		const shown = said.filter((field) => hasValue(field, entry)).slice(0, 3);
		return { value: String(entry.key), text: valueText(shown, entry, String) };
	});
}
