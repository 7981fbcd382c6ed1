import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { properties, route } from './actions/router';
import { listSearch } from './methods/listSearch';

/** Yeastar's Partner Portal in a workflow: plans, PBXs, orders, billing contacts, and the switch of a PBX to another plan. */
export class YeastarPartner implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Yeastar Partner Portal',
		name: 'yeastarPartner',
		icon: { light: 'file:yeastarPartner.svg', dark: 'file:yeastarPartner.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: "Order plans and services for your customers' phone systems, and look up PBXs, orders and customers",
		defaults: { name: 'Yeastar Partner Portal' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'yeastarPartnerApi', required: true }],
		properties,
	};

	methods = { listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await route(this);
	}
}
