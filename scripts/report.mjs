/**
 * Runs checks one after the other and counts them.
 *
 * @param {string} title what the checks are of
 */
export function report(title) {
	let passed = 0;
	let failed = 0;
	return {
		/** Runs one check, which fails by throwing. */
		check(name, run) {
			try {
				run();
				passed++;
				console.log(`  ✓ ${name}`);
			} catch (error) {
				failed++;
				console.log(`  ✗ ${name}: ${error.message}`);
			}
		},
		/** Prints the count and sets the exit code. */
		end() {
			console.log(`${title}: ${passed} passed, ${failed} failed`);
			if (failed > 0) process.exitCode = 1;
		},
	};
}
