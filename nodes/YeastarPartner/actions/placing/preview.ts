import type { PortalClient } from '../../portal/client';
import { companyOf, emailsOf, personOf } from '../../portal/contacts';
import type { Catalog } from '../../portal/catalog';
import { PortalFailure } from '../../portal/failure';
import { textUnder } from '../../portal/find';
import type { JsonObject, JsonValue } from '../../portal/json';
import { type Order, orderBody } from '../../portal/order';
import { getPbx, pendingSwitchOf, currentPlanOf } from '../../portal/pbxs';
import type { NamedPlan } from '../../portal/plans';
import { calculatePrice, pricingIdOf } from '../../portal/prices';
import { PRODUCTS } from '../../portal/products';
import { describeSwitch, type Direction, directionOf, warningsFor } from './forecast';
import type { OrderRequest } from '../../ordering/orderPlacer';

/** What an order would say and do. */
export interface SwitchPreview extends JsonObject {
	/** The switch in one sentence. */
	summary: string;
	/** What to know before it is ordered, in sentences. */
	warnings: string[];
	/** Whether it goes to a higher or a lower plan, to the one that the PBX is on, or cannot be told. */
	direction: Direction;
	/** The plan that the PBX is on; empty where the portal does not tell. */
	currentPlanName: string;
	/** The plan to switch to; empty where the portal does not list it. */
	planName: string;
	billingContactName: string;
	billingContactEmail: string;
	/** What the portal's price calculation answers, as it came; null where it was not asked or did not answer. */
	price: JsonValue;
	/** How much the price can be relied on, or why there is none. */
	priceNote: string;
	/** The exact JSON text that Switch Plan would send. It is text because n8n rounds 19 digits in a number. */
	payload: string;
}

/** What previews are made with. */
export interface PreviewSources {
	client: PortalClient;
	catalog: Catalog;
}

interface Told<Value> {
	value: Value;
	warnings: string[];
}

const INFERRED_PRICE =
	"The portal's own calculation for this switch. Its request is only partly documented and its answer not at all: treat it as an estimate.";

async function contactOf(
	{ catalog }: PreviewSources,
	billingId: string,
): Promise<Told<{ name: string; email: string }>> {
	const contact = (await catalog.contacts()).find(({ billingContactId }) => billingContactId === billingId);
	if (contact === undefined) {
		return {
			value: { name: '', email: '' },
			warnings: [`The portal lists no billing contact with the ID ${billingId}.`],
		};
	}
	const name = [personOf(contact), companyOf(contact)].filter((text) => text !== '').join(', ');
	return { value: { name, email: emailsOf(contact)[0] ?? '' }, warnings: [] };
}

async function pbxOf({ client }: PreviewSources, { productId, productNo = '' }: Order): Promise<Told<JsonObject>> {
	return await getPbx(client, productId, productNo).then(
		(value) => ({ value, warnings: [] }),
		(error: unknown) => {
			if (!(error instanceof PortalFailure)) throw error;
			return {
				value: {},
				warnings: [`The portal does not show PBX ${productNo}: ${error.message.replace(/\.$/, '')}.`],
			};
		},
	);
}

/** The name of the plan that a PBX is on, also where the portal tells its ID only [inferred]. */
function currentPlanNameOf(pbx: JsonObject, plans: readonly NamedPlan[]): string {
	const nameOfId = (id: string) => plans.find(({ plan }) => plan.planId === id)?.name;
	const ids = Object.entries(pbx).filter(([field]) => /^(current|present)?_?plan(_?id)?$/i.test(field));
	const byId = ids
		.map(([, value]) => (typeof value === 'string' ? nameOfId(value) : undefined))
		.find((name) => name !== undefined);
	const told = textUnder(pbx, [/^currentPlan$/i]) || byId || currentPlanOf(pbx);
	return nameOfId(told) ?? told;
}

async function priceOf(
	{ client }: PreviewSources,
	order: Order,
	plan: JsonObject | undefined,
): Promise<{ price: JsonValue; priceNote: string }> {
	const pricingId = plan === undefined ? undefined : pricingIdOf(plan);
	if (pricingId === undefined) {
		return {
			price: null,
			priceNote: "Not asked for: the portal's list of plans names no pricing ID, which its calculation needs.",
		};
	}
	return await calculatePrice(client, order, pricingId).then(
		(price) => ({ price, priceNote: INFERRED_PRICE }),
		(error: unknown) => {
			if (!(error instanceof PortalFailure)) throw error;
			return { price: null, priceNote: `The portal did not calculate a price: ${error.message}` };
		},
	);
}

/**
 * What Switch Plan would send for an order, and what is known about it. Sends no order.
 *
 * @throws PortalFailure when the portal's plans or billing contacts cannot be listed
 */
export async function previewSwitch(
	sources: PreviewSources,
	{ order, orderKey }: OrderRequest,
): Promise<SwitchPreview> {
	const { productNo = '', productId, billingId = '', poNumber, lines } = order;
	const { serviceId = '', billingCycle = '', multiCycle = 0 } = lines[0] ?? {};
	const plans = await sources.catalog.plansOf(order.productId);
	const wanted = plans.find(({ plan }) => plan.planId === serviceId);
	const productName = PRODUCTS.find(({ id }) => String(id) === order.productId)?.name ?? '';
	const contact = await contactOf(sources, billingId);
	const pbx = await pbxOf(sources, order);
	const currentPlan = currentPlanNameOf(pbx.value, plans);
	const planName = wanted?.name ?? '';
	const situation = { currentPlan, wantedPlan: planName, pending: pendingSwitchOf(pbx.value) };
	return {
		summary: describeSwitch(order, {
			product: productName,
			current: currentPlan,
			wanted: planName,
			contact: contact.value.name,
		}),
		warnings: [
			...(wanted === undefined ? [`The portal lists no plan with the ID ${serviceId} for ${productName}.`] : []),
			...contact.warnings,
			...pbx.warnings,
			...warningsFor(order, situation),
		],
		direction: directionOf(currentPlan, planName),
		productNo,
		productId,
		productName,
		currentPlanName: currentPlan,
		serviceId,
		planName,
		billingId,
		billingContactName: contact.value.name,
		billingContactEmail: contact.value.email,
		billingCycle,
		multiCycle,
		...(poNumber === undefined ? {} : { poNumber }),
		...(orderKey === undefined ? {} : { orderKey }),
		...(await priceOf(sources, order, wanted?.plan)),
		payload: orderBody(order),
	};
}
