import { type IExecuteFunctions, type INodeExecutionData, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { InvalidField } from '../input/invalidField';
import { type FailureFacts, PortalFailure } from '../portal/failure';
import { canKeepDigits, NODE_VERSION_NEEDED } from '../portal/json';
import { labelOf } from './labels';

/** An error as n8n takes it from a node. */
export type NodeFailure = NodeApiError | NodeOperationError;

/** What knows the node that an error is of: a run of it, or a list of its panel. */
type NodeHolder = Pick<IExecuteFunctions, 'getNode'>;

/** Where an error belongs, and what is to be said beside its own words. */
export interface ErrorContext {
	itemIndex?: number;
	/** What was being done, a clause: `Switching PBX 3631E0997265 to plan 3048560606464323584`. */
	action?: string;
	/** What must not be overlooked: it stands in the message itself. */
	warning?: string;
	/** Further sentences for the description. */
	notes?: readonly string[];
}

function sentences(...parts: ReadonlyArray<string | undefined>): string {
	return parts
		.map((part) => part?.trim() ?? '')
		.filter((part) => part !== '')
		.map((part) => (/[.!?…]$/.test(part) ? part : `${part}.`))
		.join(' ');
}

/** n8n replaces a message that happens to hold a word such as EPERM by a canned one, also inside of an ID. */
function keepMessage<Failure extends NodeFailure>(failure: Failure, message: string): Failure {
	failure.message = message;
	failure.messages = [];
	return failure;
}

function inItem(itemIndex: number | undefined): string {
	return itemIndex === undefined ? '' : ` [item ${itemIndex}]`;
}

/** Which of the node's options helps against a failure. */
function optionAdvice({ timedOut, status }: FailureFacts): string | undefined {
	if (timedOut === true) return 'Raise the option Timeout if the portal needs longer';
	return status === 429
		? 'A lower Max Concurrency, where the operation has that option, sends fewer at once'
		: undefined;
}

function fromPortal(context: NodeHolder, failure: PortalFailure, place: ErrorContext): NodeApiError {
	const { facts } = failure;
	const warning = place.warning ? `. ${place.warning}` : '';
	const message = `${place.action ? `${place.action}: ` : ''}${facts.message}${warning}${inItem(place.itemIndex)}`;
	const description = sentences(
		facts.details === undefined ? undefined : `The portal's details: ${facts.details}`,
		facts.advice,
		optionAdvice(facts),
		...(place.notes ?? []),
		facts.requestId ? `Request ID: ${facts.requestId}` : undefined,
	);
	const httpCode = facts.status ? String(facts.status) : undefined;
	const options = { message, description, httpCode, itemIndex: place.itemIndex };
	return keepMessage(new NodeApiError(context.getNode(), {}, options), message);
}

function fromField(context: NodeHolder, invalid: InvalidField, place: ErrorContext): NodeOperationError {
	const { field, problem, allowed } = invalid;
	// With "Continue On Fail" only the message goes on to the next node: it has to say what is allowed.
	const message = `${labelOf(context.getNode(), field)} (${field}) ${problem}. ${allowed}${inItem(place.itemIndex)}`;
	const options = { description: sentences(...(place.notes ?? [])), itemIndex: place.itemIndex };
	return keepMessage(new NodeOperationError(context.getNode(), message, options), message);
}

/** The message of what was thrown, also where it comes from another realm, whose Error is not ours. */
function messageOf(error: unknown): string | undefined {
	const message = (error as { message?: unknown } | undefined)?.message;
	return typeof message === 'string' && message !== '' ? message : undefined;
}

/** Whether an error is one as n8n takes it from a node, and so has its words already. */
export function isNodeFailure(error: unknown): error is NodeFailure {
	return error instanceof NodeApiError || error instanceof NodeOperationError;
}

/**
 * Makes an error for the workflow's author out of whatever was thrown. It carries sentences only: no request, no
 * response, no stack of ours.
 */
export function toNodeError(context: NodeHolder, error: unknown, place: ErrorContext = {}): NodeFailure {
	if (error instanceof PortalFailure) return fromPortal(context, error, place);
	if (error instanceof InvalidField) return fromField(context, error, place);
	if (isNodeFailure(error)) return error;
	const message = `${messageOf(error) ?? 'The operation stopped'}${inItem(place.itemIndex)}`;
	const options = { itemIndex: place.itemIndex, description: sentences(...(place.notes ?? [])) || undefined };
	return keepMessage(new NodeOperationError(context.getNode(), message, options), message);
}

/**
 * A failed item as n8n's "Continue On Fail" wants it: the error on the item, not in its data, so that n8n neither
 * takes it for a success nor runs the whole node again.
 */
export function failedItem(error: NodeFailure, itemIndex: number): INodeExecutionData {
	return { json: {}, error, pairedItem: { item: itemIndex } };
}

/** @throws NodeOperationError where this Node.js would round IDs */
export function assertDigitsAreKept(context: NodeHolder): void {
	if (canKeepDigits()) return;
	throw new NodeOperationError(
		context.getNode(),
		`This node needs Node.js ${NODE_VERSION_NEEDED} or later, because older versions round the portal's 19-digit IDs`,
		{ description: 'Update the Node.js that runs n8n. Nothing was sent to the portal.' },
	);
}
