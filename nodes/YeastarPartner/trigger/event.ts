import type { IDataObject, INodeProperties, INodePropertyOptions, IPollFunctions } from 'n8n-workflow';

import type { PortalClient, RequestSettings } from '../portal/client';

/** One look at the portal. */
export interface Look {
	context: IPollFunctions;
	client: PortalClient;
	/** How each question is asked. */
	settings: RequestSettings;
	/** When it began, in milliseconds since 1970. */
	now: number;
	/** The time zone of the workflow. */
	timeZone: string;
	/** Whether so much of the time is used up that the rest is left to the next poll. Asked after each piece of work, so that every poll gets on. */
	isOver: () => boolean;
}

/** What a poll came to. */
export interface PollResult<State> {
	/** What the workflow is started with: one element for each event. */
	events: IDataObject[];
	/** What the next poll has to know. It is stored as a whole, or not at all. */
	state: State;
}

/** An event as the user picks it: its parameters and how it is found, side by side. */
export interface TriggerEvent<State extends object = object> {
	/** The entry in the Event list; its value is part of the contract with saved workflows. */
	option: INodePropertyOptions & { value: string };
	/** Its own parameters, without display options. */
	parameters: INodeProperties[];
	/** What is being done, a clause for an error: `Reading the order list`. */
	action: string;
	/** What is said where there is nothing to show as an example. */
	nothing: string;
	/**
	 * Finds what happened since the state was stored.
	 *
	 * @param state undefined in the first poll
	 * @throws PortalFailure, InvalidField
	 */
	poll(look: Look, state: State | undefined): Promise<PollResult<State>>;
	/**
	 * Something real to map fields with, whether or not it is new.
	 *
	 * @throws PortalFailure, InvalidField
	 */
	example(look: Look): Promise<IDataObject | undefined>;
}
