/** Days as numbers, for whoever counts and lays them side by side. No time zone is involved in a day. */
const millis = 86_400_000;

export const dayNumber = (day: string): number => Math.round(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / millis);
export const dayText = (number: number): string => new Date(number * millis).toISOString().slice(0, 10);
/** How many days lie from the first to the last, both counted. */
export const daysIn = (first: string, last: string): number => dayNumber(last) - dayNumber(first) + 1;
/** 0 is Monday. */
export const weekdayOf = (number: number): number => (((number + 3) % 7) + 7) % 7;
