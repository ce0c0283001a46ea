/** The code lists of the programme, in the order in which people see them. The build keeps the codes of each file only. */
import { label } from '#lib/words/words.svelte.ts';

const files = import.meta.glob<string[]>(
	[
		'../../../../data/codes/{age_group,channel,commitment_kind,commitment_state,country,currency,event_format,event_kind}.json',
		'../../../../data/codes/{figure_basis,gender,language,material_kind,measure,media_kind,observance,party_role}.json',
		'../../../../data/codes/{programme_aim,programme_indicator,proposal_kind,proposal_state,publication,sector}.json',
		'../../../../data/codes/{target_group,testimony_form,unit}.json',
	],
	{ eager: true, import: 'default' },
);

/** For a `<select>` or a group of checks. */
export function choices(list: string): { value: string; text: string }[] {
	return (files[`../../../../data/codes/${list}.json`] ?? []).map((code) => ({ value: code, text: label(list, code) }));
}
