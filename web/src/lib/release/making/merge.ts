/** Two people changed the same thing: what only one of them touched is joined, the rest is for the second to choose. */

/** A value cut into parts that can be changed without meeting, by name. Nothing: the part is not there. */
export type Parts = ReadonlyMap<string, unknown>;

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Names of the parts that both changed, each in another way. */
export function clashes(base: Parts, mine: Parts, theirs: Parts): string[] {
	return [...new Set([...base.keys(), ...mine.keys(), ...theirs.keys()])].filter((name) => {
		const [was, own, other] = [base.get(name), mine.get(name), theirs.get(name)];
		return !same(was, own) && !same(was, other) && !same(own, other);
	});
}

/** Theirs, with what only I changed, and what I keep of what both did. In the order of theirs, mine behind. */
export function merged(base: Parts, mine: Parts, theirs: Parts, kept: Record<string, 'mine' | 'theirs'>): Map<string, unknown> {
	const both = new Set(clashes(base, mine, theirs));
	const out = new Map<string, unknown>();
	for (const name of new Set([...theirs.keys(), ...mine.keys()])) {
		const own = both.has(name) ? kept[name] === 'mine' : !same(base.get(name), mine.get(name));
		const value = (own ? mine : theirs).get(name);
		if (value !== undefined) out.set(name, value);
	}
	return out;
}
