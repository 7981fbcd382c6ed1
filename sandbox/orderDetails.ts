import type { Book, BookedLine, BookedOrder } from './book';
import { orderTime } from './orderTime';
import type { Switches } from './switches';

type Fields = Record<string, unknown>;

/** A serial number as the portal tells it. */
export function toldSerialNumber(productNo: string, { paddedSerialNumbers }: Switches): string {
	return paddedSerialNumbers ? `${productNo} ` : productNo;
}

/** Which product and PBX a line is for. */
function deviceOf(line: BookedLine, book: Book, switches: Switches): Fields {
	const { productIdInWords, orderDetails: shape } = switches;
	const name = book.products.find(({ productId }) => productId === line.productId)?.name;
	const productId = productIdInWords ? name : String(line.productId);
	const productNo = toldSerialNumber(line.productNo, switches);
	if (shape === 'otherNames') return { device: { kind: productId, serialNumber: productNo } };
	return shape === 'withoutSerialNumber' ? { productId } : { productId, productNo };
}

/** What a line orders. */
function orderedBy(line: BookedLine, book: Book, { orderDetails: shape, detailsTellInterval }: Switches): Fields {
	const { planId, planBefore, billingCycle, multiCycle } = line;
	const interval = detailsTellInterval ? { billingCycle, multiCycle } : {};
	const plan = { serviceType: 'plan', planName: book.planName(planId), ...interval };
	switch (shape) {
		case 'full':
		case 'withoutSerialNumber':
		case 'bulk':
			return { ...plan, serviceId: planId };
		case 'withoutPlanId':
			return plan;
		case 'otherNames':
			return { ...plan, service: { code: planId } };
		case 'twoPlans':
			return {
				...plan,
				serviceId: planId,
				planId,
				before: { planId: planBefore, planName: book.planName(planBefore) },
			};
		case 'planBefore':
			return { ...plan, planId: planBefore, switchTo: planId };
	}
}

/** What the portal tells of one order [doc: get-order-details]; inner fields after `productNo` are inferred. */
export function orderDetails(order: BookedOrder, book: Book, switches: Switches): object {
	const { id, orderNo, orderStatus, billingId, furtherLines } = order;
	const lines = [order, ...furtherLines];
	const isByLine = switches.orderDetails === 'bulk' || furtherLines.length > 0;
	const rows = lines.map((line) => ({
		...(isByLine ? deviceOf(line, book, switches) : {}),
		...orderedBy(line, book, switches),
	}));
	return {
		billingInformation: { billingContactId: billingId },
		orderInformation: { orderNo, orderStatus, ...orderTime(order, switches), id },
		basicInformation: isByLine ? {} : deviceOf(order, book, switches),
		orderSummary: switches.orderDetails === 'otherNames' ? { lines: rows } : rows,
	};
}
