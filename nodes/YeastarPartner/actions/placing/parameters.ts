import type { INodeProperties } from 'n8n-workflow';

import { billingIdParameter, productNoParameter, serviceIdParameter } from '../locators';
import { billingCycleParameter, multiCycleParameter, productIdParameter } from '../parameters';
import { optionsParameter } from './options';

/** The parameters of a switch, named as in the order's payload. */
export const switchParameters: INodeProperties[] = [
	productIdParameter,
	productNoParameter(
		true,
		'The PBX whose plan is switched: its serial number, as its web portal shows it under Information',
	),
	billingIdParameter,
	serviceIdParameter,
	billingCycleParameter,
	multiCycleParameter,
	optionsParameter,
];

/** Shown where the node is an AI agent's tool. */
export const toolNotice: INodeProperties = {
	displayName:
		'As a tool, Switch Plan needs an Order Key: add it under Options, such as the ID of the deal. An agent that calls the tool twice then orders once.',
	name: 'toolNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { '@tool': [true] } },
};
