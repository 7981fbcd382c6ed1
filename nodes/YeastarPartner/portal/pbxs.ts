import {
	CURRENT_PLAN,
	CURRENT_PLAN_FIELDS,
	CUSTOMER_NAME_FIELDS,
	PARTS,
	PBX_NAME_FIELDS,
	PBX_PARTS,
	PRESENT_CYCLE_FIELDS,
} from './fieldNames';
import type { PortalClient, RequestSettings } from './client';
import { notFound } from './failure';
import { everyTextUnder, findObjects, isEmptyResult, type OwnFields, textField, textUnder } from './find';
import { isJsonObject, type JsonObject } from './json';
import { type BillingCycle, readBillingCycle } from './order';
import { hasNextPage, type ListKind, PAGE_SIZE, readList, readPage } from './paging';

/** Where the partner's PBXs of a product are listed [doc: query-product-list]. */
const LIST_PATH = '/product/openapi/instance_product/v1/client/instance_product_list';
/** Where one PBX is told in full [doc: get-product-details]. */
const DETAILS_PATH = '/product/openapi/instance_product/v1/detail';
/** That each row has a `productNo` is inferred: the documented fields break off before it. */
export const PBXS: ListKind = { idField: 'productNo', list: 'PBX list', element: 'PBX' };

/** Objects in a PBX that hold its own data or that of its present plan. */
const ANY_PBX_PART = new RegExp([PBX_PARTS, CURRENT_PLAN].map(({ source }) => source).join('|'), 'i');

/** A page of the PBX list. */
export interface PbxPage {
	pbxs: JsonObject[];
	/** How many PBXs the portal says that the whole list has. */
	total?: number;
	requestId: string;
	/** Where the list goes on; undefined after its last page. */
	next?: PbxPlace;
}

/** A place in the PBX list. */
export interface PbxPlace {
	/** The first page is 1. */
	pageNo: number;
	/**
	 * The first serial number of the page before: a portal that answers every page with the same one has no more to
	 * show.
	 */
	after?: string;
}

/**
 * A page of the partner's PBXs of a product.
 *
 * @throws PortalFailure
 */
export async function getPbxPage(
	client: PortalClient,
	productId: string,
	{ pageNo, after }: PbxPlace,
	settings?: RequestSettings,
): Promise<PbxPage> {
	const answer = await client.get(LIST_PATH, { productId, pageNo, pageSize: PAGE_SIZE }, settings);
	const { requestId } = answer;
	if (pageNo > 1 && isEmptyResult(answer.result)) return { pbxs: [], requestId };
	const page = readPage(answer, PBXS);
	const first = page.rows.map(serialNumberOf).find((serialNumber) => serialNumber !== '');
	const { rows, total } = page;
	if (after !== undefined && first === after) return { pbxs: [], total, requestId };
	// A portal may keep to a page size of its own.
	const hasNext = hasNextPage(page, pageNo, pageNo * page.rows.length);
	return { pbxs: rows, total, requestId, ...(hasNext ? { next: { pageNo: pageNo + 1, after: first } } : {}) };
}

/**
 * The partner's PBXs of a product, their fields as the list gives them.
 *
 * @param limit how many at the most
 * @throws PortalFailure
 */
export async function listPbxs(client: PortalClient, productId: string, limit: number): Promise<JsonObject[]> {
	const ask = async (pageNo: number) => await client.get(LIST_PATH, { productId, pageNo, pageSize: PAGE_SIZE });
	return await readList(ask, PBXS, limit);
}

/**
 * One PBX in full, its fields as the portal gave them.
 *
 * @throws PortalFailure also when the portal answers with nothing
 */
export async function getPbx(
	client: PortalClient,
	productId: string,
	productNo: string,
	settings?: RequestSettings,
): Promise<JsonObject> {
	const { result, requestId } = await client.get(DETAILS_PATH, { productNo, productId }, settings);
	const details = isJsonObject(result) ? result : findObjects(result, () => true)[0]?.object;
	if (details === undefined || Object.keys(details).length === 0) {
		throw notFound(
			`PBX ${productNo} of product ${productId}`,
			'Compare the serial number and the product with the Partner Portal.',
			requestId,
		);
	}
	return details;
}

/** What a PBX is called, or an empty text [inferred: of all names only `comment` is documented]. */
export function pbxNameOf(pbx: JsonObject): string {
	return textUnder(pbx, PBX_NAME_FIELDS, { parts: PBX_PARTS, isOther: () => false });
}

/** The serial number of a PBX, or an empty text. */
export function serialNumberOf(pbx: JsonObject): string {
	return textField(pbx, 'productNo');
}

/**
 * The name of the plan that a PBX is on, or an empty text. Documented is `currentPlan`, which is filled only
 * while the plan is switching to another one [doc: get-product-details]; the other names are inferred.
 */
export function currentPlanOf(pbx: JsonObject): string {
	const own: OwnFields = { parts: PARTS, isOther: () => false };
	const told = textUnder(pbx, CURRENT_PLAN_FIELDS, own);
	if (told !== '') return told;
	const fields = Object.keys(pbx).filter((field) => CURRENT_PLAN.test(field) || PARTS.test(field));
	const names = fields.map((field) => {
		const part = pbx[field];
		if (!isJsonObject(part)) return '';
		return (
			currentPlanOf(part) ||
			(CURRENT_PLAN.test(field) && /plan/i.test(field) ? textUnder(part, [/^(name|title)$/i], own) : '')
		);
	});
	return names.find((name) => name !== '') ?? '';
}

/** How often a PBX's subscription is billed; undefined where the portal does not tell, or tells two things [inferred]. */
export function presentCycleOf(pbx: JsonObject): BillingCycle | undefined {
	const own: OwnFields = { parts: ANY_PBX_PART, isOther: () => false };
	const told = PRESENT_CYCLE_FIELDS.flatMap((field) => everyTextUnder(pbx, field, own)).map(readBillingCycle);
	const [cycle, ...others] = new Set(told.filter((one) => one !== undefined));
	return others.length === 0 ? cycle : undefined;
}

/** The customer who has a PBX, or an empty text [inferred]. */
export function customerOf(pbx: JsonObject): string {
	return textUnder(pbx, CUSTOMER_NAME_FIELDS, { parts: ANY_PBX_PART, isOther: () => false });
}

/**
 * Whether a PBX's plan is switching to another one already, and until when the present one lasts [doc:
 * get-product-details].
 */
export function pendingSwitchOf(pbx: JsonObject): { isPending: boolean; until: string } {
	const holder = findObjects(pbx, (object) => textField(object, 'currentPlan') !== '')[0]?.object;
	return {
		isPending: holder !== undefined,
		until: holder === undefined ? '' : textField(holder, 'currentPlanExpireDate'),
	};
}
