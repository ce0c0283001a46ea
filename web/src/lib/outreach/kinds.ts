/**
 * What is kept of each kind of the programme, as the form asks it and the page shows it: one description for both. A test
 * compares the members with those of the server.
 */
export const kindNames = [
	'project',
	'indicator',
	'measurement',
	'campaign',
	'media_piece',
	'event',
	'material',
	'commitment',
	'fact',
	'testimony',
] as const;
export type KindName = (typeof kindNames)[number];

export type Control =
	| 'line'
	| 'prose'
	/** Several lines of text, one a line. */
	| 'lines'
	| 'link'
	| 'code'
	| 'codes'
	| 'day'
	| 'number'
	| 'whole'
	| 'year'
	| 'yes'
	/** Another item of the programme. */
	| 'item'
	/** An organisation of the directory, or one that only has a name; `id` is the member of the first. */
	| 'body'
	/** One entry of the item that `of` names. */
	| 'part'
	| 'entries'
	| 'cells'
	| 'group'
	/** Made by this app, seen by nobody. */
	| 'key';

export interface Field {
	name: string;
	control: Control;
	/** Of `code` and `codes`. */
	list?: string;
	/** Of `item`: its kind. Of `part`: members that name an item, with the lists in it. */
	of?: KindName;
	parts?: Record<string, string[]>;
	/** Of `entries`, `cells` and `group`. */
	fields?: Field[];
	/** Of `body`: the member with the id. */
	id?: string;
	must?: boolean;
	/** What a new one begins with, as it is typed. */
	start?: string | boolean;
	/** Its words, where they are not those of `name`. */
	word?: string;
	/** It has a hint: words under `outreach.hint.` */
	hint?: boolean;
	/** Says itself what it is: shown without its label. */
	plain?: boolean;
}

export interface Part {
	name: string;
	fields: Field[];
}

export interface Kind {
	name: KindName;
	/** In the address, here and under `/api`. */
	path: string;
	parts: Part[];
}

const must = { must: true };
const line = (name: string, more: Partial<Field> = {}): Field => ({ name, control: 'line', ...more });
const prose = (name: string, more: Partial<Field> = {}): Field => ({ name, control: 'prose', ...more });
const link = (name = 'link'): Field => ({ name, control: 'link' });
const code = (name: string, list: string, more: Partial<Field> = {}): Field => ({ name, control: 'code', list, plain: true, ...more });
const codes = (name: string, list: string, more: Partial<Field> = {}): Field => ({ name, control: 'codes', list, ...more });
const day = (name: string, more: Partial<Field> = {}): Field => ({ name, control: 'day', ...more });
const figure = (name: string, more: Partial<Field> = {}): Field => ({ name, control: 'number', ...more });
const whole = (name: string, more: Partial<Field> = {}): Field => ({ name, control: 'whole', ...more });
const item = (name: KindName): Field => ({ name, control: 'item', of: name });
const entries = (name: string, fields: Field[]): Field => ({ name, control: 'entries', fields });
const key: Field = { name: 'key', control: 'key' };

const title = line('title', must);
const language = code('language', 'language', { word: 'described_in', plain: false });
const countries = codes('countries', 'country');
const targetGroups = codes('target_groups', 'target_group');
const between = [day('starts_on'), day('ends_on')];
const basis = (more: Partial<Field> = {}) => code('basis', 'figure_basis', { plain: false, ...more });

const parties: Part = {
	name: 'parties',
	fields: [
		entries('parties', [
			{ name: 'name', control: 'body', id: 'organisation', must: true, word: 'party', hint: true, plain: true },
			code('role', 'party_role', must),
			code('country', 'country'),
			code('sector', 'sector'),
		]),
	],
};

const cells: Field = {
	name: 'cells',
	control: 'cells',
	fields: [
		code('gender', 'gender'),
		code('age_group', 'age_group'),
		code('country', 'country'),
		line('region'),
		code('sector', 'sector'),
		whole('count', must),
	],
};

const about = (...fields: Field[]): Part => ({ name: 'about', fields });
const when = (...fields: Field[]): Part => ({ name: 'when', fields });
const belongs = (...fields: Field[]): Part => ({ name: 'belongs', fields });
const list = (of: Field): Part => ({ name: of.name, fields: [of] });

