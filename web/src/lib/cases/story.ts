/** Pure rules about the story of a case: empty lines are not sent, and a part in a line of words. */
import { nameOf } from './fields.ts';
import { cleanedPlace, isPlace, placeText } from './place.ts';
import type { Perpetrator, ReferralText, Story, SupportPlan, TraffickingEvent } from './types.ts';
import { longDate, partialDate, type PartialDate } from '#lib/words/dates.ts';
import { label, labels, t } from '#lib/words/words.svelte.ts';

export const emptyStory = (): Story => ({ events: [], perpetrators: [], plans: [], referred_in: {}, referred_out: {} });
export const emptyEvent = (): TraffickingEvent => ({ episode: 1, on: {} });
export const emptyPerpetrator = (): Perpetrator => ({ roles: [] });
export const emptyPlan = (): SupportPlan => ({});

export const storyTexts = ['location_of_recruitment', 'location_of_exploitation', 'vulnerability_details', 'closure_details'] as const;
export const referralTexts = ['organisation', 'caseworker', 'details'] as const;
/** The parts that are compared when two people wrote at once. */
export const storyParts = [...storyTexts, 'events', 'perpetrators', 'plans', 'referred_in', 'referred_out'] as const;
export type StoryPart = (typeof storyParts)[number];

const text = (value: string | null | undefined) => value?.trim() || null;
const hasDate = (date: PartialDate | null) => !!date && !!(date.year || date.month || date.day);

/** As the API wants it. What somebody left wholly empty is not there. */
export function cleanedStory(story: Story): Story {
	const referral = (one: ReferralText) => ({
		organisation: text(one.organisation),
		caseworker: text(one.caseworker),
		details: text(one.details),
	});
	return {
		...Object.fromEntries(storyTexts.map((name) => [name, text(story[name])])),
		events: story.events
			.filter((one) => isPlace(one) || one.type || hasDate(one.on) || text(one.description))
			.map((one) => ({
				...cleanedPlace(one),
				episode: one.episode,
				type: one.type || null,
				on: { year: one.on?.year ?? null, month: one.on?.month ?? null, day: one.on?.day ?? null },
				description: text(one.description),
			})),
		perpetrators: story.perpetrators
			.filter((one) => one.roles.length > 0 || text(one.details) || text(one.organisation))
			.map((one) => ({ roles: one.roles, details: text(one.details), organisation: text(one.organisation) })),
		plans: story.plans
			.map((one) => ({
				type: one.type || null,
				objectives: text(one.objectives),
				action_plan: text(one.action_plan),
				planned_end_on: one.planned_end_on || null,
				actual_end_on: one.actual_end_on || null,
			}))
			.filter((one) => Object.values(one).some(Boolean)),
		referred_in: referral(story.referred_in),
		referred_out: referral(story.referred_out),
	};
}

const line = (...words: (string | null | undefined)[]) => words.filter(Boolean).join('\u00a0· ');

export const eventText = (one: TraffickingEvent) =>
	line(label('event_type', one.type), hasDate(one.on) ? partialDate(one.on) : '', placeText(one), one.description);
export const perpetratorText = (one: Perpetrator) => line(labels('role_in_process', one.roles), one.organisation, one.details);
export const planText = (one: SupportPlan) =>
	line(
		label('plan_type', one.type),
		one.objectives,
		one.action_plan,
		one.planned_end_on && `${nameOf('plan_planned_end_on')} ${longDate(one.planned_end_on)}`,
		one.actual_end_on && `${nameOf('plan_actual_end_on')} ${longDate(one.actual_end_on)}`,
	);
export const referralText = (one: ReferralText) => line(one.organisation, one.caseworker, one.details);

/** One part in words, for two versions side by side. */
export function storyText(story: Story, part: StoryPart): string {
	const whole = ((): string => {
		if (part === 'events') return story.events.map(eventText).join('; ');
		if (part === 'perpetrators') return story.perpetrators.map(perpetratorText).join('; ');
		if (part === 'plans') return story.plans.map(planText).join('; ');
		if (part === 'referred_in' || part === 'referred_out') return referralText(story[part]);
		return story[part] ?? '';
	})();
	return whole || t('codes.answer.not_recorded');
}
export function storyPartName(part: StoryPart): string {
	if (part === 'events' || part === 'perpetrators' || part === 'plans') return t(`cases.${part}`);
	return nameOf(part === 'referred_in' || part === 'referred_out' ? `${part}_organisation` : part);
}
