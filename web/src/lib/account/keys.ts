/** Security keys: what the browser's own interface wants and gives, in base64url as the server reads it. */
import { api, Problem, type Options } from '#lib/api/api.svelte.ts';

interface Challenge {
	challenge: string;
	rp_id: string;
	user: string;
	keys: string[];
}
/** The member `key` of a proof. */
export interface KeyProof {
	id: string;
	client_data: string;
	authenticator_data: string;
	signature: string;
}
const fiveMinutes = 300_000;
/** COSE numbers of the algorithms that the server checks. */
const algorithms = [-7, -8, -257];

function bytes(text: string): Uint8Array<ArrayBuffer> {
	const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
	return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}
function text(buffer: ArrayBuffer): string {
	const plain = btoa(String.fromCharCode(...new Uint8Array(buffer)));
	return plain.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
const listed = (ids: string[]): PublicKeyCredentialDescriptor[] => ids.map((id) => ({ type: 'public-key', id: bytes(id) }));

/** Old browsers have none, and none has it on a page called by an address. */
export const browserHasKeys = (): boolean => typeof PublicKeyCredential === 'function';

/** Runs the browser's dialog; its refusals say little on purpose, and become ours. */
async function withKey<T>(work: () => Promise<Credential | null>, read: (made: PublicKeyCredential) => T): Promise<T> {
	if (!browserHasKeys()) throw new Problem(0, 'access/keys_need_a_name');
	let made: Credential | null;
	try {
		made = await work();
	} catch (error) {
		const name = error instanceof DOMException ? error.name : '';
		if (name === 'InvalidStateError') throw new Problem(0, 'access/key_taken');
		if (name === 'SecurityError') throw new Problem(0, 'access/keys_need_a_name');
		throw new Problem(0, 'account/key_not_shown');
	}
	if (!made) throw new Problem(0, 'account/key_not_shown');
	return read(made as PublicKeyCredential);
}

const challengeFor = async (use: string, options?: Options) =>
	(await api.post<Challenge>('/api/session/challenge', { use }, options)).data;

/** Makes a key; the answer is the body of POST /api/security-keys. */
export async function makeKey(user: { user_name: string; name: string }, name: string) {
	const asked = await challengeFor('new_key');
	return withKey(
		() =>
			navigator.credentials.create({
				publicKey: {
					challenge: bytes(asked.challenge),
					rp: { id: asked.rp_id, name: 'Panoh' },
					user: { id: bytes(asked.user), name: user.user_name, displayName: user.name },
					pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
					excludeCredentials: listed(asked.keys),
					// Nothing about the person stays on the key; privileged acts want a finger or a PIN.
					authenticatorSelection: { residentKey: 'discouraged', userVerification: 'required' },
					attestation: 'none',
					timeout: fiveMinutes,
				},
			}),
		(made) => {
			const response = made.response as AuthenticatorAttestationResponse;
			return { name, client_data: text(response.clientDataJSON), attestation: text(response.attestationObject) };
		},
	);
}

/** Has a key sign. */
export async function showKey(use: 'sign_in' | 'step_up', options?: Options): Promise<KeyProof> {
	const asked = await challengeFor(use, options);
	return withKey(
		() =>
			navigator.credentials.get({
				publicKey: {
					challenge: bytes(asked.challenge),
					rpId: asked.rp_id,
					allowCredentials: listed(asked.keys),
					userVerification: use === 'step_up' ? 'required' : 'preferred',
					timeout: fiveMinutes,
				},
			}),
		(shown) => {
			const response = shown.response as AuthenticatorAssertionResponse;
			return {
				id: text(shown.rawId),
				client_data: text(response.clientDataJSON),
				authenticator_data: text(response.authenticatorData),
				signature: text(response.signature),
			};
		},
	);
}
