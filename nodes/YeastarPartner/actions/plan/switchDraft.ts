import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { readProduct } from '../../ordering/fields';
import type { Names } from '../../ordering/names';
import { readTarget, type SwitchOrderInput } from '../../ordering/switchOrder';
import { readLocator } from '../locators';
import { readOptions, readParameter } from '../parameters';

/** An item as its parameters have it. A name stands in `names` under the field whose ID it stands for. */
export interface Draft {
	input: SwitchOrderInput;
	names: { serviceId?: unknown; billingId?: unknown };
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
 * The same item with IDs in the place of its names.
 *
 * @throws InvalidField for a name that is unknown or ambiguous; PortalFailure when names cannot be looked up
 */
export async function resolve({ input, names, options }: Draft, meanings: Names): Promise<Draft> {
	const { serviceId, billingId } = input;
	const ids = {
		serviceId: 'serviceId' in names ? await meanings.planId(readProduct('productId', input.productId), names.serviceId) : serviceId,
		billingId: 'billingId' in names ? await meanings.billingContactId(names.billingId) : billingId,
	};
	return { input: { ...input, ...ids }, names: {}, options };
}

/** Whether an item has a name that is not looked up yet. */
export function hasNames({ names }: Draft): boolean {
	return Object.keys(names).length > 0;
}
