/** Faults of a form of the programme, each at its place. */
import { Problem } from '#lib/api/api.svelte.ts';
import { problemText } from '#lib/api/problem_words.ts';

/** Of exactly this place: an entry, a whole list. What is inside says it itself. */
export function faultAt(problem: Problem | undefined, path: string): string | undefined {
	const found = problem?.faults.find((one) => one.field === path);
	const code = found?.code ?? (problem?.field === path ? problem.code : undefined);
	return code && problemText(new Problem(422, code));
}
