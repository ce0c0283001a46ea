// Counts and prints: one line a check, the reasons below a failed one.

let passed = 0;
let failed = 0;

/** Records one check; `faults` says what is wrong, one line each, and is empty when all is well. */
export function check(name, faults) {
	if (faults.length === 0) {
		passed += 1;
		console.log(`ok    ${name}`);
		return;
	}
	failed += 1;
	console.log(`FAIL  ${name}`);
	for (const fault of faults.slice(0, 12)) console.log(`      ${fault.replaceAll('\n', '\n      ')}`);
	if (faults.length > 12) console.log(`      and ${faults.length - 12} more`);
}

/** Runs `work`; it passes when nothing is thrown. */
export async function story(name, work) {
	try {
		await work();
		check(name, []);
	} catch (error) {
		check(name, String(error?.message ?? error).split('\n').slice(0, 8));
	}
}

export function expect(holds, otherwise) {
	if (!holds) throw new Error(otherwise);
}

/** The last line, and the exit code that belongs to it. */
export function summary() {
	console.log(`browser: ${passed} passed, ${failed} failed`);
	return failed === 0 ? 0 : 1;
}
