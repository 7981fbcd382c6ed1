import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { findConflicts } from '../../ordering/conflicts';
import { parseEmail, parseOrderKey, parsePlanName } from '../../input/fields';
import { InvalidField } from '../../input/invalidField';
import { NameResolver } from '../../input/names';
import type { OrderRequest } from '../../ordering/orderPlacer';
import { RoundedIds } from '../../input/roundedIds';
import { readTarget, validateSwitchOrder } from '../../input/switchOrder';
import type { PortalClient } from '../../portal/client';
import { Catalog } from '../../portal/catalog';
import { assertNoEmptyPart } from '../emptyParts';
import { type NodeFailure, toNodeError } from '../errors';
import { isTool } from '../tool';
import { describeConflict } from './conflictMessage';
import { type Draft, hasNames, needsLookUp, readDraft, resolve, serialNumbersByProduct } from './draft';
import { MAX_CONCURRENCY, readLimit, TIMEOUT } from './options';

/** An item whose order may be sent. */
export interface CheckedItem {
	itemIndex: number;
	request: OrderRequest;
	/** How many orders of the run may be under way at once; the first item's counts. */
	maxConcurrency: number;
}

/** What the check of a run's items showed. */
export interface CheckedItems {
	good: CheckedItem[];
	/** Why an item's order must not be sent, in the items' order. */
	bad: ReadonlyMap<number, NodeFailure>;
	/** What the portal offers, as it was asked for the items' names. */
	directory: Catalog;
}

/** How strictly a run's items are checked. */
export interface CheckRules {
	/** Whether an AI agent has to give an order key, since it may call its tool twice. */
	toolNeedsOrderKey: boolean;
}

/** Parameters that a workflow may join of several parts, each with its field: what is left of them without one is another value. */
const JOINED = [
	['productNo', 'productNo'],
	['serviceId', 'serviceId'],
	['billingId', 'billingId'],
	['options.orderKey', 'orderKey'],
] as const;

/** A key whose expression finds nothing is refused, not left out: the order would lose its protection. */
function readKey(options: IDataObject, isNeeded: boolean): string | undefined {
	if ('orderKey' in options) return parseOrderKey('orderKey', options.orderKey);
	if (!isNeeded) return undefined;
	throw new InvalidField(
		'orderKey',
		'is missing',
		'As a tool of an AI agent, Switch Plan needs it, so that an agent that calls it twice orders once. Add it under Options, such as the ID of the deal.',
	);
}

function checkItem(itemIndex: number, { input, names, options }: Draft, orderKey: string | undefined): CheckedItem {
	if ('serviceId' in names) parsePlanName('serviceId', names.serviceId);
	if ('billingId' in names) parseEmail('billingId', names.billingId);
	const order = validateSwitchOrder(input);
	// The portal's order list shows a customReferenceNo; that it is the purchase order number is inferred. If it
	// is, the key in it makes an order that is looked for unmistakable.
	const poNumber = order.poNumber ?? orderKey;
	return {
		itemIndex,
		request: {
			order: { ...order, ...(poNumber === undefined ? {} : { poNumber }) },
			timeout: readLimit(options, 'timeout', TIMEOUT),
			...(orderKey === undefined ? {} : { orderKey }),
		},
		maxConcurrency: readLimit(options, 'maxConcurrency', MAX_CONCURRENCY),
	};
}

/** Checks the items of one run. */
class ItemCheck {
	readonly directory: Catalog;

	private readonly bad = new Map<number, NodeFailure>();
	private readonly drafts: Array<Draft | undefined> = [];
	private readonly needsOrderKey: boolean;
	private readonly checked: Array<CheckedItem | undefined> = [];

	constructor(
		private readonly context: IExecuteFunctions,
		rules: CheckRules,
		open: () => Promise<PortalClient>,
	) {
		this.needsOrderKey = rules.toolNeedsOrderKey && isTool(context);
		let serialNumbers: Map<string, Set<string>> | undefined;
		this.directory = new Catalog(open, (productId) => {
			serialNumbers ??= serialNumbersByProduct(this.drafts);
			return [...(serialNumbers.get(productId) ?? [])];
		});
	}

	private refuse(itemIndex: number, error: unknown, action?: string): void {
		this.checked[itemIndex] = undefined;
		if (this.bad.has(itemIndex)) return;
		const place = { itemIndex, action, notes: ['Nothing was sent for this item'] };
		this.bad.set(itemIndex, toNodeError(this.context, error, place));
	}

	/** An item of which something is not looked up yet is checked, but not taken: in a name's place stands an ID that is none. */
	private check(itemIndex: number, draft: Draft): void {
		this.drafts[itemIndex] = draft;
		const item = checkItem(itemIndex, draft, readKey(draft.options, this.needsOrderKey));
		if (!needsLookUp(draft)) this.checked[itemIndex] = item;
	}

	/** What can be checked without the portal. */
	private checkValues(): void {
		for (const itemIndex of this.context.getInputData().keys()) {
			try {
				const draft = readDraft(this.context, itemIndex);
				// What it is for counts for the others, whatever is wrong with the rest of it.
				this.drafts[itemIndex] = draft;
				for (const [path, field] of JOINED) assertNoEmptyPart(this.context, path, field, itemIndex);
				this.check(itemIndex, draft);
			} catch (error) {
				this.refuse(itemIndex, error);
			}
		}
	}

	/** The portal is asked once all else is known to be right, or the others are to be ordered all the same. */
	private async lookUp(): Promise<void> {
		if (this.bad.size > 0 && !this.context.continueOnFail()) return;
		const meanings = new NameResolver(this.directory, this.context.getContext('node'));
		const roundedIds = new RoundedIds(this.directory);
		for (const [itemIndex, draft] of this.drafts.entries()) {
			if (draft === undefined || !needsLookUp(draft)) continue;
			try {
				this.check(itemIndex, await resolve(draft, meanings, roundedIds));
			} catch (error) {
				const what = hasNames(draft) ? 'what the names stand for' : 'whether an ID was rounded';
				this.refuse(itemIndex, error, `Looking up ${what}`);
			}
		}
	}

	private checkEachOther(): void {
		const targets = Array.from(this.drafts, (draft) =>
			draft === undefined || hasNames(draft) ? undefined : readTarget(draft.input),
		);
		const requests = Array.from(this.checked, (item) => item?.request);
		for (const conflict of findConflicts(requests, targets)) {
			const [target, otherTarget] = [targets[conflict.index], targets[conflict.otherIndex]];
			if (target === undefined || otherTarget === undefined) continue;
			const [request, otherRequest] = [requests[conflict.index], requests[conflict.otherIndex]];
			this.refuse(conflict.index, describeConflict({ conflict, target, otherTarget, request, otherRequest }));
		}
	}

	async run(): Promise<CheckedItems> {
		this.checkValues();
		await this.lookUp();
		this.checkEachOther();
		return {
			good: this.checked.filter((item): item is CheckedItem => item !== undefined),
			bad: new Map([...this.bad].sort(([one], [other]) => one - other)),
			directory: this.directory,
		};
	}
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
	return await new ItemCheck(context, rules, open).run();
}
