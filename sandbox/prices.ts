import { BareNumber } from './bareNumber';
import type { Book } from './book';
import { digits, type Fields, fieldsOf, isFields, oneOf, optionalText } from './bodyFields';
import { cycleOf, itemOf, type OrderKind } from './orderLines';
import { readKind } from './orderRules';
import { invalidField } from './refusal';
import { tutorialOf } from './tutorials';

/** A line to be priced, checked. */
export interface PricedLine {
	serviceType: 'plan' | 'service';
	/** What a year costs, or all of it, of one; in US dollars. */
	price: number;
	billingCycle: string;
	multiCycle: number;
	quantity: number;
}

function readPricedLine(line: Fields, kind: OrderKind, book: Book): PricedLine {
	const serviceType = oneOf(line, 'serviceType', ['plan', 'service']) as 'plan' | 'service';
	const pricingId = digits(line, 'pricingId', false);
	const ids = { field: 'pricingId', plan: 'pricingPlanId', service: 'pricingServiceId' } as const;
	const { plan, service } = itemOf(serviceType, pricingId, book, kind.productId, ids);
	const cycle = cycleOf(line, tutorialOf(kind.operationType, kind.productId, service?.serviceName ?? ''));
	const quantity = line.quantity === undefined ? 1 : Number(digits(line, 'quantity', false));
	return { serviceType, price: (plan ?? service).yearlyPrice, ...cycle, quantity };
}

/**
 * Checks the body of a price calculation: `productId`, `operationType`, and lines with `serviceType`, `pricingId` and
 * `billingCycle` are documented [doc: calculate-subscription-price]; that `multiCycle` and `quantity` count is inferred.
 *
 * @throws Refusal
 */
export function readPricedLines(body: unknown, book: Book): PricedLine[] {
	const fields = fieldsOf(body);
	const kind = readKind(fields, book);
	optionalText(fields, 'productNo');
	optionalText(fields, 'partnerView');
	const lines = fields.serviceList;
	if (!Array.isArray(lines) || lines.length === 0 || !lines.every(isFields))
		throw invalidField('serviceList', 'size', 'serviceList has to hold a plan or a service');
	return lines.map((line) => readPricedLine(line, kind, book));
}

/** A trial costs nothing, a month a twelfth of a year; what is billed once, or for the rest of a term, its price once. */
function amountOf({ price, billingCycle, multiCycle, quantity }: PricedLine): number {
	if (billingCycle === '') return 0;
	const years = billingCycle === 'monthly' ? 1 / 12 : Math.max(multiCycle, 1);
	return price * years * quantity;
}

/** What lines cost [doc: calculate-subscription-price; all of the answer is inferred, and the prices are made up]. */
export function priceOf(lines: readonly PricedLine[]): object {
	const amounts = lines.map(amountOf);
	const total = amounts.reduce((sum, amount) => sum + amount, 0);
	return {
		currencyCode: 'USD',
		totalPrice: new BareNumber(total.toFixed(2)),
		serviceList: lines.map(({ serviceType, quantity }, index) => ({
			serviceType,
			...(quantity === 1 ? {} : { quantity }),
			price: new BareNumber((amounts[index] ?? 0).toFixed(2)),
		})),
	};
}
