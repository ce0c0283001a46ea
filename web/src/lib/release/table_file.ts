/** A table of counts as CSV (RFC 4180), with codes and words, safe to open in a spreadsheet. */

/** A cell that a spreadsheet could take for a formula gets an apostrophe before it. */
function guarded(cell: string): string {
	return /^[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell;
}

function quoted(cell: string): string {
	return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

export function csv(rows: string[][]): string {
	return rows.map((row) => row.map((cell) => quoted(guarded(cell))).join(',')).join('\r\n') + '\r\n';
}

/** With a byte order mark: without it spreadsheets spoil every letter that is not English. */
export function csvFile(rows: string[][]): Blob {
	return new Blob(['\ufeff', csv(rows)], { type: 'text/csv;charset=utf-8' });
}

/** A file name of letters, figures and hyphens. */
export function fileName(words: string[], ending: string): string {
	const name = words.join('-').replace(/[^\p{Letter}\p{Number}]+/gu, '-').replace(/^-+|-+$/g, '');
	return `${name.slice(0, 80) || 'table'}.${ending}`;
}
