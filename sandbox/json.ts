import { stringify } from 'lossless-json';

import { BareNumber } from './bareNumber';

/** JSON text, bare numbers digit by digit. */
export function toJson(value: unknown): string {
	const text = stringify(value, undefined, undefined, [
		{ test: (field) => field instanceof BareNumber, stringify: (field) => (field as BareNumber).digits },
	]);
	return text ?? 'null';
}
