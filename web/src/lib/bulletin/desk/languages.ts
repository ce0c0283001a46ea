/** How each story stands in each language. */
import type { Lack } from '../types.ts';

export type Standing = 'written' | 'review' | 'incomplete' | 'missing';
export interface Cell {
	standing: Standing;
	/** What it lacks, where it is written in part. */
	lacks: string[];
}

/** Of the edition itself: what it lacks is said of what it has in some other language. */
export function cellOf(lacks: readonly Lack[], story: string | null, language: string, written: boolean): Cell {
	const own = [...new Set(lacks.filter((one) => one.story === story && one.language === language).map((one) => one.what))];
	if (story !== null && (!written || own.includes('text'))) return { standing: 'missing', lacks: [] };
	const parts = own.filter((what) => what !== 'review');
	if (parts.length > 0) return { standing: 'incomplete', lacks: parts };
	return { standing: own.includes('review') ? 'review' : 'written', lacks: [] };
}
