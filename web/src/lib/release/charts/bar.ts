/** One count with its words, as both kinds of bar chart draw it. */
export interface Bar {
	label: string;
	/** Nothing: hidden. */
	people: number | null;
	/** Not a value of its own: all others together, not recorded. */
	quiet?: boolean;
}
