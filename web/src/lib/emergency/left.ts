/** How long until a moment that the server named, by its own clock: that of the device has no say. */
import { idleFor, untilOf } from '#lib/api/api.svelte.ts';

/** The server's last answer said what time it was, so long ago. */
export const leftOf = (moment: string): number => untilOf(moment) - idleFor();
