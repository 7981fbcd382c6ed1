/** A bare number in the JSON text, digit by digit. Written by the server without rounding. */
export class BareNumber {
	constructor(readonly digits: string) {}
}
