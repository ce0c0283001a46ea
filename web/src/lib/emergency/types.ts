/** Openings in an emergency, as the API writes them. */
import type { Identity, Whereabouts } from '#lib/cases/types.ts';

export interface Opening {
	id: string;
	reference: string;
	/** For who reviews it; null to the officer. */
	case_id: string | null;
	team_name: string;
	officer_name: string;
	reason: string;
	opened_at: string;
	ends_at: string;
	/** To the reader, now. */
	open: boolean;
	mine: boolean;
	reviewed_by: string | null;
	reviewed_at: string | null;
	verdict: string | null;
}

export interface Openings {
	officer: boolean;
	own: Opening[];
	to_review: Opening[];
}

/** Who it is and where: all that an officer sees of a case. */
export interface Person {
	opening: Opening;
	assigned_name: string | null;
	identity: Identity;
	whereabouts: Whereabouts;
}

export interface Officer {
	user: string;
	name: string;
	role: string;
}

export interface Officers {
	officers: Officer[];
	/** Everybody who could be one. */
	candidates: Officer[];
	/** Data keys that are not sealed to the emergency key yet. */
	keys_left: number;
}
