/** Counts on a map as circles whose area is the count. */
import type { Sheet } from './geography.ts';
import type { Point } from './topology.ts';

export interface Place {
	code: string;
	/** Nothing: hidden. */
	people: number | null;
}

export interface Circle extends Place {
	at: Point;
	radius: number;
}

/** So that the smallest is still seen. */
const smallest = 3;
/** A hidden count has no size: its ring is the same wherever it stands. */
const hiddenRadius = 9;

/** Largest first, so that a small one lies over a large one. A country that the map does not know stands in the table only. */
export function circles(places: Place[], sheet: Sheet, largest: number): Circle[] {
	const most = Math.max(1, ...places.map((place) => place.people ?? 0));
	return places
		.filter((place) => place.people !== 0)
		.flatMap((place) => {
			const at = sheet.place(place.code);
			const radius = place.people === null ? hiddenRadius : Math.max(smallest, Math.sqrt(place.people / most) * largest);
			return at ? [{ ...place, at, radius }] : [];
		})
		.sort((a, b) => b.radius - a.radius);
}
