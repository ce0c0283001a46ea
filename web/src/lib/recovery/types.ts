/** How an organisation stands with its keys, as the API says it. */
export type Compartment = 'identity' | 'whereabouts' | 'narrative' | 'medical';

export interface NamedKey {
	team: string;
	/** Empty: a key of the organisation, for emergencies or for finding across teams. */
	team_name: string;
	emergency?: boolean;
	compartment: Compartment;
}

export interface WaitingRotation extends NamedKey {
	due_at: string;
	keys_left: number;
	can_do_it: number;
}

export interface LonelyKey extends NamedKey {
	/** Empty: nobody who is active. */
	holder: string;
}

/** A holder who was left out of a new key. */
export interface LeftOut extends NamedKey {
	name: string;
	at: string;
}

export const wishReasons = ['device_lost', 'password_forgotten', 'colleague_left', 'emergency', 'other'];
export const refusalReasons = ['too_few', 'not_yet', 'pressure', 'other'];

export interface Root {
	fingerprint: string;
	made_at: string;
	ends_at: string;
	/** Somebody said that its paper is in the safe. */
	kept: boolean;
	holds: boolean;
}

export interface Custodian {
	user: string;
	name: string;
	can_help: boolean;
}

export interface KeyState {
	organisation: string;
	rotations: WaitingRotation[];
	lonely: LonelyKey[];
	left_out: LeftOut[];
	root: Root | null;
	custodians: Custodian[];
	not_in_escrow: number;
	refusal: { by: string; at: string; reason: string } | null;
}

export interface RecoveryRequest {
	id: string;
	team: string;
	team_name: string;
	for_user: string;
	for_name: string;
	reason: string;
	asked_by: string;
	asked_at: string;
	ends_at: string;
	done_by: string | null;
	done_at: string | null;
	may_agree: boolean;
}

/** Whether an administrator has something to prepare still. */
export const isPrepared = (state: KeyState): boolean => state.root?.kept === true && (state.custodians.length > 0 || state.refusal !== null);

/** A code as it is compared: letters that look alike on paper are one, as for the server. */
export const readCode = (text: string): string => text.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1').replace(/[\s-]/g, '');
