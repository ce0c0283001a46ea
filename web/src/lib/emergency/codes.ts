/** Why somebody opens a case in an emergency, and what a review says of it, in the order in which people see them. */
const lists = import.meta.glob<string[]>('../../../../data/codes/emergency_{reason,verdict}.json', { eager: true, import: 'default' });
const list = (name: string): readonly string[] => lists[`../../../../data/codes/emergency_${name}.json`] ?? [];

export const reasons = list('reason');
export const verdicts = list('verdict');
