import { type IExecuteFunctions, randomString } from 'n8n-workflow';

import { NameResolver } from '../../input/names';
import { parseOrder, type ParsedOrder, pbxOf, resolveOrder, targetOf } from '../../input/order';
import { RoundedIds } from '../../input/roundedIds';
import { findConflicts } from '../../ordering/conflicts';
import { fingerprintOf } from '../../ordering/orderIdentity';
import type { OrderRequest } from '../../ordering/orderPlacer';
import { Catalog } from '../../portal/catalog';
import type { PortalClient } from '../../portal/client';
import type { Order } from '../../portal/order';
import { assertNoEmptyExpression, assertNoEmptyPart } from '../emptyParts';
import { type NodeFailure, toNodeError } from '../errors';
import { runIndexOf } from '../items';
import { isTool } from '../tool';
import { describeConflict } from './conflictMessage';
import { findChangedCycles } from './keptCycle';
import { MAX_CONCURRENCY, readLimit, TIMEOUT } from './options';
import type { OrderForm } from './orderForm';
import { hasOrderKey, type RawItem, readItem, readOrderKey } from './readItem';

/** An item whose order may be sent. */
export interface CheckedItem {
	itemIndex: number;
	request: OrderRequest;
}

/** What the check of a run's items showed. */
export interface CheckedItems {
	good: CheckedItem[];
	/** Why an item's order must not be sent, in the items' order. */
	bad: ReadonlyMap<number, NodeFailure>;
	/** What the portal offers, as it was asked for the items' names. */
	catalog: Catalog;
	/** How many orders of the run may be under way at once; the first item's counts. */
	maxConcurrency: number;
}

/** An item of which nothing may be looked up yet. */
interface ParsedItem {
	parsed: ParsedOrder;
	timeout: number;
	maxConcurrency: number;
	orderKey?: string;
}

/** How strictly a run's items are checked. */
export interface CheckRules {
	form: OrderForm;
	/** Whether an AI agent has to give an order key, since it may call its tool twice. */
	toolNeedsOrderKey: boolean;
}

function parseItem(raw: RawItem, { products }: OrderForm, orderKey: string | undefined): ParsedItem {
	return {
		orderKey,
		parsed: parseOrder(raw.input, products),
		timeout: readLimit(raw.options, 'timeout', TIMEOUT),
		maxConcurrency: readLimit(raw.options, 'maxConcurrency', MAX_CONCURRENCY),
	};
}

/**
 * A purchase order number for an order that is found by nothing else. It is kept for when n8n runs the node again, by what is ordered: an item may
 * hold another order by then, where a changed workflow is retried. Two equal orders of a run have order keys, or are refused.
 */
function ownPoNumber(context: IExecuteFunctions, order: Order): string {
	const known = (context.getContext('node').yeastarPartnerPoNumbers ??= {}) as Record<string, string>;
	return (known[`${runIndexOf(context)} ${fingerprintOf(order)}`] ??= `n8n-${randomString(20)}`);
}

/**
 * The order that is sent for an item. The portal's order list shows a customReferenceNo; that it is the purchase order number is
 * inferred. If it is, the key in it makes an order that is looked for unmistakable. An order without a serial number is found by
 * nothing else.
 */
function toRequest(item: ParsedItem, order: Order, makePoNumber: () => string): OrderRequest {
	const { timeout, orderKey } = item;
	const poNumber = order.poNumber ?? orderKey;
	const isPoNumberOwn = poNumber === undefined && order.productNo === undefined;
	const full: Order = {
		...order,
		poNumber: isPoNumberOwn ? makePoNumber() : poNumber,
		...(isPoNumberOwn ? { isPoNumberOwn } : {}),
		...(orderKey === undefined ? {} : { orderKey }),
	};
	return { order: full, timeout, orderKey };
}

/** What is looked up for an item, a clause. */
function whatIsLookedUp({ hasName, lines }: ParsedOrder): string {
	if (!hasName) return 'whether an ID was rounded';
	const hasService = lines.some(({ serviceType }) => serviceType === 'service');
	return hasService ? 'the plan, service or billing contact' : 'the plan or billing contact';
}

