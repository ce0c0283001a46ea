/** Places: an address, or where something happened. */
import { label } from '#lib/words/words.svelte.ts';
import type { Address } from './types.ts';

const parts = ['street', 'city', 'state', 'postal_code'] as const;
export const placeNames = [...parts, 'country', 'latitude', 'longitude'] as const;

/** As the API wants it: empty is null. */
export function cleanedPlace(place: Address): Address {
	const text = (value: string | null | undefined) => value?.trim() || null;
	return {
		street: text(place.street),
		city: text(place.city),
		state: text(place.state),
		postal_code: text(place.postal_code),
		country: place.country || null,
		latitude: place.latitude ?? null,
		longitude: place.longitude ?? null,
	};
}

export function isPlace(place: Address | null | undefined): boolean {
	return !!place && placeNames.some((name) => place[name] !== null && place[name] !== undefined && place[name] !== '');
}

/** In one line, from the house to the country; degrees at the end. */
export function placeText(place: Address | null | undefined): string {
	if (!place) return '';
	const degrees = place.latitude != null && place.longitude != null ? `${place.latitude}, ${place.longitude}` : '';
	return [...parts.map((name) => place[name]), label('country', place.country), degrees].filter(Boolean).join(', ');
}
