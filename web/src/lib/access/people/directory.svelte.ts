/** The people, teams and organisations that this person may see, loaded whole: a node has hundreds, not thousands. */
import { api, asProblem, query, type Problem } from '#lib/api/api.svelte.ts';
import { fieldError } from '#lib/api/problem_words.ts';
import type { Page } from '#lib/api/types.ts';
import type { Organisation, Team, User } from './types.ts';

async function all<T>(path: string): Promise<T[]> {
	const found: T[] = [];
	let cursor: string | null = null;
	do {
		const page: Page<T> = (await api.get<Page<T>>(path + query({ limit: 200, cursor }))).data;
		found.push(...page.items);
		cursor = page.next;
	} while (cursor);
	return found;
}

export class Directory {
	users = $state.raw<User[] | undefined>();
	teams = $state.raw<Team[] | undefined>();
	organisations = $state.raw<Organisation[] | undefined>();
	problem = $state.raw<Problem | undefined>();

	readonly load = async (): Promise<void> => {
		try {
			[this.users, this.teams, this.organisations] = await Promise.all([
				all<User>('/api/users'),
				all<Team>('/api/teams'),
				all<Organisation>('/api/organisations'),
			]);
			this.problem = undefined;
		} catch (error) {
			this.problem = asProblem(error);
		}
	};

	user(id: string): User | undefined {
		return this.users?.find((one) => one.id === id);
	}
}

/** What a form sends, with its problem and whether it is under way. */
export class Sending {
	busy = $state(false);
	problem = $state.raw<Problem | undefined>();

	/** The problem, unless one of the form's fields shows it already. */
	unless(...fields: string[]): Problem | undefined {
		return fields.some((field) => fieldError(this.problem, field)) ? undefined : this.problem;
	}

	/** Runs one request; true when it went well. */
	async run(work: () => Promise<unknown>): Promise<boolean> {
		if (this.busy) return false;
		[this.busy, this.problem] = [true, undefined];
		try {
			await work();
			return true;
		} catch (error) {
			this.problem = asProblem(error);
			return false;
		} finally {
			this.busy = false;
		}
	}
}
