import type { IDataObject } from 'n8n-workflow';

import { companyOf, emailsOf, personOf } from '../portal/contacts';
import type { Directory } from '../portal/directory';
import { type Product, readEmail, readPlanName } from './fields';
import { InvalidField, show } from './invalid';
import { type Candidate, distinct, findByName, listNames, normalize } from './match';

/** The field of the node's context that holds what names meant. */
const FIELD = 'yeastarPartnerNames';

function theOnly(
	field: string,
	value: string,
	matches: readonly Candidate[],
	words: { kind: string; unknown: string; existing: string; advice: string },
): string {
	const [match, ...others] = matches;
	if (match === undefined) throw new InvalidField(field, `is ${show(value)}, ${words.unknown}`, words.existing);
	if (others.length > 0) {
		throw new InvalidField(
			field,
			`is ${show(value)}, which could be any of ${matches.length} ${words.kind}: ${listNames(matches, true)}`,
			words.advice,
		);
	}
	return match.id;
}

/**
 * What the names in a run's items mean. Each is looked up once, and what it means is kept in the node's execution context: when n8n runs the node
 * again in the same execution, a name stands for what it stood for before, whatever the portal says by then.
 */
export class Names {
	private readonly known: Record<string, string>;

	/**
	 * @param nodeContext what `getContext('node')` returns: a plain object that is saved as JSON
	 */
	constructor(
		private readonly directory: Directory,
		nodeContext: IDataObject,
	) {
		this.known = (nodeContext[FIELD] ??= {}) as Record<string, string>;
	}

	private async remember(key: readonly string[], lookUp: () => Promise<string>): Promise<string> {
		const name = JSON.stringify(key);
		return (this.known[name] ??= await lookUp());
	}

	/**
	 * The ID of a plan by its name, as the portal spells it or a part of it that only one plan has. The plan's ID in its place is taken too.
	 *
	 * @throws InvalidField for a name that no plan or several plans have; PortalFailure when the plans cannot be listed
	 */
	async planId(product: Product, value: unknown): Promise<string> {
		const wanted = readPlanName('serviceId', value);
		return await this.remember(['plan', String(product.id), normalize(wanted)], async () => {
			const plans = await this.directory.plansOf(String(product.id));
			const candidates = plans.map(({ plan, name }): Candidate => ({ id: plan.planId, name }));
			const byId = candidates.filter(({ id }) => id === wanted).slice(0, 1);
			return theOnly('serviceId', wanted, byId.length > 0 ? byId : findByName(candidates, wanted), {
				kind: 'plans',
				advice: "Give the whole name, or the plan's ID.",
				unknown: `which is the name of no plan of ${product.name}`,
				existing:
					candidates.length === 0 ? 'The portal lists no plan for this product.' : `Its plans are ${listNames(candidates)}.`,
			});
		});
	}

	/**
	 * The ID of a billing contact by the e-mail address.
	 *
	 * @throws InvalidField for an address that no contact or several contacts have; PortalFailure when the contacts cannot be listed
	 */
	async billingContactId(value: unknown): Promise<string> {
		const wanted = readEmail('billingId', value);
		return await this.remember(['billingContact', normalize(wanted)], async () => {
			const contacts = (await this.directory.contacts()).map((contact) => ({ contact, emails: emailsOf(contact) }));
			const having = contacts.filter(({ emails }) => emails.some((email) => normalize(email) === normalize(wanted)));
			const matches = having.map(({ contact }): Candidate => ({
				id: contact.billingContactId,
				name: companyOf(contact) || personOf(contact) || wanted,
			}));
			const candidates = contacts.map(({ contact, emails }): Candidate => ({ id: contact.billingContactId, name: emails.join(', ') }));
			return theOnly('billingId', wanted, distinct(matches), {
				kind: 'billing contacts',
				advice: "Give the billing contact's ID.",
				unknown: 'which is the e-mail address of no billing contact',
				existing:
					candidates.length === 0 ? 'The portal lists no billing contact.' : `The billing contacts are ${listNames(candidates)}.`,
			});
		});
	}
}
