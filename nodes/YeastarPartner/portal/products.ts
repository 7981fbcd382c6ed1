import type { PortalClient } from './client';
import { unrecognized } from './failure';
import { findObjects, isEmptyResult, textField } from './find';
import type { JsonObject } from './json';

/** A product. */
export interface Product {
	id: number;
	/** As the portal names it in its tutorials. */
	name: string;
}

/** The products of PBXs, whose plans can be read and ordered [doc: tutorials]. */
export const PRODUCTS: readonly Product[] = [
	{ id: 11, name: 'P-Series Appliance Edition' },
	{ id: 9, name: 'Linkus Cloud Service' },
	{ id: 12, name: 'P-Series Software Edition' },
	{ id: 13, name: 'P-Series Cloud Edition' },
];

/**
 * The products that an account has, whose orders name no PBX [doc: tutorials; conclusion inferred]. For Remote Management Premium the
 * tutorials name both 20 and 21: the portal's list of products tells which one an account has.
 */
export const ACCOUNT_PRODUCTS: readonly Product[] = [
	{ id: 14, name: 'P-Series Turnkey Package' },
	{ id: 15, name: 'Remote Management' },
	{ id: 19, name: 'Add-on Service (White Label)' },
	{ id: 20, name: 'Remote Management Premium (20)' },
	{ id: 21, name: 'Remote Management Premium (21)' },
];

/** All products that can be ordered [doc: tutorials]. */
export const ORDER_PRODUCTS: readonly Product[] = [...PRODUCTS, ...ACCOUNT_PRODUCTS];

/** What a product is called; an empty text for one that is not known. */
export function productNameOf(productId: string): string {
	return ORDER_PRODUCTS.find(({ id }) => String(id) === productId)?.name ?? '';
}

/** Where the products are listed [doc: query-available-subscription-products]. */
const PRODUCTS_PATH = '/pricing/openapi/purchase/v1/product_list';

/**
 * The products that the partner can subscribe to, each with `productId` and `name` [doc: query-available-subscription-products],
 * further fields as the portal gave them.
 *
 * @throws PortalFailure also when the answer holds something, but no product
 */
export async function getProducts(client: PortalClient): Promise<JsonObject[]> {
	const { result, requestId } = await client.get(PRODUCTS_PATH);
	const products = findObjects(result, (object) => textField(object, 'productId') !== '');
	if (products.length === 0 && !isEmptyResult(result)) {
		throw unrecognized('list of products', 'product', 'productId', requestId);
	}
	return products.map(({ object }) => ({ ...object, productId: textField(object, 'productId') }));
}
