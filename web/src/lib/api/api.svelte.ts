/** The one door to the server: JSON in and out, problems as typed errors, versions and idempotency keys as headers. */

export interface Fault {
	code: string;
	field: string;
}

/** An expected refusal (RFC 9457). `code` is stable and has words under `problem.<code with dots>`. */
export class Problem extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		readonly field: string | undefined = undefined,
		readonly faults: Fault[] = [],
		/** For 412: the thing as it is stored now. */
		readonly current: unknown = undefined,
		/** Seconds, when the server said how long to wait. */
		readonly retryAfter: number | undefined = undefined,
	) {
		super(code);
	}
}

export interface Answer<T> {
	data: T;
	/** For `If-Match` of the next change. */
	etag: string | undefined;
}

export interface Options {
	body?: unknown;
	/** Version this change is based on. */
	match?: string | number | undefined;
	/** One key per intention: the same key on a second try cannot make a second thing. */
	key?: string;
	signal?: AbortSignal | undefined;
	/** Goes on when the page is left; at most 64 KiB. */
	keepalive?: boolean;
	/** Of signing in itself: that nobody is signed in is its own to tell. */
	signingIn?: boolean;
	/** How the answer is read; as JSON when it does not say. */
	read?: (response: Response) => Promise<unknown>;
}

/** What the whole page should know about the line to the server. */
export const connection = $state({ offline: false, busy: false });

/** Two clocks: one sleeps with some devices, the other can be set back by hand. */
const now = () => ({ wall: Date.now(), steady: performance.now() });
let heardAt = now();
let answeredAt = Number.NaN;
let answers = 0;
/** Notes an answer: the session was used. `date` is the server's own time. */
function heard(date: string | null): void {
	heardAt = now();
	answers += 1;
	answeredAt = Date.parse(date ?? '');
	connection.offline = false;
}
/** Milliseconds since the server last answered: how long the session has been idle. */
export function idleFor(): number {
	const at = now();
	return Math.max(at.wall - heardAt.wall, at.steady - heardAt.steady);
}
/** How many answers there were: whether something was before or after one, without a clock. */
export const answersHeard = (): number => answers;
/** Milliseconds from the server's last answer to a moment that it named; this device's clock has no say. */
export function untilOf(instant: string): number {
	return Date.parse(instant) - answeredAt;
}

type Listener = () => Promise<boolean>;
let onSignedOut: Listener = () => Promise.resolve(false);
/** Called once by the session: what to do when the server no longer knows us. True when the same person is back. */
export function whenSignedOut(listener: Listener): void {
	onSignedOut = listener;
}
let onStepUp: Listener = () => Promise.resolve(false);
/** The same for a request that wants to see who is there. True when it was shown. */
export function whenStepUpNeeded(listener: Listener): void {
	onStepUp = listener;
}
let renewals = 0;
/** The session goes on under another cookie: what was asked under the one before is asked again. */
export function renewed(): void {
	renewals += 1;
}
/** Whether to send it once more. `before`: how many renewals there were when it was sent. */
async function isBack(problem: Problem, before: number): Promise<boolean> {
	if (problem.code === 'access/step_up_needed') return onStepUp();
	if (problem.status !== 401 || problem.code !== 'access/no_session') return false;
	if (before !== renewals) return true;
	forgetEarly();
	return onSignedOut();
}

export function idempotencyKey(): string {
	return crypto.randomUUID();
}

const wait = (seconds: number) => new Promise((done) => setTimeout(done, seconds * 1000));

function headersOf(options: Options): Headers {
	const headers = new Headers({ Accept: 'application/json' });
	if (options.body !== undefined) headers.set('Content-Type', 'application/json');
	if (options.match !== undefined) headers.set('If-Match', quoted(options.match));
	if (options.key) headers.set('Idempotency-Key', options.key);
	return headers;
}

function quoted(version: string | number): string {
	const text = String(version);
	return text.startsWith('"') ? text : `"${text}"`;
}

async function problemOf(response: Response): Promise<Problem> {
	const retry = Number(response.headers.get('Retry-After'));
	const retryAfter = Number.isFinite(retry) && retry > 0 ? retry : undefined;
	try {
		const body = (await response.json()) as Partial<Problem>;
		const code = typeof body.code === 'string' ? body.code : `http/${response.status}`;
		return new Problem(response.status, code, body.field, body.faults ?? [], body.current, retryAfter);
	} catch {
		return new Problem(response.status, `http/${response.status}`, undefined, [], undefined, retryAfter);
	}
}

