/** A bare number in the JSON text, as for the switch `numericIds`. Written by the server without rounding. */
export class BareNumber {
	constructor(readonly digits: string) {}
}
