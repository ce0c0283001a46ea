/** Hands a file to the browser's own saving; the page keeps no copy. */
export function saveFile(file: Blob, name: string): void {
	const link = document.createElement('a');
	link.href = URL.createObjectURL(file);
	link.download = name;
	link.click();
	// The browser has it by then.
	setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
