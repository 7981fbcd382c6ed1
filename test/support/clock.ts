const now = Date.now.bind(Date);
let ahead = 0;

/**
 * Lets time pass for everything in this test file that asks for it, the sandbox and the node alike, without waiting for
 * it. It never goes back.
 *
 * @param milliseconds how much
 */
export function passTime(milliseconds: number): void {
	ahead += milliseconds;
	Date.now = () => now() + ahead;
}
