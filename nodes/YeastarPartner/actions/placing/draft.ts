import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { parseId, parseProduct } from '../../input/fields';
import type { NameResolver } from '../../input/names';
import { mayBeRounded, type RoundedIds } from '../../input/roundedIds';
import { readTarget, type SwitchOrderInput } from '../../input/switchOrder';
import { readLocator } from '../locators';
import { readOptions, readParameter } from '../parameters';

/** The fields of an order that the portal's lists know. */
type ListedField = 'serviceId' | 'billingId';

/** An item as its parameters have it. A name stands in `names` under the field whose ID it stands for. */
export interface Draft {
	input: SwitchOrderInput;
	names: Partial<Record<ListedField, unknown>>;
	/** Fields whose ID may have been rounded before it got here, and is not looked for in the portal's list yet. */
	doubtful: readonly ListedField[];
	options: IDataObject;
}

/** Until a name is looked up, any ID that is valid stands in its place. */
const ANY_ID = '1';

/** Reads an item's parameters, unchecked. */
export function readDraft(context: IExecuteFunctions, itemIndex: number): Draft {
	const options = readOptions(context, itemIndex);
	const read = (name: string) => readParameter(context, name, itemIndex);
	const plan = readLocator(context, 'serviceId', itemIndex);
	const contact = readLocator(context, 'billingId', itemIndex);
	return {
		input: {
			productId: read('productId'),
			productNo: read('productNo'),
			billingId: contact.mode === 'email' ? ANY_ID : contact.value,
			serviceId: plan.mode === 'name' ? ANY_ID : plan.value,
			billingCycle: read('billingCycle'),
			multiCycle: read('multiCycle'),
			poNumber: options.poNumber,
		},
		names: {
			...(plan.mode === 'name' ? { serviceId: plan.value } : {}),
			...(contact.mode === 'email' ? { billingId: contact.value } : {}),
		},
		doubtful: [
			...(plan.mode !== 'name' && mayBeRounded(plan.value) ? ['serviceId' as const] : []),
			...(contact.mode !== 'email' && mayBeRounded(contact.value) ? ['billingId' as const] : []),
		],
		options,
	};
}

/** The serial numbers of a run by product, in the items' order, those left out that cannot be one. */
export function serialNumbersByProduct(drafts: ReadonlyArray<Draft | undefined>): Map<string, Set<string>> {
	const byProduct = new Map<string, Set<string>>();
	for (const draft of drafts) {
		const target = draft === undefined ? undefined : readTarget({ ...draft.input, serviceId: ANY_ID });
		if (target === undefined) continue;
		byProduct.set(target.productId, (byProduct.get(target.productId) ?? new Set()).add(target.productNo));
	}
	return byProduct;
}

/**
 * The same item with IDs in the place of its names, and no doubt about its IDs.
 *
 * @throws InvalidField for a name that is unknown or ambiguous, and for an ID that was rounded; PortalFailure when the
 * portal's lists cannot be read
 */
export async function resolve(
	{ input, names, doubtful, options }: Draft,
	meanings: NameResolver,
	roundedIds: RoundedIds,
): Promise<Draft> {
	const { serviceId, billingId } = input;
	const product = parseProduct('productId', input.productId);
	if (doubtful.includes('serviceId')) {
		await roundedIds.assertPlanId(product, parseId('serviceId', 'a plan', serviceId));
	}
	if (doubtful.includes('billingId')) {
		await roundedIds.assertBillingContactId(parseId('billingId', 'a billing contact', billingId));
	}
	const ids = {
		serviceId: 'serviceId' in names ? await meanings.planId(product, names.serviceId) : serviceId,
		billingId: 'billingId' in names ? await meanings.billingContactId(names.billingId) : billingId,
	};
	return { input: { ...input, ...ids }, names: {}, doubtful: [], options };
}

/** Whether an item has a name that is not looked up yet. */
export function hasNames({ names }: Draft): boolean {
	return Object.keys(names).length > 0;
}

/** Whether something of an item has to be looked up before it can be ordered. */
export function needsLookUp(draft: Draft): boolean {
	return hasNames(draft) || draft.doubtful.length > 0;
}
