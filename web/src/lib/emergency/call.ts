/** Numbers to call, out of a line that somebody typed. */
export interface Piece {
	text: string;
	/** With it the piece is a link; what may be two numbers in one is none, so that nobody calls a wrong one. */
	number?: string;
}

/** E.164 allows fifteen; fewer than five are a house or a flat. */
const [fewest, most] = [5, 15];

export function pieces(line: string): Piece[] {
	return line
		.split(/(\+?\d[\d\s().\-\u2013]*\d)/)
		.filter((text) => text !== '')
		.map((text) => {
			const digits = text.replace(/\D/g, '');
			if (!/^[+\d]/.test(text) || digits.length < fewest || digits.length > most) return { text };
			return { text, number: (text.startsWith('+') ? '+' : '') + digits };
		});
}
