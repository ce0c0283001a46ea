/** What the API says about the own account. */
export interface SecurityKey {
	id: string;
	name: string;
	/** The name of the node under which it works. */
	host: string;
	made_at: string;
	last_used_at: string | null;
}

export interface Factors {
	items: SecurityKey[];
	possible: boolean;
	needed: boolean;
	spare_codes: number;
}

export interface Notice {
	id: string;
	kind: string;
	about: string;
	made_at: string;
	seen: boolean;
}

export interface OwnSession {
	/** No secret: what the record has of it. */
	id: string;
	stage: 'code' | 'enrol' | 'open';
	started_at: string;
	last_used_at: string;
	expires_at: string;
	this: boolean;
}
