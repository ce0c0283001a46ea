/** A spreadsheet on its way to cases: chosen, looked at, its columns and words named, checked, confirmed. Nothing is written before that. */
import { noteActive } from '#lib/access/lock.svelte.ts';
import { session } from '#lib/access/session.svelte.ts';
import { api, asProblem, idempotencyKey, Problem, query, upload } from '#lib/api/api.svelte.ts';
import { Following, largestFile } from '#lib/api/following.ts';
import type { Consent } from '#lib/cases/types.ts';
import type { GuessValue } from './guess.ts';
import { addMeanings } from './meanings.ts';
import type { Checked, KnownColumn, Mapping, OneImport, Reading, SavedMapping, SheetSummary, TableColumn, TableProblem, Upload, ValueCount } from './types.ts';

export type Step = 'file' | 'columns' | 'values' | 'defaults' | 'check' | 'running' | 'done';
/** The steps that a person goes through, for "2 of 5". */
export const steps: Step[] = ['file', 'columns', 'values', 'defaults', 'check'];

/** A column of the spreadsheet and what it was said to be. */
export class Chosen {
	/** The name of a column of ours; empty: it is left out. */
	column = $state('');
	/** The computer chose it, and nobody has looked at it since. */
	guessed = $state(false);
	/** What each value means: a code, '' for "leave it empty", or nothing when nobody has said so. */
	meanings = $state.raw<ReadonlyMap<string, string>>(new Map());
	guessedValues = $state.raw<ReadonlySet<string>>(new Set());
	/** Values that a check told of. */
	told = $state.raw<ValueCount[]>([]);
	constructor(
		readonly table: TableColumn,
		/** An earlier column has the same heading: a mapping goes by headings, so this one cannot be told from it. */
		readonly repeated: boolean,
	) {}
}

const isCoded = (known: KnownColumn | undefined) => known !== undefined && /^(codes?|yes_no)$/.test(known.kind);

export class Bringing {
	step = $state<Step>('file');
	problem = $state.raw<Problem | undefined>();
	busy = $state(false);
	/** 0 to 1 of the sending. */
	sent = $state(0);
	file = $state.raw<File | undefined>();
	encoding = $state('');
	uploaded = $state.raw<Upload | undefined>();
	sheet = $state(0);
	summary = $state.raw<SheetSummary | undefined>();
	known = $state.raw<KnownColumn[]>([]);
	columns = $state.raw<Chosen[]>([]);
	saved = $state.raw<SavedMapping[]>([]);
	/** The kept mapping that was put on. */
	used = $state.raw<SavedMapping | undefined>();
	monthFirst = $state(false);
	team = $state('');
	country = $state('');
	consent = $state.raw<Consent | undefined>();
	checked = $state.raw<Checked | undefined>();
	leaveOutFaulty = $state(false);
	name = $state('');
	result = $state.raw<OneImport | undefined>();
	/** The further steps, and what names columns and words; there as soon as a file was looked at. */
	naming = $state.raw<typeof import('./naming.ts') | undefined>();
	private key = idempotencyKey();
	private readonly following = new Following<OneImport>('panoh-records-import', '/api/records/imports', ({ import: one }) =>
		/^(running|taking_back)$/.test(one.state),
	);

	/** What was said of a column of ours that a column of theirs is. */
	of(name: string): KnownColumn | undefined {
		return this.known.find((one) => one.name === name);
	}
	get coded(): { chosen: Chosen; known: KnownColumn }[] {
		return this.columns.flatMap((chosen) => {
			const known = this.of(chosen.column);
			return isCoded(known) ? [{ chosen, known: known! }] : [];
		});
	}
	/** The values of a coded column that a person can give a meaning. */
	valuesOf({ chosen, known }: { chosen: Chosen; known: KnownColumn }): ValueCount[] {
		const { values, parts } = chosen.table;
		const shown = (known.kind === 'codes' ? (parts ?? values) : values) ?? [];
		const there = new Set(shown.map((one) => one.value.toLowerCase()));
		return [...shown, ...chosen.told.filter((one) => !there.has(one.value.toLowerCase()))];
	}

	/** Runs one request of a step; what was chosen stays whatever comes of it. True when it went well. */
	private async attempt(work: () => Promise<void>): Promise<boolean> {
		this.problem = undefined;
		this.busy = true;
		try {
			await work();
			return true;
		} catch (error) {
			this.problem = asProblem(error);
			return false;
		} finally {
			this.busy = false;
		}
	}

	/** Sends the file and reads its first sheet. */
	async send(file: File): Promise<void> {
		this.file = file;
		const done = await this.attempt(async () => {
			await this.sendFile();
			this.naming ??= await import('./naming.ts').catch(() => {
				throw new Problem(0, 'app/offline');
			});
			if (this.known.length === 0) {
				const [columns, saved] = await Promise.all([
					api.get<{ items: KnownColumn[] }>('/api/records/columns'),
					api.get<{ items: SavedMapping[] }>('/api/records/mappings'),
					this.naming.loadOtherLanguages(),
				]);
				this.known = columns.data.items;
				this.saved = saved.data.items;
			}
			this.sheet = Math.max(0, this.uploaded!.sheets.findIndex((one) => !one.hidden));
			await this.readSheet();
		});
		if (done) this.step = 'columns';
	}

