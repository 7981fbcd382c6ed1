import type { KeyState, OrderKeys } from '../../ordering/orderKeys';
import type { OrderRequest } from '../../ordering/orderPlacer';
import { recipeOrAny } from '../../ordering/recipes';
import type { Catalog } from '../../portal/catalog';
import type { PortalClient } from '../../portal/client';
import { companyOf, emailsOf, personOf } from '../../portal/contacts';
import { PortalFailure } from '../../portal/failure';
import { textUnder } from '../../portal/find';
import type { JsonObject, JsonValue } from '../../portal/json';
import { type Offer, offersOf, type ProductOffers } from '../../portal/offers';
import { type Order, orderBody, type OrderLine } from '../../portal/order';
import { currentPlanOf, customerOf, getPbx, pendingSwitchOf, presentCycleOf } from '../../portal/pbxs';
import { calculatePrice, pricingIdOf, totalOf } from '../../portal/prices';
import { productNameOf } from '../../portal/products';
import { type Direction, directionOf, objectionsTo, type Situation, warningsFor } from './forecast';
import { describeOrder } from './orderWords';

/** What an order would say and do. */
export interface OrderPreview extends JsonObject {
	/** The order in one sentence. */
	summary: string;
	/** Whether it can be placed, as far as can be told without placing it. */
	canOrder: boolean;
	/** Why it cannot, in sentences. */
	reasons: string[];
	/** What to know before it is placed, in sentences. */
	warnings: string[];
	/** The exact JSON text that would be sent. It is text because n8n rounds 19 digits in a number. */
	payload: string;
}

/** What previews are made with. */
export interface PreviewSources {
	client: PortalClient;
	catalog: Catalog;
	keys: Pick<OrderKeys, 'read'>;
}

/** What the portal tells, or the sentence that says why it does not. */
interface Told<Value> {
	value: Value;
	problem?: string;
}

const INFERRED_PRICE =
	"The portal's own calculation for this order. Its request is only partly documented and its answer not at all: treat it as an estimate.";

async function contactOf({ catalog }: PreviewSources, { billingId }: Order) {
	const nobody = { name: '', email: '' };
	if (billingId === undefined) return { value: nobody };
	const contact = (await catalog.contacts()).find(({ billingContactId }) => billingContactId === billingId);
	if (contact === undefined)
		return { value: nobody, problem: `The portal lists no billing contact with the ID ${billingId}.` };
	const name = [personOf(contact), companyOf(contact)].filter((text) => text !== '').join(', ');
	return { value: { name, email: emailsOf(contact)[0] ?? '' } };
}

async function pbxOf({ client }: PreviewSources, { productId, productNo }: Order): Promise<Told<JsonObject>> {
	if (productNo === undefined) return { value: {} };
	return await getPbx(client, productId, productNo).then(
		(value): Told<JsonObject> => ({ value }),
		(error: unknown) => {
			if (!(error instanceof PortalFailure)) throw error;
			const why = error.message.replace(/\.$/, '');
			return { value: {}, problem: `The portal does not show PBX ${productNo}: ${why}.` };
		},
	);
}

/** The name of the plan that a PBX is on, also where the portal tells its ID only [inferred]. */
function currentPlanNameOf(pbx: JsonObject, plans: readonly Offer[]): string {
	const nameOfId = (id: string) => plans.find((plan) => plan.id === id)?.name;
	const ids = Object.entries(pbx).filter(([field]) => /^(current|present)?_?plan(_?id)?$/i.test(field));
	const byId = ids
		.map(([, value]) => (typeof value === 'string' ? nameOfId(value) : undefined))
		.find((name) => name !== undefined);
	const told = textUnder(pbx, [/^currentPlan$/i]) || byId || currentPlanOf(pbx);
	return nameOfId(told) ?? told;
}

/** What the portal lists of a line's plan or service, as it came. */
function listedOf(
	{ plans, services }: ProductOffers,
	{ serviceType, serviceId }: Pick<OrderLine, 'serviceType' | 'serviceId'>,
): JsonObject | undefined {
	if (serviceType === 'plan') return plans.find(({ plan }) => plan.planId === serviceId)?.plan;
	return services.find((service) => service.serviceId === serviceId);
}

async function priceOf(
	{ client }: PreviewSources,
	order: Order,
	offers: ProductOffers,
): Promise<{ price: JsonValue; priceNote: string }> {
	const pricingIds = order.lines.map((line) => pricingIdOf(listedOf(offers, line) ?? {}));
	const known = pricingIds.filter((pricingId) => pricingId !== undefined);
	if (known.length < order.lines.length) {
		return {
			price: null,
			priceNote: "Not asked for: the portal's list of plans names no pricing ID, which its calculation needs.",
		};
	}
	return await calculatePrice(client, order, known).then(
		(price) => ({ price, priceNote: INFERRED_PRICE }),
		(error: unknown) => {
			if (!(error instanceof PortalFailure)) throw error;
			return { price: null, priceNote: `The portal did not calculate a price: ${error.message}` };
		},
	);
}

