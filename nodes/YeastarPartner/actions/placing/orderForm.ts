import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { OrderInput } from '../../input/order';
import type { Product } from '../../portal/products';

/** How the panel asks for an order. */
export interface OrderForm {
	/** The parameters of the order itself, without order key and options. */
	parameters: INodeProperties[];
	/** The products that can be chosen. */
	products: readonly Product[];
	/** Parameters that a workflow may join of several parts: what is left of them without one is another value. */
	joined: readonly string[];
	/** Parameters that may be left empty: an expression in them that gives nothing would be another order. */
	optional: readonly string[];
	/** Whether the customer for whom it is bought can be given. */
	hasCustomer: boolean;
	/** Reads an item's parameters, unchecked; what stands in Options is added. */
	read(this: void, context: IExecuteFunctions, itemIndex: number): Omit<OrderInput, OptionField>;
}

/** The fields of an order that stand in Options. */
export type OptionField = 'poNumber' | 'partnerId' | 'assignId' | 'orderPceSpecialRequest';