	private async sendFile(): Promise<void> {
		const file = this.file!;
		// Said here before a slow line carries it there.
		if (file.size > largestFile) throw new Problem(413, 'tables/file_too_large', 'file');
		this.sent = 0;
		const path = `/api/records/uploads${query({ encoding: this.encoding })}`;
		this.uploaded = await upload<Upload>(path, file, 'application/octet-stream', (done) => {
			this.sent = done;
			// A slow line may take longer than an idle session lives.
			noteActive();
		});
	}

	/** The server drops what lay too long; the file is still here, so it is sent again and nothing is lost. */
	private async again<T>(ask: () => Promise<T>): Promise<T> {
		try {
			return await ask();
		} catch (error) {
			if (asProblem(error).code !== 'records/upload_not_found' || !this.file) throw error;
			await this.sendFile();
			return ask();
		}
	}

	async chooseSheet(sheet: number): Promise<void> {
		this.sheet = sheet;
		await this.attempt(() => this.readSheet());
	}
	/** Other letters: the file is read anew. */
	async chooseEncoding(encoding: string): Promise<void> {
		this.encoding = encoding;
		await this.attempt(async () => {
			await this.sendFile();
			await this.readSheet();
		});
	}

	private async readSheet(): Promise<void> {
		const { data } = await this.again(() =>
			api.get<SheetSummary>(`/api/records/uploads/${this.uploaded!.id}/sheets/${encodeURIComponent(this.sheet)}`),
		);
		this.summary = data;
		const met = new Set<string>();
		this.columns = data.columns.map((table) => {
			const repeated = met.has(table.heading);
			met.add(table.heading);
			return new Chosen(table, repeated);
		});
		this.guess();
		const fits = this.fitting[0];
		if (fits) this.use(fits);
		this.checked = undefined;
	}

	/** Kept mappings all of whose columns this sheet has; the one that says most is the first. */
	get fitting(): SavedMapping[] {
		const there = new Set(this.summary?.columns.map((one) => one.heading));
		const wanted = (one: SavedMapping) => one.mapping.columns.filter((column) => column.column);
		return this.saved
			.filter((one) => wanted(one).length > 0 && wanted(one).every((column) => there.has(column.heading)))
			.sort((a, b) => wanted(b).length - wanted(a).length);
	}

	guess(): void {
		const { columnLabels, guessColumns } = this.naming!;
		this.used = undefined;
		const names = this.known.map((one) => one.name);
		const labels = Object.fromEntries(this.known.map((one) => [one.name, columnLabels(one)]));
		const guesses = guessColumns(
			this.columns.map(({ table, repeated }) => ({ heading: repeated ? '' : table.heading, samples: table.samples })),
			names,
			labels,
		);
		this.columns.forEach((chosen, at) => {
			chosen.column = guesses[at] ?? '';
			chosen.guessed = guesses[at] !== undefined;
			this.guessValues(chosen);
		});
	}

	use(saved: SavedMapping): void {
		this.used = saved;
		this.monthFirst = saved.mapping.month_first;
		for (const chosen of this.columns) {
			const said = saved.mapping.columns.find((one) => one.heading === chosen.table.heading);
			chosen.column = chosen.repeated ? '' : (said?.column ?? '');
			chosen.guessed = false;
			this.guessValues(chosen, new Map(said?.values.map((one) => [one.value.toLowerCase(), one.code])));
		}
	}

	chooseColumn(chosen: Chosen, column: string): void {
		chosen.column = column;
		chosen.guessed = false;
		this.guessValues(chosen);
	}

	/** What was said of a value stays; the others are guessed. */
	guessValues(chosen: Chosen, said = new Map<string, string>()): void {
		chosen.meanings = new Map();
		chosen.guessedValues = new Set();
		chosen.told = [];
		this.addMeanings(chosen, said);
	}
	private guessers = new Map<string, GuessValue>();
	private addMeanings(chosen: Chosen, said = new Map<string, string>()): void {
		const known = this.of(chosen.column);
		if (!isCoded(known)) return;
		const { codeLabels, codesOf, valueGuesser } = this.naming!;
		const list = known!.list || 'yes_no';
		const key = `${list} ${known!.unknown_too}`;
		if (!this.guessers.has(key)) {
			const codes = codesOf(list);
			const labels = Object.fromEntries(codes.map((code) => [code, codeLabels(list, code)]));
			this.guessers.set(key, valueGuesser({ list, codes, labels, unknownToo: known!.unknown_too }));
		}
		const values = this.valuesOf({ chosen, known: known! }).map((one) => one.value);
		const [meanings, guessed] = [new Map(chosen.meanings), new Set(chosen.guessedValues)];
		addMeanings(values, said, this.guessers.get(key)!, meanings, guessed);
		[chosen.meanings, chosen.guessedValues] = [meanings, guessed];
	}

