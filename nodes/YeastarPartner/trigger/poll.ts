import {
	type INodeExecutionData,
	type INodeProperties,
	type IPollFunctions,
	NodeApiError,
	NodeOperationError,
	updateDisplayOptions,
} from 'n8n-workflow';

import { assertDigitsAreKept, toNodeError } from '../actions/errors';
import { safeData } from '../actions/items';
import { DEFAULT_TIMEOUT, PortalClient } from '../portal/client';
import { type FailureFacts, PortalFailure } from '../portal/failure';
import { isThrottled, parseRetryAfter } from '../portal/retry';
import type { Look, TriggerEvent } from './event';
import { orderCreated } from './orderCreated';
import { orderStatusChanged } from './orderStatusChanged';
import { StoredState } from './storedState';
import { subscriptionExpiring } from './subscriptionExpiring';

/** Every event of the trigger. A new one is added here and nowhere else. */
const EVENTS: readonly TriggerEvent[] = [orderCreated, orderStatusChanged, subscriptionExpiring];
const DEFAULT_EVENT = subscriptionExpiring.option.value;

/** The parameters of the whole trigger: the event, and each event's own. */
export const triggerProperties: INodeProperties[] = [
	{
		displayName: 'Event',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		options: EVENTS.map(({ option }) => option),
		default: DEFAULT_EVENT,
		description: 'What starts the workflow. The node looks for it in the portal at each of the Poll Times.',
	},
	...EVENTS.flatMap(({ option: { value }, parameters }) =>
		updateDisplayOptions({ show: { event: [value] } }, parameters),
	),
];

/** How long a poll may take where n8n does not say, in milliseconds: as n8n has it by default [n8n-core 2.41]. */
const DEFAULT_BUDGET = 300_000;
/** The part of it after which no further page is begun. */
const READING_PART = 0.6;

function chosenEvent(context: IPollFunctions): TriggerEvent {
	const value = context.getNodeParameter('event', DEFAULT_EVENT) as string;
	const chosen = EVENTS.find(({ option }) => option.value === value);
	if (chosen !== undefined) return chosen;
	throw new NodeOperationError(context.getNode(), `This version of the node has no event "${value}"`, {
		description: 'Choose another event, or update n8n-nodes-yeastar-partner.',
	});
}

/** Why a poll failed, as n8n's scheduler wants it told to poll less often meanwhile [n8n-workflow 2.41]. */
function causeOf(facts: FailureFacts): NodeApiError['failure'] {
	if (isThrottled(facts)) return { cause: 'rate-limited', retryAfterMs: parseRetryAfter(facts.retryAfter) };
	if (facts.concernsCredential) return { cause: 'credential-invalid' };
	return facts.retryable ? { cause: 'temporarily-unavailable' } : undefined;
}

async function openLook(context: IPollFunctions): Promise<Look & { isTooLate: () => boolean }> {
	// Versions of n8n before 2.40 lack it.
	const budget = (context.getPollBudgetMs as IPollFunctions['getPollBudgetMs'] | undefined)?.() ?? DEFAULT_BUDGET;
	const now = Date.now();
	const rest = Math.ceil((budget * (1 - READING_PART)) / 1000);
	return {
		context,
		client: await PortalClient.open(context),
		settings: { timeout: Math.min(DEFAULT_TIMEOUT, Math.max(rest, 1)) },
		now,
		timeZone: context.getTimezone(),
		isOver: () => Date.now() - now > budget * READING_PART,
		isTooLate: () => Date.now() - now > budget,
	};
}

async function showExample(look: Look, event: TriggerEvent): Promise<INodeExecutionData[][]> {
	const example = await event.example(look);
	if (example !== undefined) return [[{ json: safeData(example) }]];
	const message = event.nothing;
	throw new NodeApiError(look.context.getNode(), {}, { message, description: 'Nothing is wrong with the credential.' });
}

/**
 * One poll: what happened since the last one. In a test ("Fetch Test Event") something real to map fields with, and nothing is stored.
 *
 * @returns null where nothing happened
 * @throws NodeApiError and NodeOperationError; nothing is stored then, so that the next poll finds the same
 */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const event = chosenEvent(context);
	try {
		assertDigitsAreKept(context);
		const look = await openLook(context);
		if (context.getMode() === 'manual') return await showExample(look, event);
		const stored = new StoredState(context, event.option.value, look.client.account);
		const { events, state } = await event.poll(look, stored.value);
		if (look.isTooLate()) {
			// n8n may have given this poll up by now, and nobody would get what it found.
			throw new PortalFailure({
				message: 'the portal took longer to answer than n8n lets a poll take',
				advice: 'The next poll looks for the same again.',
				delivery: 'ambiguous',
				retryable: true,
			});
		}
		if (!stored.replace(state) || events.length === 0) return null;
		return [events.map((json) => ({ json: safeData(json) }))];
	} catch (error) {
		const nodeError = toNodeError(context, error, { action: event.action });
		const failure = error instanceof PortalFailure ? causeOf(error.facts) : undefined;
		if (failure !== undefined) Object.assign(nodeError, { failure });
		throw nodeError;
	}
}
