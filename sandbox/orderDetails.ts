import type { Book, BookedLine, BookedOrder } from './book';
import { orderTime } from './orderTime';
import type { Switches } from './switches';

type Fields = Record<string, unknown>;

/** A serial number as the portal tells it. */
export function toldSerialNumber(productNo: string, { paddedSerialNumbers }: Switches): string {
	return paddedSerialNumbers && productNo !== '' ? `${productNo} ` : productNo;
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
function orderedBy(line: BookedLine, book: Book, switches: Switches): Fields {
	const { planId, planBefore, billingCycle, multiCycle, serviceType = 'plan', quantity, purchaseType } = line;
	const { orderDetails: shape, detailsTellInterval, detailsTellKind } = switches;
	const name = book.itemName(planId);
	const plan = {
		serviceType,
		...(serviceType === 'plan' ? { planName: name } : { serviceName: name }),
		...(detailsTellInterval && billingCycle !== '' ? { billingCycle, multiCycle } : {}),
		...(detailsTellKind && quantity !== undefined ? { quantity } : {}),
		...(detailsTellKind && purchaseType !== undefined ? { purchaseType } : {}),
	};
	if (serviceType === 'service') {
		if (shape === 'withoutPlanId') return plan;
		return shape === 'otherNames' ? { ...plan, service: { code: planId } } : { ...plan, serviceId: planId };
	}
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
	// The lines that the API can order beside each other are all for one PBX or account.
	const isForSeveral = furtherLines.some(({ productNo }) => productNo !== order.productNo);
	const isByLine = switches.orderDetails === 'bulk' || isForSeveral;
	const { operationType } = order;
	const kind = switches.detailsTellKind && operationType !== undefined ? { operationType } : {};
	const rows = lines.map((line) => ({
		...(isByLine ? deviceOf(line, book, switches) : {}),
		...orderedBy(line, book, switches),
	}));
	return {
		billingInformation: { billingContactId: billingId },
		orderInformation: { orderNo, orderStatus, ...kind, ...orderTime(order, switches), id },
		basicInformation: isByLine ? {} : deviceOf(order, book, switches),
		orderSummary: switches.orderDetails === 'otherNames' ? { lines: rows } : rows,
	};
}
