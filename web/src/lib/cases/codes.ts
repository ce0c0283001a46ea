/** The code lists a case uses, in the order in which people see them. The build keeps the codes of each file only. */
import { label } from '#lib/words/words.svelte.ts';

const files = import.meta.glob<string[]>(
	[
		'../../../../data/codes/{age_band,ask_purpose,case_state,closure_reason,consent_exception,country,decision_org,education}.json',
		'../../../../data/codes/{exploitation,gender,labour_industry,language,marital_status,method_of_control}.json',
		'../../../../data/codes/{name_kind,name_script,next_step,recruitment_method,referral_source}.json',
		'../../../../data/codes/{relationship_to_trafficker,risk_level,sexual_exploitation,trafficking_status}.json',
		'../../../../data/codes/{event_type,plan_type,referral_reason,role_in_process,vulnerability,website_or_app,yes_no}.json',
	],
	{ eager: true, import: 'default' },
);

export function codes(list: string): readonly string[] {
	return files[`../../../../data/codes/${list}.json`] ?? [];
}

/** Answers that every question may have instead of a code. "Withheld" is the server's, not a person's. */
export const missingAnswers = ['~unknown', '~not_asked', '~refused'];

/** For a `<select>` or radio group. */
export function choices(list: string, withMissing = false): { value: string; text: string }[] {
	const shown = withMissing ? [...codes(list), ...missingAnswers] : codes(list);
	return shown.map((code) => ({ value: code, text: label(list, code) }));
}
