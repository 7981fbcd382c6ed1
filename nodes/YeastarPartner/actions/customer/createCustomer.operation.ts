import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { parseCustomer } from '../../input/customer';
import { addCustomer } from '../../ordering/addCustomer';
import { findForEachItem, portalOf } from '../items';
import type { Operation } from '../operation';
import { readParameter } from '../parameters';
import { readValue } from '../values';
import { newCustomerParameters } from './parameters';

function readFields(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const names = ['email', 'company', 'country', 'firstName', 'lastName'];
	const fields = Object.fromEntries(names.map((name) => [name, readParameter(context, name, itemIndex)]));
	const more = readValue(context, 'additionalFields', itemIndex);
	return { ...(typeof more === 'object' && more !== null ? more : {}), ...fields } as IDataObject;
}

/** Creates customers, each once: one whose answer is lost is looked up by its e-mail address. */
export const createCustomerOperation: Operation = {
	option: {
		name: 'Create Customer',
		value: 'createCustomer',
		action: 'Create customer',
		description:
			'Create a customer. A customer who is there already, with the same data, is returned and not created again.',
	},
	parameters: newCustomerParameters,
	async execute(context) {
		const open = portalOf(context);
		return await findForEachItem(context, async (itemIndex) => {
			const customer = parseCustomer(readFields(context, itemIndex));
			const { customer: found, outcome } = await addCustomer(await open(), customer);
			return [Object.assign({ outcome }, found, { outcome })];
		});
	},
};
