/** How the record of who did what stands, for the strip over the pages of administrators and auditors and for its own page. */
import { api } from '#lib/api/api.svelte.ts';

export interface RecordState {
	rows: number;
	checkpoint: { rows: number; head: string; at: string } | null;
	alarm: 'rows' | 'head' | 'signature' | 'file' | null;
	alarm_rows: number;
	origin: string;
	public_key: string;
}

let state = $state.raw<RecordState | undefined>();
export const recordState = () => state;

/** What cannot be asked now is asked with the next page: the strip is not what somebody came for. */
export async function loadRecordState(): Promise<void> {
	state = await api.get<RecordState>('/api/audit/state').then(
		({ data }) => data,
		() => state,
	);
}
