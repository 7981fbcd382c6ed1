import type { IExecuteFunctions, INodeExecutionData, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** An operation as the user picks it: its parameters and what it does, side by side, so that they cannot drift. */
export interface Operation {
	/** The entry in the Operation list; its value is part of the contract with saved workflows. */
	option: INodePropertyOptions & { value: string; action: string };
	/** Its own parameters, without display options. */
	parameters: INodeProperties[];
	/** Runs the operation for all input items at once. */
	execute(this: void, context: IExecuteFunctions): Promise<INodeExecutionData[]>;
}

/** A kind of thing in the portal, with the operations on it. */
export interface Resource {
	/** The entry in the Resource list; its value is part of the contract with saved workflows. */
	option: INodePropertyOptions & { value: string };
	/** The first one is the default. */
	operations: readonly [Operation, ...Operation[]];
}
