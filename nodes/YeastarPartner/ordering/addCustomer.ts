import type { PortalClient } from '../portal/client';
import { type Customer, createCustomer, findCustomer, type NewCustomer } from '../portal/customers';
import { PortalFailure } from '../portal/failure';
import { textField } from '../portal/find';
import { LOOKS, waitAfterLook } from './findOrder';

/**
 * What became of a customer that was to be created. `created`: this call's answer says so. `recovered`: the answer was lost, and
 * the customer was found. `alreadyThere`: the portal had it before, and nothing was sent.
 */
export type CustomerOutcome = 'created' | 'recovered' | 'alreadyThere';

/** Fields by which an existing customer is the same as one that was to be created. */
const COMPARED = ['company', 'country', 'firstName', 'lastName'] as const;

const isSameText = (one: string, other: string) => one.trim().toLowerCase() === other.trim().toLowerCase();

/** The field in which an existing customer differs from one that was to be created; one that the portal does not tell does not count. */
function differenceOf(existing: Customer, customer: NewCustomer): string | undefined {
	return COMPARED.find((field) => {
		const [told, wanted] = [textField(existing, field), customer[field] ?? ''];
		return told !== '' && wanted !== '' && !isSameText(told, wanted);
	});
}

function differs(existing: Customer, email: string, field: string): PortalFailure {
	return new PortalFailure({
		message: `The portal has a customer with the email ${email} already, and its ${field} is "${textField(existing, field)}"`,
		advice: 'Nothing was created. Use that customer, correct the item, or edit the customer in the Partner Portal.',
		delivery: 'notDelivered',
	});
}

/** Looks several times over a few seconds, since a customer may appear late. */
async function lookAgain(client: PortalClient, email: string): Promise<Customer | undefined> {
	for (let look = 1; ; look++) {
		const found = await findCustomer(client, email).catch((error: unknown) => {
			if (error instanceof PortalFailure) return undefined;
			throw error;
		});
		if (found !== undefined || look >= LOOKS) return found;
		await waitAfterLook(look);
	}
}

/**
 * Sees to it that the portal has a customer once: it is looked up by its e-mail address before it is created, and where the answer is
 * lost. An e-mail address stands for one customer [inferred: it is the customer's Yeastar ID].
 *
 * @throws PortalFailure when another customer has the e-mail address, when the portal refuses it, or when its fate is unknown
 */
export async function addCustomer(
	client: PortalClient,
	customer: NewCustomer,
): Promise<{ customer: Customer; outcome: CustomerOutcome }> {
	const email = customer.yeastarId;
	const existing = await findCustomer(client, email);
	if (existing !== undefined) {
		const field = differenceOf(existing, customer);
		if (field !== undefined) throw differs(existing, email, field);
		return { customer: existing, outcome: 'alreadyThere' };
	}
	const lost = await createCustomer(client, customer).then(
		() => undefined,
		(error: unknown) => {
			if (error instanceof PortalFailure) return error;
			throw error;
		},
	);
	const isRefused = lost?.facts.delivery === 'rejected' || lost?.facts.delivery === 'notDelivered';
	// A refusal may be that of the second of two requests, where a gateway has sent it twice.
	const found = isRefused ? await findCustomer(client, email).catch(() => undefined) : await lookAgain(client, email);
	const field = found && differenceOf(found, customer);
	if (found !== undefined && field !== undefined) throw differs(found, email, field);
	if (found !== undefined) return { customer: found, outcome: lost === undefined ? 'created' : 'recovered' };
	if (lost === undefined) return { customer: { partnerId: '', email, company: customer.company }, outcome: 'created' };
	if (isRefused) throw lost;
	throw new PortalFailure({
		...lost.facts,
		message: `It is unknown whether customer ${email} was created: ${lost.message}`,
		advice: `${lost.facts.advice} Run the item again: a customer that exists by then is not created twice.`,
	});
}