export const kinds: Kind[] = [
	{
		name: 'project',
		path: 'projects',
		parts: [
			about(title, line('reference'), line('iati_identifier', { hint: true }), prose('summary'), language),
			when(...between, countries),
			{ name: 'aims', fields: [codes('aims', 'programme_aim'), targetGroups] },
			parties,
			list(
				entries('grants', [
					{ name: 'donor', control: 'body', id: 'organisation', must: true, hint: true, word: 'donor', plain: true },
					line('reference', { word: 'donor_reference' }),
					figure('amount'),
					code('currency', 'currency'),
					...between,
				]),
			),
		],
	},
	{
		name: 'indicator',
		path: 'indicators',
		parts: [
			about(title, code('code', 'programme_indicator', { word: 'indicator_code', plain: false }), prose('summary', { word: 'what_counts', hint: true }), item('project')),
			{
				name: 'counting',
				fields: [
					code('unit', 'unit', { ...must, plain: false }),
					{ name: 'adds_up', control: 'yes', start: true },
					{ name: 'less_is_better', control: 'yes' },
					figure('baseline'),
					day('baseline_on'),
				],
			},
			list(entries('targets', [figure('value', { ...must, word: 'target' }), day('by', must)])),
		],
	},
	{
		name: 'measurement',
		path: 'measurements',
		parts: [
			about(
				code('measure', 'measure', { ...must, plain: false }),
				figure('value', must),
				basis(must),
				line('source', { hint: true, word: 'figure_source' }),
				link('source_link'),
			),
			when(...between, code('channel', 'channel', { plain: false }), code('language', 'language', { plain: false }), countries),
			{
				name: 'measured_of',
				fields: [
					item('indicator'),
					item('project'),
					item('campaign'),
					item('media_piece'),
					item('event'),
					item('material'),
					{ name: 'part', control: 'part', parts: { campaign: ['posts'], media_piece: ['appearances'], material: ['airings', 'hand_outs'] } },
				],
			},
			list(cells),
			{ name: 'note', fields: [prose('note')] },
		],
	},
	{
		name: 'campaign',
		path: 'campaigns',
		parts: [
			about(title, line('motto'), prose('summary'), language, line('code', { hint: true, word: 'campaign_code' })),
			belongs(item('project'), code('observance', 'observance', { plain: false })),
			when(...between, countries, targetGroups),
			list(
				entries('posts', [
					key,
					line('title', must),
					code('channel', 'channel', must),
					day('posted_on'),
					code('language', 'language'),
					link(),
				]),
			),
		],
	},
	{
		name: 'media_piece',
		path: 'media-pieces',
		parts: [
			about(title, code('kind', 'media_kind', { ...must, plain: false }), line('author', { hint: true }), line('author_office'), prose('summary'), language),
			belongs(item('project'), item('campaign'), countries),
			list(
				entries('appearances', [
					key,
					line('outlet', must),
					day('published_on'),
					code('language', 'language'),
					link(),
				]),
			),
		],
	},
	{
		name: 'event',
		path: 'events',
		parts: [
			about(title, code('kind', 'event_kind', { ...must, plain: false }), line('motto'), prose('summary'), language),
			when(
				...between,
				figure('hours'),
				code('format', 'event_format', { plain: false }),
				line('place'),
				line('platform', { hint: true }),
				countries,
				codes('languages', 'language', { word: 'spoken' }),
			),
			belongs(
				item('project'),
				item('campaign'),
				item('commitment'),
				{ name: 'commitment_item', control: 'part', parts: { commitment: ['items'] } },
				code('observance', 'observance', { plain: false }),
			),
			{ name: 'topics', fields: [{ name: 'topics', control: 'lines', hint: true }, targetGroups] },
			parties,
			{
				name: 'participation',
				fields: [
					{
						name: 'participation',
						control: 'group',
						fields: [whole('people', { hint: true }), whole('attendances', { hint: true }), basis(), line('source', { word: 'figure_source' }), cells],
					},
				],
			},
			list(
				entries('proposals', [
					key,
					prose('text', { ...must, word: 'proposal' }),
					code('kind', 'proposal_kind', must),
					line('by', { hint: true, word: 'proposed_by' }),
					line('owner'),
					day('due_on'),
					code('state', 'proposal_state', { ...must, start: 'collected' }),
					prose('outcome'),
				]),
			),
			list(
				entries('tests', [
					key,
					line('topic', must),
					figure('highest', { ...must, start: '100' }),
					whole('people_before'),
					figure('mean_before'),
					whole('people_after'),
					figure('mean_after'),
				]),
			),
		],
	},
	{
		name: 'material',
		path: 'materials',
		parts: [
			about(title, code('kind', 'material_kind', { ...must, plain: false }), line('version'), prose('summary'), language, day('made_on'), link()),
			belongs(item('project'), item('campaign')),
			{ name: 'readers', fields: [codes('languages', 'language', { word: 'speaks' }), countries, targetGroups] },
			list(entries('files', [line('title', must), code('language', 'language'), { ...link(), must: true }])),
			list(
				entries('airings', [
					key,
					line('station', must),
					code('channel', 'channel', must),
					day('aired_on'),
					whole('times', { ...must, start: '1' }),
				]),
			),
			list(
				entries('hand_outs', [
					key,
					whole('quantity', must),
					day('handed_out_on'),
					line('place'),
					code('country', 'country'),
					code('target_group', 'target_group'),
					item('event'),
				]),
			),
		],
	},
	{
		name: 'commitment',
		path: 'commitments',
		parts: [
			about(
				title,
				code('kind', 'commitment_kind', { ...must, plain: false }),
				code('state', 'commitment_state', { ...must, start: 'planned', plain: false }),
				prose('summary'),
				language,
				link(),
			),
			when(...between, countries, item('project')),
			parties,
			list(
				entries('items', [
					key,
					line('number', { word: 'item_number', plain: true }),
					prose('text', { ...must, word: 'promise' }),
					line('owner'),
					day('due_on'),
					code('state', 'commitment_state', { ...must, start: 'planned' }),
					entries('milestones', [line('text', { ...must, word: 'milestone' }), day('due_on'), day('reached_on')]),
				]),
			),
		],
	},
	{
		name: 'fact',
		path: 'facts',
		parts: [
			about(
				line('title', { ...must, word: 'says', hint: true }),
				figure('value', must),
				code('unit', 'unit', { ...must, plain: false }),
				code('currency', 'currency', { plain: false }),
				{ name: 'approximate', control: 'yes' },
				{ name: 'year', control: 'year', word: 'about_year' },
				language,
				countries,
			),
			{
				name: 'source',
				fields: [
					{
						name: 'source',
						control: 'group',
						must: true,
						fields: [line('title', { ...must, word: 'source_title' }), line('publisher', must), day('published_on'), link()],
					},
				],
			},
			{ name: 'note', fields: [prose('note')] },
		],
	},
	{
		name: 'testimony',
		path: 'testimonies',
		parts: [
			about(
				line('title', { ...must, word: 'entry_title', hint: true }),
				line('pseudonym', { ...must, hint: true }),
				code('form', 'testimony_form', { ...must, plain: false }),
				day('given_on'),
				code('language', 'language', { plain: false }),
				countries,
				prose('text', { word: 'testimony_text', hint: true }),
			),
			list(entries('translations', [code('language', 'language', must), prose('text', { ...must, word: 'testimony_text' })])),
			{
				name: 'consent',
				fields: [
					{
						name: 'consent',
						control: 'group',
						must: true,
						fields: [
							day('given_on', { ...must, word: 'consent_given_on' }),
							codes('publications', 'publication', must),
							codes('countries', 'country', { word: 'consent_countries', hint: true }),
							day('ends_on', { word: 'consent_ends_on' }),
							line('kept_where', { hint: true }),
						],
					},
				],
			},
		],
	},
];

export const kindOf = (name: string): Kind => kinds.find((kind) => kind.name === name)!;
export const kindAt = (path: string): Kind | undefined => kinds.find((kind) => kind.path === path);
export const fieldsOf = (kind: Kind): Field[] => kind.parts.flatMap((part) => part.fields);
export const readRight = (kind: KindName): string => (kind === 'testimony' ? 'testimony_read' : 'programme_read');
export const writeRight = (kind: KindName): string => (kind === 'testimony' ? 'testimony_write' : 'programme_write');
/** The names of the members that a field is about. */
export const membersOf = (field: Field): string[] => (field.id ? [field.name, field.id] : [field.name]);
/** Whether an item of this kind can say that it belongs to one of that kind. */
export const canName = (kind: Kind, other: KindName): boolean => fieldsOf(kind).some((field) => field.control === 'item' && field.of === other);
