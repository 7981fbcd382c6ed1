const realNow = Date.now.bind(Date);

/** Has this process's clock show a later time, until the test ends. The portal's own clock, which the sandbox keeps, stays. */
export function travelAhead(milliseconds: number): void {
	jest.spyOn(Date, 'now').mockImplementation(() => realNow() + milliseconds);
}

/** Longer than an order key is held after it was taken, in milliseconds. */
export const TEN_MINUTES = 600_000;