	/** What was said of the columns, as the server reads it and as a team keeps it. */
	get mapping(): Mapping {
		return {
			columns: this.columns
				.filter((one) => one.column && one.table.heading)
				.map((one) => ({
					heading: one.table.heading,
					column: one.column,
					values: isCoded(this.of(one.column)) ? [...one.meanings].map(([value, code]) => ({ value, code })) : [],
				})),
			month_first: this.monthFirst,
		};
	}
	private get reading(): Reading {
		return {
			sheet: this.uploaded!.sheets[this.sheet]?.name ?? '',
			mapping: this.mapping,
			defaults: { country: this.country, consent: this.consent ?? { given: false } },
			leave_out_faulty: this.leaveOutFaulty,
			leave_out_duplicates: true,
		};
	}

	async check(): Promise<void> {
		const done = await this.attempt(async () => {
			const ask = () => api.post<Checked>(`/api/records/uploads/${this.uploaded!.id}/check`, this.reading);
			this.checked = (await this.again(ask)).data;
			this.takeTold(this.checked.problems);
		});
		if (done) this.step = 'check';
	}

	/** Words that a check did not understand are asked for among the values, also of columns with too many to show. */
	private takeTold(problems: TableProblem[]): void {
		for (const { chosen, known } of this.coded) {
			const mine = problems.filter((one) => one.value && one.heading === chosen.table.heading);
			if (mine.length === 0) continue;
			const parts = mine.flatMap((one) => (known.kind === 'codes' ? one.value.split(/[;,|]/) : [one.value]).map((part) => part.trim()));
			const fresh = [...new Set(parts)].filter((part) => part && !chosen.meanings.has(part));
			const there = new Set(chosen.told.map((one) => one.value));
			chosen.told = [...chosen.told, ...fresh.filter((value) => !there.has(value)).map((value) => ({ value, count: 0 }))];
			this.addMeanings(chosen);
		}
	}

	async confirm(): Promise<void> {
		await this.attempt(async () => {
			const body = {
				upload: this.uploaded!.id,
				team: this.team,
				name: this.name.trim(),
				expected: this.checked!.ready,
				reading: this.reading,
			};
			// The same key while the same is meant: a second try after a lost answer brings nothing in twice.
			const { data } = await api.post<{ import: string }>('/api/records/imports', body, { key: this.key });
			this.file = undefined;
			this.step = 'running';
			await this.follow(data.import);
		});
	}

	/** Takes a whole import back, and goes on to tell of it. */
	async takeBack(id: string): Promise<boolean> {
		return this.attempt(async () => {
			await api.post(`/api/records/imports/${encodeURIComponent(id)}/take-back`);
			this.step = 'running';
			await this.follow(id);
		});
	}

	/** Goes on waiting for what ran before the page was loaded anew. */
	async resume(): Promise<void> {
		const id = this.following.left;
		if (id) await this.attempt(() => this.follow(id));
	}

	private async follow(id: string): Promise<void> {
		this.step = 'running';
		try {
			const end = await this.following.end(id, (now, problem) => {
				this.result = now ?? this.result;
				this.problem = problem;
			});
			if (end) this.step = 'done';
		} catch (error) {
			this.step = 'file';
			throw error;
		}
	}

	/** Keeps the columns and the short words for the team's next spreadsheet. */
	async keep(name: string): Promise<boolean> {
		return this.attempt(async () => {
			const replaced = this.used?.name === name && this.used.team === this.team ? this.used : undefined;
			const { data } = replaced
				? await api.put<SavedMapping>(`/api/records/mappings/${replaced.id}`, this.mapping, replaced.version)
				: await api.post<SavedMapping>('/api/records/mappings', { team: this.team, name, mapping: this.mapping }, { key: idempotencyKey() });
			this.saved = [...this.saved.filter((one) => one.id !== data.id), data];
			this.used = data;
		});
	}
	async forget(saved: SavedMapping): Promise<void> {
		await this.attempt(async () => {
			await api.delete(`/api/records/mappings/${saved.id}`);
			this.saved = this.saved.filter((one) => one.id !== saved.id);
			if (this.used?.id === saved.id) this.guess();
		});
	}

	/** To another step; something new is meant from there on. */
	go(step: Step): void {
		this.problem = undefined;
		this.key = idempotencyKey();
		if (step === 'file') this.result = undefined;
		this.step = step;
	}
	teams() {
		return session.current?.teams ?? [];
	}

	/** The page is left: the server forgets the spreadsheet, or goes on with what was confirmed. */
	leave(): void {
		this.following.leave();
		if (this.uploaded && this.step !== 'running' && this.step !== 'done') {
			void api.delete('/api/records/uploads').catch(() => undefined);
		}
	}
}
