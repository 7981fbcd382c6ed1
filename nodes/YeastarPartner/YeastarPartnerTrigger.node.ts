import {
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { registerLabels } from './actions/labels';
import { poll, triggerProperties } from './trigger/poll';

registerLabels('trigger', 'poll', triggerProperties);

/** Starts a workflow when something happens in Yeastar's Partner Portal: an order, a change of an order, a subscription that ends. It never orders. */
export class YeastarPartnerTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Yeastar Partner Portal Trigger',
		name: 'yeastarPartnerTrigger',
		icon: { light: 'file:yeastarPartner.svg', dark: 'file:yeastarPartner.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["event"] }}',
		description: 'Starts the workflow when an order is created or changes, or when a subscription is about to end',
		defaults: { name: 'Yeastar Partner Portal Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'yeastarPartnerApi', required: true }],
		properties: triggerProperties,
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
