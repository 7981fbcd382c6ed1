import {
	type ILoadOptionsFunctions,
	type INodeListSearchItems,
	type INodeListSearchResult,
	isExpression,
} from 'n8n-workflow';

import { assertDigitsAreKept, toNodeError } from '../actions/errors';
import { located } from '../actions/locators';
import { parseSerialNumber } from '../input/fields';
import { InvalidField } from '../input/invalidField';
import { parseProduct } from '../input/terms';
import { distinct, namesOfId, normalize } from '../input/match';
import { PortalClient } from '../portal/client';
import { companyOf, emailsOf, getBillingContacts, personOf } from '../portal/contacts';
import { isFinalNo, PortalFailure } from '../portal/failure';
import type { JsonObject } from '../portal/json';
import { getOffers, offersOf, type ProductOffers } from '../portal/offers';
import { getPbxPage, type PbxPlace, pbxNameOf, currentPlanOf, serialNumberOf } from '../portal/pbxs';
import { ORDER_PRODUCTS } from '../portal/products';

type Search = (
	context: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** A parameter of the node as its panel has it; an expression is not worked out there. */
function readCurrent(context: ILoadOptionsFunctions, name: string): unknown {
	const value: unknown = context.getCurrentNodeParameter(name) ?? context.getNodeParameter(name, null);
	return located(value).value;
}

function chosenProduct(context: ILoadOptionsFunctions): string {
	const value = readCurrent(context, 'productId');
	if (value === undefined || value === '' || isExpression(value)) {
		throw new InvalidField(
			'productId',
			isExpression(value) ? 'is an expression, whose value is known only when the workflow runs' : 'is not chosen',
			'Choose a product to see its list, or enter a value without the list.',
		);
	}
	return String(parseProduct('productId', value, ORDER_PRODUCTS).id);
}

/** The serial number that is chosen in the panel, if any. */
function chosenSerialNumber(context: ILoadOptionsFunctions): string | undefined {
	const value = readCurrent(context, 'productNo');
	return value === undefined || value === '' || isExpression(value) ? undefined : parseSerialNumber('productNo', value);
}

function isShown({ name, value }: INodeListSearchItems, filter: string | undefined): boolean {
	const wanted = normalize(filter ?? '');
	return normalize(name).includes(wanted) || normalize(String(value)).includes(wanted);
}

/** What is shown of one thing: its main name, and the rest in brackets. */
function label(main: string, ...further: string[]): string {
	const rest = [...new Set(further)].filter((text) => text !== '' && text !== main);
	return rest.length === 0 ? main : `${main} (${rest.join(', ')})`;
}

/**
 * The plans and services of a product. Where none can be had without a serial number and none is chosen, one of the partner's PBXs lends its own
 * [doc: required for products 9 and 11, the tutorials leave it out].
 */
async function offersFor(client: PortalClient, productId: string, productNo?: string): Promise<ProductOffers> {
	const query = { productId, ...(productNo === undefined ? {} : { productNo }) };
	const offers = await getOffers(client, query).catch((error: unknown) => {
		if (productNo === undefined && isFinalNo(error)) return error as PortalFailure;
		throw error;
	});
	const isThere = (some: ProductOffers) => some.plans.length + some.services.length > 0 || productNo !== undefined;
	if (!(offers instanceof PortalFailure) && isThere(offers)) return offers;
	const { pbxs } = await getPbxPage(client, productId, { pageNo: 1 }).catch(() => ({ pbxs: [] }));
	const lent = pbxs.map(serialNumberOf).find((serialNumber) => serialNumber !== '');
	if (lent !== undefined) return await getOffers(client, { productId, productNo: lent });
	if (offers instanceof PortalFailure) throw offers;
	return offers;
}

function listOffers(kind: 'plan' | 'service') {
	return async (context: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> => {
		const productId = chosenProduct(context);
		const offers = await offersFor(await PortalClient.open(context), productId, chosenSerialNumber(context));
		if (kind === 'plan' && offers.withoutPlans !== undefined) throw offers.withoutPlans;
		const listed = offersOf(offers, kind);
		const known = distinct(listed).map(({ id }) => ({ id, name: namesOfId(listed, id).join(' / ') }));
		const isShared = (name: string) => known.filter((other) => other.name === name).length > 1;
		const items = known.map(({ id, name }) => ({
			name: name === '' ? id : isShared(name) ? label(name, id) : name,
			value: id,
		}));
		return { results: items.filter((item) => isShown(item, filter)) };
	};
}

async function listBillingContacts(context: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const contacts = await getBillingContacts(await PortalClient.open(context));
	const items = contacts.map((contact) => {
		const [main, ...further] = [personOf(contact), companyOf(contact), emailsOf(contact).join(', ')].filter(
			(text) => text !== '',
		);
		return { name: label(main ?? contact.billingContactId, ...further), value: contact.billingContactId };
	});
	return { results: items.filter((item) => isShown(item, filter)) };
}

function pbxItem(pbx: JsonObject): INodeListSearchItems {
	const productNo = serialNumberOf(pbx);
	return { name: label(productNo, pbxNameOf(pbx), currentPlanOf(pbx)), value: productNo };
}

/** How many pages one search reads at the most; the list then goes on where it stopped. */
const MAX_PAGES = 200;

function readPlace(paginationToken: string | undefined): PbxPlace {
	return paginationToken === undefined ? { pageNo: 1 } : (JSON.parse(paginationToken) as PbxPlace);
}

/** The portal cannot search by serial number, so its pages are read until one has what is looked for. */
async function listPbxs(
	context: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const productId = chosenProduct(context);
	const client = await PortalClient.open(context);
	let place = readPlace(paginationToken);
	for (let pages = 1; ; pages++) {
		const { pbxs, next } = await getPbxPage(client, productId, place);
		const results = pbxs.map(pbxItem).filter((item) => item.value !== '' && isShown(item, filter));
		if (next === undefined) return { results };
		if (results.length > 0 || pages === MAX_PAGES) return { results, paginationToken: JSON.stringify(next) };
		place = next;
	}
}

function search(list: Search) {
	return async function (
		this: ILoadOptionsFunctions,
		filter?: string,
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		return await Promise.resolve()
			.then(async () => {
				assertDigitsAreKept(this);
				return await list(this, filter, paginationToken);
			})
			.catch((error: unknown) => {
				throw toNodeError(this, error);
			});
	};
}

/** The lists behind the resource locators. Values are text, so that no digit of an ID is lost; an error says why a list cannot be filled. */
export const listSearch = {
	searchPlans: search(listOffers('plan')),
	searchServices: search(listOffers('service')),
	searchBillingContacts: search(listBillingContacts),
	searchPbxs: search(listPbxs),
};
