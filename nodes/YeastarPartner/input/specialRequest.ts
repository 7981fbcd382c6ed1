import { parseRaw } from '../portal/json';
import type { OperationType } from '../portal/order';
import type { Product } from '../portal/products';
import { InvalidField, show } from './invalidField';
import { isGiven } from './lines';

const CLOUD_EDITION = 13;
const FIELD = 'orderPceSpecialRequest';
const EXAMPLE =
	'It is a JSON object as text, such as {"pbxName": "Harbour Hotel", "regionId": "…", "pbxSubDomainId": "…"}.';

function hasRoundedNumber(value: unknown): boolean {
	if (typeof value === 'number') return Math.abs(value) > Number.MAX_SAFE_INTEGER;
	return typeof value === 'object' && value !== null && Object.values(value).some(hasRoundedNumber);
}

/**
 * What the purchase of a Cloud PBX needs beside the rest: JSON text of an object, whose fields are documented in part [doc: create-an-order,
 * tutorial-purchase-p-series-cloud-edition].
 *
 * @returns the text, every digit in it kept; undefined where there is none
 * @throws InvalidField where it is missing for such a purchase, is given for another order, or is no JSON object
 */
export function parseSpecialRequest(
	operationType: OperationType,
	product: Product,
	value: unknown,
): string | undefined {
	const isCloudPurchase = product.id === CLOUD_EDITION && operationType === 'purchase_plan';
	const need = isCloudPurchase ? 'needed' : 'none';
	const given = typeof value === 'object' && value !== null && Object.keys(value).length === 0 ? undefined : value;
	const isEmptyText = typeof given === 'string' && /^\s*(\{\s*\})?\s*$/.test(given);
	const why = `A ${operationType} order of ${product.name}`;
	if (!isGiven(FIELD, isEmptyText ? undefined : given, need, why)) return undefined;
	if (hasRoundedNumber(given)) {
		throw new InvalidField(FIELD, 'holds a number that was rounded before it got here', 'Give IDs in it as text.');
	}
	const text = typeof given === 'string' ? given : JSON.stringify(given);
	const parsed = read(text);
	if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return text;
	throw new InvalidField(FIELD, `is ${show(given)}`, EXAMPLE);
}

function read(text: string): unknown {
	try {
		return parseRaw(text);
	} catch {
		return undefined;
	}
}
