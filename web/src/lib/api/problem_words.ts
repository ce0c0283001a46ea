/** Words for problems: what happened and what to do. The server sends codes only. */
import { t, words } from '#lib/words/words.svelte.ts';
import type { Problem } from './api.svelte.ts';

function text(code: string): string | undefined {
	const key = `problem.${code.replace('/', '.')}`;
	return words.has(key) ? t(key) : undefined;
}

export function problemText(problem: Problem): string {
	if (problem.retryAfter && problem.code === 'access/too_many_tries') {
		return t('problem.access.too_many_tries_wait', { seconds: problem.retryAfter });
	}
	return text(problem.code) ?? t('problem.other', { code: problem.code });
}

/** The error of one field of a form, if the problem names it. Nested names match by their beginning. */
export function fieldError(problem: Problem | undefined, field: string): string | undefined {
	if (!problem) return undefined;
	const fault = problem.faults.find((one) => one.field === field || one.field.startsWith(`${field}/`));
	const code = fault?.code ?? (problem.field === field ? problem.code : undefined);
	return code === undefined ? undefined : (text(code) ?? t('problem.other', { code }));
}
