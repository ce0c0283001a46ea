/**
 * What a column of somebody's spreadsheet may be, and what its words may mean: guesses from headings and values, which a
 * person sees as guesses and can change. Made in the browser, which has the words of all answers; the server has codes only.
 */

/** Case, spaces, signs and accents of writing are no difference; what stands in brackets is left out. */
export function fold(text: string): string {
	return text
		.replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')
		.normalize('NFKC')
		.toLowerCase()
		.replaceAll('ё', 'е')
		.replace(/[ʻʼ‘’'`´"«»]/g, '')
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}
const tight = (text: string) => fold(text).replaceAll(' ', '');

/** What people call our columns, in Russian and English, beside their labels. Separated by bars. */
const synonyms: Record<string, string> = {
	panoh_FullName: 'фио|ф и о|фамилия имя отчество|фамилия имя|фамилия и имя|фамилия и имя отчество|surname name|last name first name|аты жөні|аты жону|толук аты|насаб ва ном|ному насаб|f i sh|fish|familiyasi ismi|familiýasy ady',
	panoh_FullNameGivenFirst: 'full name|name and surname|name surname|first and last name|имя и фамилия|имя фамилия|полное имя|аты жана фамилиясы|ismi familiyasi|ady familiýasy',
	prs_FirstName: 'имя|first name|given name|forename|имя человека|имя лица|ism|ismi|аты|есімі|ном|ady',
	prs_SecondName: 'фамилия|surname|last name|family name|second name|familiya|familiyasi|тегі|насаб|familiýasy|фамилиясы',
	prs_MiddleName: 'отчество|middle name|patronymic|fathers name|имя отца|әкесінің аты|атасынын аты|номи падар|otasining ismi|sharifi',
	prs_Birthdate: 'дата рождения|др|д р|год рождения|г р|день рождения|рождение|date of birth|dob|d o b|birth date|birthday|birth|year of birth|born|born on|туған күні|туулган күнү|санаи таваллуд|рӯзи таваллуд|tugʻilgan sana|tugilgan sanasi|doglan güni',
	prs_Gender: 'пол|sex|gender|жынысы|жыныс|ҷинс|jinsi|jins|jynsy',
	prs_Deceased: 'умер|умерла|смерть|died|deceased|dead',
	prs_MaritalStatus: 'семейное положение|семейный статус|брак|marital status|family status|married|civil status',
	prs_NumberOfChildren: 'дети|количество детей|число детей|кол во детей|сколько детей|children|number of children|kids|no of children',
	prs_PrimaryLanguage: 'язык|родной язык|основной язык|язык общения|language|first language|mother tongue|native language|primary language|main language|тілі|тили|забон|tili|dili',
	prs_SecondaryLanguage: 'второй язык|другой язык|second language|secondary language|other language|also speaks',
	prs_HighestLevelOfEducation: 'образование|уровень образования|education|level of education|highest level of education|school|schooling|білімі|билими|маълумот|маълумоти|bilimi|maʼlumoti',
	prs_Citizenship: 'гражданство|страна гражданства|подданство|citizenship|nationality|country of citizenship|азаматтығы|жарандыгы|шаҳрвандӣ|fuqaroligi|raýatlygy',
	prs_IdentityNumber: 'паспорт|номер паспорта|паспортные данные|документ|номер документа|удостоверение|инн|пин|passport|passport no|passport number|id number|identity number|id document|document|document number|document no',
	prs_Title: 'титул|звание|title',
	prs_Salutation: 'обращение|salutation|form of address',
	prs_Email: 'эл почта|электронная почта|почта e mail|e mail|email|mail',
	prs_HomePhone: 'домашний телефон|home phone|landline',
	prs_MobilePhone: 'телефон|тел|моб|мобильный|мобильный телефон|номер телефона|контактный телефон|контакт|контакты|phone|mobile|mobile phone|phone number|telephone|tel|cell|contact|contact number',
	panoh_MotherName: 'имя матери|мать|фио матери|mothers name|mother|name of mother',
	panoh_Birthplace: 'место рождения|birthplace|place of birth|born in|туған жері|туулган жери|ҷойи таваллуд|tugʻilgan joyi',
	panoh_LivesIn: 'место жительства|место проживания|проживание|где живет|где живёт|живет|адрес проживания|адрес|lives in|residence|place of residence|address|where lives|current address',
	panoh_SafeContact: 'безопасный контакт|как связаться|safe contact|how to contact|safe way to contact',
	prs_MailingStreet: 'улица|дом улица|street',
	prs_MailingCity: 'город|населенный пункт|село|city|town|village|settlement',
	prs_MailingState: 'область|регион|район|область регион|region|state|province|oblast|district',
	prs_MailingPostalCode: 'индекс|почтовый индекс|postal code|zip|postcode|zip code',
	prs_MailingCountry: 'страна проживания|страна жительства|country of residence|lives in country|residence country',
	vic_TypeOfExploitation: 'вид эксплуатации|тип эксплуатации|форма эксплуатации|эксплуатация|что было|вид торговли людьми|exploitation|type of exploitation|kind of exploitation|form of exploitation|exploitation type',
	vic_ForcedLabourIndustry: 'отрасль|сфера труда|сфера деятельности|вид работы|работа|industry|sector|kind of work|type of labour|labour sector|work sector',
	vic_TypeOfSexExploitation: 'вид сексуальной эксплуатации|type of sexual exploitation|kind of sexual exploitation',
	vic_MethodsOfControl: 'методы контроля|способы контроля|средства контроля|контроль|means of control|methods of control|control|means of coercion',
	vic_MethodOfRecruitment: 'вербовка|способ вербовки|метод вербовки|как завербовали|как нашли работу|recruitment|method of recruitment|recruitment method|how recruited',
	vic_RecruitmentWebsitesAndApps: 'сайты вербовки|соцсети вербовки|приложения вербовки|recruitment websites|recruitment apps|websites and apps',
	vic_RelationshipToTrafficker: 'отношение к вербовщику|вербовщик|кем приходится вербовщик|кто завербовал|кто вербовщик|relationship to trafficker|recruiter|trafficker|relation to trafficker|recruiter relationship',
	vic_AgeWhenTrafficked: 'возраст на момент эксплуатации|возраст в начале|возраст тогда|age when trafficked|age at exploitation|age at time|age when it began',
	vic_TraffickingStatus: 'статус жертвы|статус пострадавшего|идентификация|признание|trafficking status|identification status|status of identification|victim status',
	vic_TraffickingStatusDecisionMakingOrg: 'кто идентифицировал|кто признал|identified by|decided by|identifying organisation|identifying organization',
	vic_Vulnerabilities: 'уязвимости|уязвимость|факторы уязвимости|факторы риска|vulnerabilities|vulnerability|risk factors',
	vic_DetailsOfVulnerabilities: 'подробности уязвимости|details of vulnerabilities',
	vic_LocationOfRecruitment: 'место вербовки|где завербовали|place of recruitment|location of recruitment',
	vic_LocationOfExploitation: 'место эксплуатации|где эксплуатировали|город эксплуатации|place of exploitation|location of exploitation|where exploited',
	vic_AgreementToManagePersonalData: 'согласие на обработку данных|согласие на обработку персональных данных|обработка данных|data consent|consent to data processing',
	panoh_CountryOfExploitation: 'страна эксплуатации|страна назначения|куда вывезли|country of exploitation|destination|destination country|country of destination|exploited in',
	panoh_ExploitationFrom: 'начало эксплуатации|эксплуатация с|exploitation from|start of exploitation|began|exploited from|exploitation start',
	panoh_ExploitationTo: 'конец эксплуатации|окончание эксплуатации|эксплуатация по|exploitation to|end of exploitation|ended|exploited until|exploitation end',
	panoh_Reference: 'номер дела|дело|шифр|код дела|номер случая|reference|case number|case no|case id|case reference|file number',
	panoh_OpenedOn: 'дата обращения|дата открытия|дата приема|дата поступления|дата регистрации|обращение дата|opened|opened on|date opened|intake date|date of intake|date of registration|registration date|date registered',
	panoh_Country: 'страна регистрации|страна дела|country of registration|country of the case|registering country',
	panoh_ReferralSource: 'источник|источник обращения|откуда узнали|кто направил|источник направления|откуда обратился|referral source|source|referred by|source of referral|who referred',
	panoh_RiskLevel: 'риск|уровень риска|степень риска|risk|risk level',
	panoh_NextStep: 'следующий шаг|next step',
	panoh_DueOn: 'срок|срок исполнения|due|due date|due on|deadline',
	panoh_ConsentMode: 'вид согласия|форма согласия|mode of consent|consent mode|how consent was given',
	con_Consent: 'согласие|информированное согласие|consent|informed consent|consent given|келісім|макулдук|розигӣ|rozilik|razylyk',
	cas_Status: 'статус|статус дела|состояние дела|стадия|этап|status|case status|stage|case stage',
	cas_CaseOwner: 'ведущий дело|кейс менеджер|куратор|ответственный|специалист|соцработник|case owner|case manager|caseworker|case worker|responsible|assigned to|worker',
	panoh_ClosureReason: 'причина закрытия|reason for closure|closure reason|why closed',
	cco_CaseComment: 'заметка|заметки|примечание|примечания|комментарий|комментарии|описание|история|note|notes|comment|comments|remarks|remark|description|summary|эскертүү|ескерту|эзоҳ|izoh|bellik',
	cas_ReferringOrganisation: 'направившая организация|кем направлен|referring organisation|referring organization|referred from',
	cas_ReferredOrganisation: 'куда направлен|перенаправлен в|перенаправление|referred to|referred organisation|referred organization',
	hte_City: 'город события|event city',
	hte_Country: 'страна события|event country',
	hte_Date: 'дата события|event date',
	hte_Description: 'описание события|event description',
	spl_Objectives: 'цели плана|цель|plan objectives|objectives|goals|goal',
	spl_ActionPlan: 'план действий|план помощи|план|action plan|support plan|plan',
	per_RoleDetails: 'описание преступника|преступник|perpetrator|perpetrator details|offender',
};

/** A column that is guessed from its heading alone when its cells fit the guess. */
export interface Heading {
	heading: string;
	samples: readonly string[];
}

/** Longer than this, a heading that only begins with the words of a column is taken for it. */
const longEnough = 8;
const words = (text: string) => text.trim().split(/\s+/).filter(Boolean);

/** What each column may be: the name of a column, or nothing. Each column of ours is guessed once. */
export function guessColumns(
	table: readonly Heading[],
	known: readonly string[],
	labels: Readonly<Record<string, readonly string[]>>,
): (string | undefined)[] {
	const byWord = new Map<string, string>();
	const offered = new Set(known);
	const put = (text: string, column: string) => {
		const key = tight(text);
		if (key && offered.has(column) && !byWord.has(key)) byWord.set(key, column);
	};
	for (const column of known) put(column, column);
	for (const [column, said] of Object.entries(synonyms)) for (const word of said.split('|')) put(word, column);
	for (const column of known) for (const word of labels[column] ?? []) put(word, column);
	// The standard's own names without their beginning, where they say enough: "Date" alone may be anything.
	for (const column of known) if (/^(?!panoh)[a-z]{3}_.{10}/.test(column)) put(column.slice(4), column);

	const taken = new Set<string>();
	const take = (column: string | undefined) => {
		if (column === undefined || taken.has(column)) return undefined;
		taken.add(column);
		return column;
	};
	const exact = table.map((one) => take(fitting(byWord.get(tight(one.heading)), one, offered)));
	const begins = [...byWord.keys()].filter((word) => word.length >= longEnough).sort((a, b) => b.length - a.length);
	return table.map((one, at) => {
		if (exact[at] !== undefined) return exact[at];
		const heading = tight(one.heading);
		const word = begins.find((start) => heading.startsWith(start));
		return word === undefined ? undefined : take(byWord.get(word));
	});
}

/** "Name" may be the given name or all of them: its cells tell. */
function fitting(column: string | undefined, { heading, samples }: Heading, offered: ReadonlySet<string>): string | undefined {
	const several = samples.filter((one) => words(one).length > 1).length * 2 > samples.length;
	if (/^(name|имя|аты|есімі|ном|ism|ismi|ady|names|имена)$/u.test(fold(heading))) {
		const whole = several ? 'panoh_FullName' : 'prs_FirstName';
		return offered.has(whole) ? whole : undefined;
	}
	return column;
}

// ---- values

/** Why there is no answer. Nothing of this is a "no". */
const unknownWords: Record<string, string> = {
	'~unknown':
		'не известно|неизвестно|неизв|не изв|не знает|не помнит|незнает|не установлено|неустановлено|нет данных|нет информации|нет сведений|не ясно|неясно|unknown|not known|unk|u|does not know|doesnt know|dont know|dk|no data|no information|not established|unclear|n k|?|??|???|белгисіз|белгисиз|номаълум|nomalum|noma lum|näbelli|билбейт|білмейді|намедонад|bilmaydi|bilenok',
	'~not_asked':
		'не спрашивали|не спросили|не опрошен|не опрошена|не заполнено|not asked|wasnt asked|not recorded|not filled|not filled in|n a|na|н д|нд|n d|н у|сұралмаған|суралган эмес|пурсида нашуд|soralmagan|soralmady',
	'~refused':
		'отказ|отказалась|отказался|отказался отвечать|отказалась отвечать|не хочет отвечать|не хочет говорить|не захотела|не захотел|не ответила|не ответил|refused|refuses|declined|refused to answer|did not want to say|prefer not to say|prefers not to say|бас тартты|баш тартты|рад кард|rad etdi|ýüz öwürdi',
};
/** Nothing was written, only a sign in its place. */
const emptySigns = /^[\s.\-–—_/\\*]*$/;

/** What people write for the commonest answers, beside the labels. */
const valueSynonyms: Record<string, Record<string, string>> = {
	gender: {
		Feminine: 'ж|жен|женский|женщина|женщины|девушка|девочка|женск|f|female|woman|girl|w|fem|аял|әйел|зан|ayol|aýal|қыз|кыз|qiz|gyz',
		Masculine: 'м|муж|мужской|мужчина|мужчины|парень|мальчик|мужск|m|male|man|boy|masc|эркек|ер|ер адам|мард|erkak|erkek',
	},
	yes_no: {
		yes: 'да|yes|y|true|+|1|есть|имеется|иә|ооба|ҳа|бале|hawa|ha',
		no: 'нет|no|n|false|0|жоқ|жок|ýok|yoq|yoʻq',
	},
	marital_status: {
		Single: 'холост|не замужем|не женат|незамужем|холостой|single|unmarried|never married|одинокая',
		Married: 'замужем|женат|в браке|married|жената',
		Divorced: 'разведена|разведен|в разводе|развод|divorced',
		Widowed: 'вдова|вдовец|widow|widower|widowed',
		Separated: 'не живут вместе|раздельно|separated',
	},
	exploitation: {
		ForcedLabour: 'трудовая|трудовая эксплуатация|принудительный труд|трудовое рабство|эксплуатация труда|труд|labour|labor|labour exploitation|labor exploitation|forced labor|forced labour|forced work',
		SexualExploitation: 'сексуальная|сексуальная эксплуатация|секс эксплуатация|секс|проституция|sexual|sex|sexual exploitation|prostitution|forced prostitution',
		ForcedBegging: 'попрошайничество|принудительное попрошайничество|попрошайничать|begging|forced begging',
		ForcedMarriage: 'принудительный брак|насильный брак|forced marriage|marriage',
		Servitude: 'домашнее рабство|домашняя работа|домашний труд|domestic|domestic servitude|domestic work|slavery|рабство',
		OrganRemoval: 'изъятие органов|органы|organ removal|organs',
		ForcedCriminality: 'преступления|принуждение к преступлениям|вовлечение в преступную деятельность|криминал|forced criminality|forced crime|crime',
	},
	country: {
		KG: 'кыргызстан|киргизия|кыргызская республика|кр|киргизстан|kyrgyzstan|kirghizia|kirgizia|qirgiziston|кыргыз|kgz',
		KZ: 'казахстан|рк|қазақстан|kazakhstan|kazakstan|qozogiston|kaz',
		UZ: 'узбекистан|руз|uzbekistan|oʻzbekiston|uzb',
		TJ: 'таджикистан|рт|tajikistan|tadjikistan|tadzhikistan|tjk',
		TM: 'туркменистан|туркмения|туркменистон|turkmenistan|türkmenistan|tkm',
		RU: 'россия|рф|российская федерация|russia|russian federation|rus',
		TR: 'турция|turkey|türkiye|turkiye|tur',
		AE: 'оаэ|эмираты|дубай|uae|emirates|united arab emirates|dubai',
		CN: 'китай|кнр|china|prc',
		KR: 'корея|южная корея|korea|south korea|republic of korea',
		AF: 'афганистан|afghanistan',
		PK: 'пакистан|pakistan',
		IR: 'иран|iran',
		UA: 'украина|ukraine',
		BY: 'беларусь|белоруссия|belarus',
		TH: 'таиланд|тайланд|thailand',
		MM: 'мьянма|бирма|myanmar|burma',
	},
	language: {
		ky: 'кыргызский|киргизский|кыргызча|kyrgyz|kirghiz',
		kk: 'казахский|қазақша|kazakh',
		uz: 'узбекский|ўзбекча|oʻzbekcha|uzbek',
		tg: 'таджикский|тоҷикӣ|tajik',
		tk: 'туркменский|türkmençe|turkmen',
		ru: 'русский|русском|russian|орусча|орысша',
		en: 'английский|english',
	},
	risk_level: {
		high: 'высокий|высокая|высок|high|h|большой',
		medium: 'средний|средняя|medium|moderate|mid',
		low: 'низкий|низкая|низк|low|l|небольшой',
	},
	case_state: {
		active: 'активный|активно|в работе|открыт|открыто|open|opened|active|in progress',
		closed: 'закрыт|закрыто|завершен|завершено|архив|closed|finished|completed|archived',
		suspended: 'приостановлен|приостановлено|suspended|paused|on hold',
	},
	consent_mode: {
		written: 'письменное|письменно|подписано|written|signed|in writing',
		verbal_witnessed: 'устное|устно|при свидетеле|verbal|oral|verbally',
	},
};

/** What a guess may choose from. */
export interface Answers {
	list: string;
	codes: readonly string[];
	/** Words of each code, in the languages that are at hand. */
	labels: Readonly<Record<string, readonly string[]>>;
	/** Whether "unknown" and its kin are answers. */
	unknownToo: boolean;
}

/** What a value may mean: a code, '' for "leave it empty", or nothing when no guess can be made. */
export type GuessValue = (value: string) => string | undefined;

export function valueGuesser({ list, codes, labels, unknownToo }: Answers): GuessValue {
	const byWord = new Map<string, string>();
	const has = new Set(codes);
	const put = (text: string, code: string) => {
		const key = tight(text) || text.trim();
		if (key && !byWord.has(key)) byWord.set(key, code);
	};
	for (const code of codes) put(code, code);
	for (const [code, said] of Object.entries(valueSynonyms[list] ?? {})) if (has.has(code)) for (const word of said.split('|')) put(word, code);
	// Where a question has no such answer, it stays empty: "unknown" is never a "no".
	for (const [code, said] of Object.entries(unknownWords)) for (const word of said.split('|')) put(word, unknownToo ? code : '');
	for (const code of codes) for (const word of labels[code] ?? []) put(word, code);
	return (value) => {
		const text = value.trim();
		if (text.startsWith('~') && unknownToo) return text in unknownWords ? text : undefined;
		const found = byWord.get(tight(text) || text);
		if (found !== undefined) return found;
		return emptySigns.test(text) ? '' : undefined;
	};
}
