import { type Assumption, finding, type Finding, unknown } from './assumption';
import { fieldFinding, fieldsFinding } from './fields';
import type { Observed } from './observed';
import { idsOf, plansOf } from './plans';
import { asRow, objectsIn, type Row, rowsHaving } from './rows';
import { listed, place, seen, types } from './seen';
import { textOf } from './typed';

const LOOK_UP = 'Operations that order: whether an order in the list is the one that was lost';

function details(observed: Observed): Row[] {
	return observed.successes('orderByNumber').map(({ result }) => asRow(result));
}

/** The objects of a part of the details. */
function partsOf(observed: Observed, part: string): Row[] {
	return details(observed).flatMap(({ object }) => objectsIn(object[part] ?? null).slice(0, 1));
}

function linesOf(observed: Observed): Row[] {
	return details(observed).flatMap(({ object }) => objectsIn(object.orderSummary ?? null).slice(0, 1));
}

/** The IDs of all plans that the account can order. */
function knownPlans(observed: Observed): Set<string> {
	return new Set(observed.successes('plans', 'plansOfPbx').flatMap(plansOf).flatMap(idsOf));
}

/** Where the details hold the ID of a plan that is known, by the value: whatever the field is called. */
function planPlace(observed: Observed): Finding {
	const found = details(observed);
	if (found.length === 0) return unknown(seen`no order was asked for`);
	const known = knownPlans(observed);
	if (known.size === 0) return unknown(seen`no plans were answered`);
	const places = found
		.flatMap(({ object }) => objectsIn(object))
		.flatMap(({ object, path }) =>
			Object.keys(object)
				.filter((field) => known.has(textOf(object[field])))
				.map((field) => seen`${place([...path, field])}: ${types([object[field] ?? null])}`),
		);
	if (places.length === 0) return finding(false, seen`in no field`);
	const isExpected = places.every((text) => text === 'orderSummary[].serviceId: text of 19 digits');
	return finding(isExpected, listed([...places].sort()));
}

/** What is assumed of an order's details. */
export const ORDER_DETAILS: readonly Assumption[] = [
	{
		id: 'orderDetails.parts',
		assumption: 'Details have basicInformation, billingInformation, orderInformation and orderSummary',
		source: 'documented: get-order-details',
		affects: `${LOOK_UP}; what is asked for is found wherever it stands`,
		check: (observed) =>
			fieldsFinding(details(observed), ['basicInformation', 'billingInformation', 'orderInformation', 'orderSummary']),
	},
	{
		id: 'orderDetails.byNumber',
		assumption: "An order's details can be asked for by its number",
		source: 'documented: get-order-details',
		affects: `${LOOK_UP}, Get Order`,
		check: (observed) => {
			const [answer] = observed.all('orderByNumber');
			if (answer === undefined) return unknown(seen`no order in this account`);
			const isMeant =
				answer.isSuccess &&
				rowsHaving(answer.result, 'orderNo').some(({ object }) => textOf(object.orderNo) === answer.about);
			return finding(
				isMeant,
				isMeant ? seen`that order` : answer.isSuccess ? seen`no orderNo in the answer` : seen`refused`,
			);
		},
	},
	{
		id: 'orderDetails.byId',
		assumption: "An order's details can be asked for by its ID, and are the same",
		source: 'documented: get-order-details',
		affects: 'Get Order',
		check: (observed) => {
			const [byNumber, byId] = [observed.successes('orderByNumber')[0], observed.all('orderById')[0]];
			if (byId === undefined) return unknown(seen`no order with an ID`);
			if (!byId.isSuccess) return finding(false, seen`refused`);
			if (byNumber === undefined) return unknown(seen`refused by its number`);
			const isSame = JSON.stringify(byId.result) === JSON.stringify(byNumber.result);
			return finding(isSame, isSame ? seen`the same` : seen`not the same`);
		},
	},
	{
		id: 'orderDetails.serial',
		assumption: 'basicInformation has productNo, the serial number, a text without spaces around it',
		source: 'documented: get-order-details',
		affects: `${LOOK_UP}: an order without it is not taken for the lost one`,
		check: (observed) =>
			fieldFinding(partsOf(observed, 'basicInformation'), { field: 'productNo', type: /^text( of|$)/ }),
	},
	{
		id: 'orderDetails.product',
		assumption: 'basicInformation has productId, a number as text',
		source: 'documented: get-order-details',
		affects: `${LOOK_UP}: a name in its place is compared as far as it can be`,
		check: (observed) => {
			const parts = partsOf(observed, 'basicInformation');
			const found = fieldFinding(parts, { field: 'productId', type: /^text/ });
			if (found.holds !== 'yes') return found;
			const isNumber = parts.every(({ object }) => /^\d+$/.test(textOf(object.productId)));
			return finding(isNumber, isNumber ? seen`${found.seen}, digits` : seen`${found.seen}, words`);
		},
	},
	{
		id: 'orderDetails.plan',
		assumption: "orderSummary has the ordered plan's ID as serviceId",
		source: 'inferred: its fields are not documented',
		affects: `${LOOK_UP}: an order without it cannot be told from another`,
		check: planPlace,
	},
	{
		id: 'orderDetails.interval',
		assumption: 'orderSummary has billingCycle and multiCycle',
		source: 'inferred: its fields are not documented',
		affects: `${LOOK_UP}: without them an order for another number of years can be taken for it`,
		check: (observed) => fieldsFinding(linesOf(observed), ['billingCycle', 'multiCycle']),
	},
	{
		id: 'orderDetails.time',
		assumption: 'orderInformation has createTime, a number of milliseconds',
		source: 'inferred: its fields are not documented',
		affects: 'None: the list tells it too',
		check: (observed) =>
			fieldFinding(partsOf(observed, 'orderInformation'), { field: 'createTime', type: /^number of 13 digits$/ }),
	},
	{
		id: 'orderDetails.poNumber',
		assumption: 'Details tell the PO number, which is customReferenceNo in the list',
		source: 'inferred: nothing is said of it',
		affects: `${LOOK_UP} by its PO number`,
		check: (observed) => {
			const all = details(observed).flatMap(({ object }) => objectsIn(object));
			if (all.length === 0) return unknown(seen`no order was asked for`);
			const holders = all.filter(({ object }) => 'poNumber' in object || 'customReferenceNo' in object);
			if (holders.length === 0) return unknown(seen`in no field`);
			return finding(true, listed(holders.map(({ path }) => place(path))));
		},
	},
];
