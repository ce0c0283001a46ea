/** What changed since this person last looked, read from the history that the team sees anyway. */
import type { CodedName, HistoryRow } from './types.ts';

export type Section = 'timeline' | 'identity' | 'person' | 'happened' | 'referral' | 'notes';

export interface Changes {
	/** When this person was here before; nothing on the first visit. */
	since: string | undefined;
	sections: Partial<Record<Section, number>>;
	/** Who changed a field, and when. */
	fields: Partial<Record<CodedName, { by: string; at: string }>>;
}

const personNames = new Set([
	'gender',
	'citizenship',
	'primary_language',
	'secondary_language',
	'marital_status',
	'education',
	'number_of_children',
	'referral_source',
	'vulnerabilities',
	'data_agreement',
	'deceased',
]);
const referralNames = new Set(['referred_in_on', 'referred_in_because', 'referred_out_on', 'referred_out_because']);
const timelineNames = new Set(['next_step', 'due_on', 'risk_level']);

function sectionOf(field: string): Section {
	if (timelineNames.has(field)) return 'timeline';
	if (referralNames.has(field)) return 'referral';
	return personNames.has(field) ? 'person' : 'happened';
}

/** Names of the fields of a row's detail, `fields:a,b`. */
export function fieldsOf(row: HistoryRow): string[] {
	return row.detail?.startsWith('fields:') ? row.detail.slice(7).split(',') : [];
}

const sectionOfAction: Record<string, Section> = {
	case_move: 'timeline',
	case_assign: 'timeline',
	identity_write: 'identity',
	whereabouts_write: 'identity',
	narrative_write: 'notes',
	medical_write: 'notes',
};

/** `now` in ms: looks of the last half minute belong to this visit. */
export function changesSince(history: HistoryRow[], me: string, now: number): Changes {
	const before = history.find((row) => row.actor === me && now - Date.parse(row.at) > 30_000);
	const changes: Changes = { since: before?.at, sections: {}, fields: Object.create(null) };
	if (!before) return changes;
	const count = (section: Section) => (changes.sections[section] = (changes.sections[section] ?? 0) + 1);
	for (const row of history) {
		if (row.at <= before.at || row.actor === me) continue;
		const section = Object.hasOwn(sectionOfAction, row.action) ? sectionOfAction[row.action] : undefined;
		if (section) count(section);
		for (const field of row.action === 'case_change' ? fieldsOf(row) : []) {
			const name = field as CodedName;
			if (Object.hasOwn(changes.fields, name)) continue;
			changes.fields[name] = { by: row.actor_name ?? '', at: row.at };
			count(sectionOf(field));
		}
	}
	return changes;
}
