/** What the API says about the node, the session and the lists; each slice keeps its own types beside its screens. */

export interface Page<T> {
	items: T[];
	next: string | null;
}

export interface DemoAccount {
	user_name: string;
	name: string;
	role: string;
	organisation: string;
	password: string;
}

export interface Node {
	name: string;
	country: string;
	time_zone: string;
	version: string;
	/** Of the staff app that this server serves. */
	web_version: string;
	demo: boolean;
	languages: string[];
	demo_accounts?: DemoAccount[];
}

export interface Session {
	stage: 'code' | 'enrol' | 'open';
	user: { id: string; user_name: string; name: string; role: string };
	organisation: { id: string; name: string; type: string; country: string };
	teams: { id: string; name: string; has_keys: boolean }[];
	idle_expires_at: string;
	expires_at: string;
	may: string[];
	/** What a privileged act will ask for. */
	presence: 'nothing' | 'code' | 'key';
	/** A security key of this person works under this name of the node. */
	key_here: boolean;
	key_advised: boolean;
	/** Not seen yet. */
	notices: number;
	/** Of the own organisation: asks for lost keys, and agrees. */
	custodian: boolean;
}
