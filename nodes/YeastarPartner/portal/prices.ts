import { CURRENCY_FIELD, PRICING_FIELD, TOTAL_PRICE_FIELDS } from './fieldNames';
import type { PortalClient } from './client';
import { textField } from './find';
import { exactNumber, isJsonObject, type JsonObject, type JsonValue, writeExactly } from './json';
import type { Order } from './order';

/** Where a final price is calculated; nothing is ordered [doc: calculate-subscription-price]. */
const CALCULATE_PATH = '/pricing/openapi/purchase/v1/pricing/calculate';
/** How long to wait for a price, in seconds. */
const TIMEOUT = 15;
/**
 * The ID under which a plan is priced, which is not the plan's own; undefined where the portal tells none. That of a service or another plan inside
 * of the plan is not meant.
 */
export function pricingIdOf(plan: JsonObject): string | undefined {
	const field = Object.keys(plan).find((name) => PRICING_FIELD.test(name));
	const id = field === undefined ? '' : textField(plan, field);
	if (/^[1-9]\d{0,18}$/.test(id)) return id;
	const isOther = (object: JsonObject) => ['serviceId', 'planId'].some((name) => textField(object, name) !== '');
	const inside = Object.values(plan)
		.filter(isJsonObject)
		.filter((object) => !isOther(object));
	return inside.map(pricingIdOf).find((found) => found !== undefined);
}

/**
 * What an order would cost, as the portal answers. Documented of the request are `productId`, `productNo`, `operationType` and of its lines
 * `serviceType`, `pricingId`, `billingCycle`; `purchaseType`, `quantity` and `multiCycle` in them, and all of the answer, are inferred.
 *
 * @param pricingIds the pricing ID of each line
 * @throws PortalFailure
 */
export async function calculatePrice(
	client: PortalClient,
	order: Order,
	pricingIds: readonly string[],
): Promise<JsonValue> {
	const { operationType, productId, productNo, lines } = order;
	const body = writeExactly({
		productId: exactNumber(productId),
		productNo,
		operationType,
		serviceList: lines.map(({ serviceType, quantity, purchaseType, billingCycle, multiCycle }, index) => ({
			serviceType,
			pricingId: exactNumber(pricingIds[index] ?? '0'),
			quantity,
			purchaseType,
			billingCycle,
			multiCycle,
		})),
	});
	const { result } = await client.post(CALCULATE_PATH, body, { timeout: TIMEOUT });
	return isJsonObject(result) ? { ...result } : result;
}

/** The total in a price calculation, such as `360.00 USD`; an empty text where none can be recognized [inferred]. */
export function totalOf(price: JsonValue): string {
	if (!isJsonObject(price)) return '';
	const fields = Object.keys(price);
	const under = (name: RegExp) => fields.filter((field) => name.test(field)).map((field) => textField(price, field));
	const total = TOTAL_PRICE_FIELDS.flatMap(under).find((text) => /^\d+(\.\d+)?$/.test(text));
	return total === undefined ? '' : [total, under(CURRENCY_FIELD)[0] ?? ''].join(' ').trim();
}
