import { pricingIdOf } from '../portal/prices';
import { PRODUCTS } from '../portal/products';
import type { Answer, Observed } from './observed';
import { plansOf } from './plans';
import { QUESTION_PATHS, type Questioner } from './questioner';
import { rowsHaving, rowsIn } from './rows';
import { asJson, textOf } from './typed';

const PBX_PRODUCTS = PRODUCTS.map(({ id }) => String(id));
/** Of how many products at the most the plans are asked for: of those that have PBXs, and some others. */
const MAX_PRODUCTS = 7;
/** What no portal has. */
const NO_ORDER = '1';
const NO_PBX = 'NOSUCHPBX000';
const NO_PRODUCT = '999999';

function firstText(answer: Answer | undefined, idField: string, container: RegExp, field = idField): string {
	const rows = answer === undefined ? [] : rowsIn(answer.result, idField, container);
	return rows.map(({ object }) => textOf(object[field]).trim()).find((text) => text !== '') ?? '';
}

/** The products to ask about: those of PBXs first, then the account's others. */
function productsToAsk(answer: Answer | undefined): string[] {
	const rows = answer === undefined ? [] : rowsHaving(answer.result, 'productId');
	const own = rows.map(({ object }) => textOf(object.productId)).filter((id) => /^\d{1,4}$/.test(id));
	const known = own.length === 0 ? PBX_PRODUCTS : PBX_PRODUCTS.filter((id) => own.includes(id));
	return [...new Set([...known, ...own])].slice(0, MAX_PRODUCTS);
}

/** The first plan of an answer that has an ID to be priced under. */
function firstPricingId(answer: Answer | undefined): string | undefined {
	const plans = answer === undefined ? [] : plansOf(answer);
	return plans.map(({ object }) => pricingIdOf(asJson(object))).find((id) => id !== undefined);
}

async function askForProducts(questioner: Questioner, products: Answer | undefined): Promise<void> {
	let priced = false;
	let paged = false;
	for (const productId of productsToAsk(products)) {
		const plans = await questioner.ask('plans', QUESTION_PATHS.plans, { query: { productId }, about: productId });
		if (!PBX_PRODUCTS.includes(productId)) continue;
		const query = { productId, pageNo: 1, pageSize: 25 };
		const pbxs = await questioner.ask('pbxs', QUESTION_PATHS.pbxs, { query, about: productId });
		const productNo = firstText(pbxs, 'productNo', /^(results|rows|list|records)$|pbx|product|device/i);
		if (productNo === '') continue;
		const ofPbx = { productId, productNo };
		await questioner.ask('pbx', QUESTION_PATHS.pbx, { query: ofPbx, about: productId });
		const ownPlans = await questioner.ask('plansOfPbx', QUESTION_PATHS.plans, { query: ofPbx, about: productId });
		const pricingId = firstPricingId(ownPlans) ?? firstPricingId(plans);
		if (!priced && pricingId !== undefined) {
			priced = true;
			await questioner.askForPrice({ ...ofPbx, pricingId });
		}
		if (!paged && pbxs !== undefined && rowsHaving(pbxs.result, 'productNo').length > 1) {
			paged = true;
			const page = (pageNo: number) => ({ query: { productId, pageNo, pageSize: 1 } });
			await questioner.ask('pbxsFirst', QUESTION_PATHS.pbxs, page(1));
			await questioner.ask('pbxsSecond', QUESTION_PATHS.pbxs, page(2));
		}
	}
}

async function askForOrders(questioner: Questioner): Promise<void> {
	const { orders: list, order: details } = QUESTION_PATHS;
	const orders = await questioner.ask('orders', list);
	await questioner.ask('ordersNewest', list, { query: { pageNo: 1, pageSize: 25, sort: '-id' } });
	await questioner.ask('ordersOldest', list, { query: { pageNo: 1, pageSize: 25, sort: 'id' } });
	await questioner.ask('ordersFirst', list, { query: { pageNo: 1, pageSize: 1 } });
	await questioner.ask('ordersSecond', list, { query: { pageNo: 2, pageSize: 1 } });
	await questioner.ask('ordersZero', list, { query: { pageNo: 0, pageSize: 1 } });
	const container = /^(results|rows|list|records)$|order/i;
	const about = firstText(orders, 'orderNo', container);
	await questioner.ask('orderByNumber', details, { subject: about, about });
	await questioner.ask('orderById', details, { subject: firstText(orders, 'orderNo', container, 'id'), about });
}

/**
 * Asks all that a check asks, one question after the other: some 40 requests. Sends no order.
 *
 * @throws PortalFailure where the credential is the cause
 */
export async function askAll(questioner: Questioner, observed: Observed): Promise<void> {
	const { products: productList, contacts, customers: customerList, customer } = QUESTION_PATHS;
	const products = await questioner.ask('products', productList);
	await questioner.askOddly('token', async (odd) => await odd.forToken());
	await questioner.ask('contacts', contacts);
	const customers = await questioner.ask('customers', customerList);
	const email = firstText(customers, 'partnerId', /customer|partner|user|^results$/i, 'email');
	await questioner.ask('customerByEmail', customer, { subject: email });
	await askForProducts(questioner, products);
	await askForOrders(questioner);
	await questioner.ask('wrongOrder', QUESTION_PATHS.order, { subject: NO_ORDER });
	await questioner.ask('wrongPbx', QUESTION_PATHS.pbx, { query: { productId: '11', productNo: NO_PBX } });
	await questioner.ask('wrongProduct', QUESTION_PATHS.plans, { query: { productId: NO_PRODUCT } });
	// Without a token of its own it would show what a wrong token comes to.
	if (observed.all('token').length > 0) {
		await questioner.askOddly('noUserAgent', async (odd) => await odd.withoutUserAgent(productList));
	}
	await questioner.askOddly('wrongToken', async (odd) => await odd.withWrongToken(productList));
}
