/** An order number that a text tells, and the PBX that the text tells it for. */
export interface ToldNumber {
	orderNo: string;
	/** The serial number of the PBX that is named last before it; empty where none is. */
	productNo: string;
	/** The sentence that it stands in. */
	sentence: string;
}

/** A number of an order: two capitals and 19 digits. */
export const ORDER_NUMBER = /\b[A-Z]{2}\d{19}\b/g;
const PBX_NAMED = /\bPBX (\w+)/g;

/** A sentence that tells numbers of orders as possible ones only. */
export function isReserved(sentence: string): boolean {
	return /\b(could|may|might) be\b/.test(sentence);
}

/** All order numbers of a text for people: an error's message and description, or a line of n8n's log. */
export function toldNumbers(text: string): ToldNumber[] {
	return [...text.matchAll(ORDER_NUMBER)].map(({ 0: orderNo, index }) => {
		const before = text.slice(0, index);
		const start = Math.max(before.lastIndexOf('. '), before.lastIndexOf('\n'));
		const [rest = ''] = text.slice(index).split(/\.\s|\n/);
		return {
			orderNo,
			productNo: [...before.matchAll(PBX_NAMED)].at(-1)?.[1] ?? '',
			sentence: before.slice(start + 1) + rest,
		};
	});
}