/** The serial numbers of a run by product, in the items' order. */
function serialNumbersOf(raw: ReadonlyArray<RawItem | undefined>): Map<string, Set<string>> {
	const byProduct = new Map<string, Set<string>>();
	for (const item of raw) {
		const pbx = item && pbxOf(item.input);
		if (pbx === undefined) continue;
		byProduct.set(pbx.productId, (byProduct.get(pbx.productId) ?? new Set()).add(pbx.productNo));
	}
	return byProduct;
}

/**
 * Checks every item, looks up the names in them and the IDs that may be rounded, and checks the items against each other,
 * before anything is ordered.
 *
 * @param open opens the portal, when there is something to look up
 */
export async function checkItems(
	context: IExecuteFunctions,
	open: () => Promise<PortalClient>,
	rules: CheckRules,
): Promise<CheckedItems> {
	const { form } = rules;
	const itemIndexes = [...context.getInputData().keys()];
	const bad = new Map<number, NodeFailure>();
	const refuse = (itemIndex: number, error: unknown, action?: string) => {
		const place = { itemIndex, action, notes: ['Nothing was sent for this item'] };
		if (!bad.has(itemIndex)) bad.set(itemIndex, toNodeError(context, error, place));
		return undefined;
	};
	const attempt = <Result>(itemIndex: number, work: () => Result): Result | undefined => {
		try {
			return work();
		} catch (error) {
			return refuse(itemIndex, error);
		}
	};

	const raw = itemIndexes.map((index) => attempt(index, () => readItem(context, form, index)));
	const isKeySet = hasOrderKey(context);
	const isKeyNeeded = rules.toolNeedsOrderKey && isTool(context);
	const parse = (index: number, item: RawItem) => {
		for (const field of [...form.joined, 'orderKey']) assertNoEmptyPart(context, field, field, index);
		for (const path of form.optional) assertNoEmptyExpression(context, path, path.replace('options.', ''), index);
		return parseItem(item, form, readOrderKey(item, isKeySet, isKeyNeeded));
	};
	const parsed = raw.map((item, index) => item && attempt(index, () => parse(index, item)));
	let serialNumbers: Map<string, Set<string>> | undefined;
	const catalog = new Catalog(open, (productId) => {
		serialNumbers ??= serialNumbersOf(raw);
		return [...(serialNumbers.get(productId) ?? [])];
	});

	const names = new NameResolver(catalog, context.getContext('node'));
	const roundedIds = new RoundedIds(catalog);
	// The portal is asked once all else is known to be right, or the others are to be ordered all the same.
	const mayLookUp = bad.size === 0 || context.continueOnFail();
	const requests: Array<OrderRequest | undefined> = [];
	for (const [index, item] of parsed.entries()) {
		if (item === undefined || (item.parsed.needsLookUp && !mayLookUp)) continue;
		const action = `Could not look up ${whatIsLookedUp(item.parsed)}`;
		requests[index] = await resolveOrder(item.parsed, names, roundedIds).then(
			(order) => toRequest(item, order, () => ownPoNumber(context, order)),
			(error: unknown) => refuse(index, error, action),
		);
	}

	if (requests.some((request) => request?.order.operationType === 'renew_plan')) {
		const client = await open();
		for (const [index, error] of await findChangedCycles(client, requests)) {
			refuse(index, error);
			requests[index] = undefined;
		}
	}

	// What an item is for counts for the others, whatever is wrong with the rest of it.
	const targets = raw.map((item, index) => requests[index]?.order ?? (item && targetOf(item.input)));
	for (const conflict of findConflicts(
		itemIndexes.map((index) => requests[index]),
		targets,
	)) {
		const message = describeConflict(conflict, targets, requests);
		if (message !== undefined) refuse(conflict.index, message);
	}
	return {
		good: itemIndexes.flatMap((itemIndex) => {
			const request = bad.has(itemIndex) ? undefined : requests[itemIndex];
			return request === undefined ? [] : [{ itemIndex, request }];
		}),
		bad: new Map([...bad].sort(([one], [other]) => one - other)),
		catalog,
		maxConcurrency: parsed.find((_item, index) => !bad.has(index))?.maxConcurrency ?? MAX_CONCURRENCY.default,
	};
}