/** Answers that boot.js asked for before the app was there, each to be taken once. */
declare global {
	interface Window {
		panohEarly?: Record<string, Promise<Response>>;
	}
}
function takeEarly(method: string, path: string): Promise<Response> | undefined {
	const early = window.panohEarly;
	const answer = method === 'GET' ? early?.[path] : undefined;
	if (answer) delete early![path];
	return answer;
}
/** What was asked for as somebody else, or as nobody, is of no use any more. */
export function forgetEarly(): void {
	delete window.panohEarly;
}

async function once(method: string, path: string, options: Options): Promise<Response> {
	let response: Response;
	try {
		response = await (takeEarly(method, path) ?? fetch(path, {
			method,
			headers: headersOf(options),
			body: options.body === undefined ? null : JSON.stringify(options.body),
			credentials: 'same-origin',
			cache: 'no-store',
			signal: options.signal ?? null,
			keepalive: options.keepalive ?? false,
		}));
	} catch (error) {
		if (options.signal?.aborted) throw error;
		connection.offline = true;
		throw new Problem(0, 'app/offline');
	}
	heard(response.headers.get('Date'));
	return response;
}

/** Reads are tried three times while the server is busy; changes once, because a person can decide. */
async function send(method: string, path: string, options: Options): Promise<Response> {
	const tries = method === 'GET' ? 3 : 1;
	for (let n = 1; ; ++n) {
		const response = await once(method, path, options);
		connection.busy = response.status === 503;
		if (response.status !== 503 || n === tries) return response;
		await wait(Math.min(Number(response.headers.get('Retry-After')) || n, 5));
	}
}

async function request<T>(method: string, path: string, options: Options = {}): Promise<Answer<T>> {
	const before = renewals;
	const response = await send(method, path, options);
	if (!response.ok) {
		const problem = await problemOf(response);
		// Whoever signed in again meanwhile meant this request: it is sent once more, under its key.
		if (!options.signingIn && (await isBack(problem, before))) return request(method, path, options);
		throw problem;
	}
	const etag = response.headers.get('ETag') ?? undefined;
	const read = options.read ?? ((json: Response) => json.json());
	const data = response.status === 204 ? undefined : await read(response);
	return { data: data as T, etag };
}

export const api = {
	get: <T>(path: string, options?: Options) => request<T>('GET', path, options),
	post: <T>(path: string, body?: unknown, options?: Options) => request<T>('POST', path, { ...options, body: body ?? {} }),
	patch: <T>(path: string, body: unknown, match: string | number | undefined) =>
		request<T>('PATCH', path, { body, match }),
	put: <T>(path: string, body: unknown, match: string | number | undefined, keepalive = false) =>
		request<T>('PUT', path, { body, match, keepalive }),
	delete: (path: string, options?: Options) => request<void>('DELETE', path, options),
};

/** Anything thrown, as a problem that can be shown. */
export function asProblem(error: unknown): Problem {
	return error instanceof Problem ? error : new Problem(0, 'app/broken');
}

/** `?a=1&b=2` of the values that are set. */
export function query(values: Record<string, string | number | null | undefined>): string {
	const search = new URLSearchParams();
	for (const [name, value] of Object.entries(values)) {
		if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
	}
	const text = search.toString();
	return text ? `?${text}` : '';
}

/** For uploads: the body goes as it is, with progress from 0 to 1 (fetch cannot tell it). */
export async function upload<T>(path: string, file: File, type: string, progress: (done: number) => void): Promise<T> {
	const key = idempotencyKey();
	for (;;) {
		// A file that was written to after it was chosen can no longer be read; the sending would only say "no line".
		const readable = await file.slice(0, 1).arrayBuffer().catch(() => undefined);
		if (!readable) throw new Problem(0, 'app/file_changed', 'file');
		const before = renewals;
		const sent = await sendFile(path, file, { 'Content-Type': type, 'Idempotency-Key': key }, progress);
		if (sent.status < 300) return sent.response as T;
		const body = sent.response as Partial<Problem> | null;
		const problem = new Problem(sent.status, body?.code ?? `http/${sent.status}`, body?.field, body?.faults ?? []);
		if (!(await isBack(problem, before))) throw problem;
	}
}

function sendFile(
	path: string,
	file: File,
	headers: Record<string, string>,
	progress: (done: number) => void,
): Promise<XMLHttpRequest> {
	return new Promise((done, refuse) => {
		const sending = new XMLHttpRequest();
		sending.open('POST', path);
		sending.responseType = 'json';
		for (const [name, value] of Object.entries(headers)) sending.setRequestHeader(name, value);
		sending.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
		sending.onerror = () => refuse(new Problem(0, 'app/offline'));
		sending.onload = () => {
			heard(sending.getResponseHeader('Date'));
			done(sending);
		};
		sending.send(file);
	});
}
