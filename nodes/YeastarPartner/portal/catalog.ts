import { memoize } from './memoize';
import type { PortalClient } from './client';
import { type BillingContact, getBillingContacts } from './contacts';
import { isFinalNo } from './failure';
import { getNamedPlans, type NamedPlan } from './plans';

/** With how many serial numbers the plans of a product are asked for, where the portal refuses them. */
const MAX_SERIAL_NUMBERS = 5;

/**
 * What the portal offers, asked once a run however many items need it.
 */
export class Catalog {
	/** The plans of a product, by its ID. Throws PortalFailure. */
	readonly plansOf: (productId: string) => Promise<NamedPlan[]>;

	private readonly askForContacts: (key: string) => Promise<BillingContact[]>;

	/**
	 * @param open opens the portal, when something is asked
	 * @param serialNumbersOf PBXs of a product, where the run has some: the reference requires one for the plans of products 9 and 11, the
	 * tutorials do not [doc: query-available-subscription-trial-plans-and-services-for-a-product; tutorials]. Plans belong to the product, so one
	 * does for all; further ones, and none, are tried where the portal refuses the first, which may be mistyped.
	 */
	constructor(open: () => Promise<PortalClient>, serialNumbersOf: (productId: string) => readonly string[]) {
		const askForPlans = async (
			productId: string,
			[productNo, ...further]: ReadonlyArray<string | undefined>,
		): Promise<NamedPlan[]> => {
			const query = { productId, ...(productNo === undefined ? {} : { productNo }) };
			const answer = await getNamedPlans(await open(), query).catch((error: unknown) => {
				if (further.length > 0 && isFinalNo(error)) return undefined;
				throw error;
			});
			return answer ?? (await askForPlans(productId, further));
		};
		this.plansOf = memoize(
			async (productId) =>
				await askForPlans(productId, [...serialNumbersOf(productId).slice(0, MAX_SERIAL_NUMBERS), undefined]),
		);
		this.askForContacts = memoize(async () => await getBillingContacts(await open()));
	}

	/** The partner's billing contacts. Throws PortalFailure. */
	async contacts(): Promise<BillingContact[]> {
		return await this.askForContacts('');
	}
}