/** Why the order key stands against an order, where it does. */
async function keyObjection({ keys }: PreviewSources, orderKey: string | undefined): Promise<string[]> {
	if (orderKey === undefined) return [];
	const { state } = await keys.read(orderKey, Date.now()).catch((): Pick<KeyState, 'state'> => ({ state: 'free' }));
	if (state === 'free') return [];
	return [`The order key "${orderKey}" was used before: nothing would be ordered again.`];
}

/** What the vendor's documentation does not say of an order, in sentences. */
function undocumented({ operationType, productId, isPoNumberOwn }: Order): string[] {
	const { unknown } = recipeOrAny(operationType, productId);
	const ownNumber =
		'This order has no serial number, so it is found again only by its purchase order number. The node makes one up when it orders: set PO Number or Order Key to know it.';
	return [...(unknown === undefined ? [] : [unknown]), ...(isPoNumberOwn === true ? [ownNumber] : [])];
}

/** The fields of the first line, which stand beside the order's. */
function firstLineFields({ lines: [line] }: Order, name: string): JsonObject {
	const { serviceType, serviceId = '', billingCycle = '', multiCycle = 0, quantity } = line ?? {};
	return {
		serviceId,
		...(serviceType === 'service' ? { serviceName: name } : { planName: name }),
		...(quantity === undefined ? {} : { quantity }),
		billingCycle,
		multiCycle,
	};
}

/**
 * What would be sent for an order, and what is known about it. Sends no order.
 *
 * @throws PortalFailure when the portal's plans or billing contacts cannot be listed
 */
export async function previewOrder(sources: PreviewSources, { order, orderKey }: OrderRequest): Promise<OrderPreview> {
	const { productNo = '', productId, billingId = '', poNumber, lines, isPoNumberOwn } = order;
	const productName = productNameOf(productId);
	if (lines.some(({ serviceType }) => serviceType === 'plan')) await sources.catalog.plansOf(productId);
	const offers = await sources.catalog.productOffers(productId);
	const plans = offersOf(offers, 'plan');
	const named = lines.map(
		({ serviceType, serviceId }) => offersOf(offers, serviceType).find(({ id }) => id === serviceId)?.name ?? '',
	);
	const connected = lines.flatMap(({ connectionPlanId }) =>
		connectionPlanId === undefined ? [] : [{ serviceType: 'plan', serviceId: connectionPlanId } as const],
	);
	const unlisted = [...lines, ...connected].filter((line) => listedOf(offers, line) === undefined);
	const contact = await contactOf(sources, order);
	const pbx = await pbxOf(sources, order);
	const currentPlan = currentPlanNameOf(pbx.value, plans);
	const situation: Situation = {
		currentPlan,
		wantedPlan: named[lines.findIndex(({ serviceType }) => serviceType === 'plan')] ?? '',
		presentCycle: presentCycleOf(pbx.value),
		pending: pendingSwitchOf(pbx.value),
	};
	const { price, priceNote } = await priceOf(sources, order, offers);
	const reasons = [
		...unlisted.map(
			(line) => `The portal lists no ${line.serviceType} with the ID ${line.serviceId} for ${productName}.`,
		),
		...[contact, pbx].flatMap(({ problem }: Told<unknown>) => problem ?? []),
		...objectionsTo(order, situation),
		...(await keyObjection(sources, orderKey)),
	];
	const direction: Direction = directionOf(currentPlan, situation.wantedPlan);
	const names = { product: productName, current: currentPlan, lines: named, contact: contact.value.name };
	return {
		summary: describeOrder(order, { ...names, total: totalOf(price) }),
		canOrder: reasons.length === 0,
		reasons,
		warnings: [...reasons, ...warningsFor(order, situation), ...undocumented(order)],
		...(order.operationType === 'switch_plan' ? { direction } : {}),
		operationType: order.operationType,
		productNo,
		productId,
		productName,
		customerName: customerOf(pbx.value),
		currentPlanName: currentPlan,
		...firstLineFields(order, named[0] ?? ''),
		billingId,
		billingContactName: contact.value.name,
		billingContactEmail: contact.value.email,
		...(poNumber === undefined || isPoNumberOwn === true ? {} : { poNumber }),
		...(orderKey === undefined ? {} : { orderKey }),
		price,
		priceNote,
		payload: orderBody(order),
	};
}
