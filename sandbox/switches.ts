/**
 * What the documents leave open. Each switch is a guess about the real portal that can be turned, so that a client
 * which only fits one guess is found out. The defaults are the plainest reading.
 */
export interface Switches {
	/** How the billing contacts stand in `result` [inferred: documented as an object though it is a list]. */
	contactsShape: 'array' | 'page' | 'object';
	/** How the plans stand in `result` [inferred: container names are not known]. */
	plansShape: 'planList' | 'array' | 'nested' | 'other';
	/**
	 * Which field names stand around the documented `planId`, `billingContactId`, `productNo` and `orderNo` [inferred]. `other` has none of those
	 * that the rest of the sandbox uses.
	 */
	fieldNames: 'usual' | 'other';
	/** Whether the list of plans names the ID under which each is priced [doc: it comes with the plans; its field's name is inferred]. */
	plansHavePricingId: boolean;
	/** Whether orders in lists, and PBXs, have more than ten fields [inferred: the documented tables break off]. */
	wideRows: boolean;
	/** Whether a PBX's row and details tell its plan [inferred; doc: `currentPlan`, only while it is switching]. */
	pbxTellsPlan: boolean;
	/** Whether a PBX that has no plan yet is in the PBX list [inferred: the list may be one of subscriptions]. Its details can be had. */
	listsPbxsWithoutPlan: boolean;
	/** How the customers stand in `result` [inferred: documented as an object though it is a list]. */
	customersShape: 'array' | 'page' | 'object';
	/** What is answered about a customer that is not there [inferred: not documented]. */
	unknownCustomer: 'refusal' | 'noResult';
	/**
	 * Where and how the end of a PBX's subscription is told [inferred: of all end dates only `currentPlanExpireDate` is documented, filled while
	 * the plan is switching, doc: get-product-details]. `day` is a date in the row and in the details, `seconds` counts them since 1970 in
	 * `planExpirationDate`, as Yeastar Central Management does; `nested` counts milliseconds in an object of the subscription; `details` is as
	 * `day`, but in the details only; `month` begins with the month; `none` tells none.
	 */
	pbxEnd: 'day' | 'seconds' | 'nested' | 'details' | 'month' | 'none';
	/** Whether a PBX's row and details tell how often it is billed, as `billingCycle` [inferred]. */
	pbxTellsCycle: boolean;
	/** Whether a PBX's row and details tell whether it renews by itself [inferred]. */
	pbxTellsAutoRenewal: boolean;
	/** How the created order stands in `result`; `plain` is documented by the tutorials. */
	orderShape: 'plain' | 'nested' | 'numbers' | 'withErrorField' | 'withoutNumber' | 'echoing' | 'bare';
	/** Whether IDs in answers are bare numbers [inferred: most are documented as String]. */
	numericIds: boolean;
	/** Whether an order may give its IDs as text [inferred: the tutorials give bare numbers]. */
	acceptQuotedIds: boolean;
	/** Whether plans of products 9 and 11 need a serial number [doc; the tutorials leave it out]. */
	requireProductNo: boolean;
	/** Whether HTTP repeats the envelope's status, or is always 200 [inferred]. */
	httpRepeatsStatus: boolean;
	/** Whether an upgrade has to keep the interval [doc: tutorials' text; the Appliance tutorial's own sample does not]. */
	upgradeKeepsInterval: boolean;
	/** Whether the order list refuses `sort` [inferred: the reference names it in an example only]. */
	refusesSort: boolean;
	/** Whether a switch to the plan that the PBX is on is refused [inferred]. */
	refusesPresentPlan: boolean;
	/** Whether a new token ends the ones before it [inferred]. */
	onlyNewestToken: boolean;
	/** The status that a new order has [doc: query-order-list; that an API order can be pending is inferred]. */
	newOrderStatus: string;
	/**
	 * How the order list is sorted. `asAsked` follows `sort=id` and `sort=-id`, newest first where nothing is asked [inferred: `sort`
	 * is only in an example, doc: request-structure; the rest sort their own way whatever is asked].
	 */
	ordersSorted: 'asAsked' | 'newestFirst' | 'oldestFirst' | 'unsorted';
	/**
	 * What `createTime` of an order is [doc: Long; that it counts milliseconds is inferred]. `text` names no time zone,
	 * `wholeSeconds` counts milliseconds too, the last three digits 000, as a database without fractions keeps them;
	 * `day` is month, day and year, `zero` a time that was never set.
	 */
	orderTimes: 'milliseconds' | 'wholeSeconds' | 'seconds' | 'text' | 'zonedText' | 'day' | 'zero' | 'none';
	/**
	 * How far the portal's clock is ahead of this machine's, in milliseconds; negative where it is behind [inferred: no
	 * page says how exact it is]. Moves the `createTime` of orders and the `Date` header of every answer. The book
	 * itself keeps this machine's time.
	 */
	clockOffset: number;
	/**
	 * How far the told `createTime` of orders is ahead of the portal's own clock, in milliseconds, as where a local
	 * time is told as if it were UTC [inferred: the time zone is not documented]. Does not move the `Date` header.
	 */
	createTimeOffset: number;
	/**
	 * Whether answers have a `Date` header [inferred: HTTP asks a server with a clock for it, a proxy may take it
	 * away].
	 */
	sendsDate: boolean;
	/**
	 * How long after it was booked an order appears in the order list, in milliseconds [inferred]. Its details can be
	 * had at once.
	 */
	listLag: number;
	/**
	 * The number of the first page of the order and PBX lists, which is also the default of `pageNo` [doc: query-order-list,
	 * the default is 1; that this is the first page is inferred].
	 */
	firstPage: 0 | 1;
	/**
	 * Whether serial numbers in the PBX list and in the details of PBXs and orders have a space at their end
	 * [inferred].
	 */
	paddedSerialNumbers: boolean;
	/**
	 * What an order's details tell [doc: get-order-details, inner fields cut; all of them inferred]. `withoutPlanId`
	 * has only the plan's name, `otherNames` has serial number, product and plan under other names and deeper.
	 * `twoPlans` names the plan that the PBX was on before beside the ordered one, both as `planId`; `planBefore` names
	 * that one as `planId` and the ordered one under another name. `bulk` has product and serial number in each line.
	 * An order with several lines has them there in every shape.
	 */
	orderDetails: 'full' | 'withoutPlanId' | 'otherNames' | 'withoutSerialNumber' | 'twoPlans' | 'planBefore' | 'bulk';
	/**
	 * Whether an order's details tell its kind, and the quantity and purchase type of each line [inferred: inner fields
	 * cut]. The kind of a person's order may be unknown.
	 */
	detailsTellKind: boolean;
	/** Whether an order's details give the product's name in the place of its ID [inferred: documented as String]. */
	productIdInWords: boolean;
	/** Whether an order's details tell `billingCycle` and `multiCycle` of each line [inferred]. */
	detailsTellInterval: boolean;
	/** What `customReferenceNo` in the order list is [doc: query-order-list; that it is the order's `poNumber` is inferred]. */
	referenceInList: 'poNumber' | 'empty' | 'unrelated';
	/** Whether every page of the order and PBX lists is the first one [inferred]. */
	pagesIgnored: boolean;
	/** The page size of the order and PBX lists, whatever is asked; 0 for the one that is asked [inferred]. */
	fixedPageSize: number;
	/** Which totals a page of the order and PBX lists has; both are documented [doc: query-order-list, query-product-list]. */
	pageTotals: 'both' | 'onlyTotal' | 'none';
	/** How many requests a second are allowed; any number where it is 0 [inferred: no page names a limit]. */
	requestsPerSecond: number;
	/**
	 * What counts as too many requests [inferred]. `second` allows as many within each second of the clock, `slidingSecond` within any second,
	 * `bucket` saves up what was not used, up to a second's worth.
	 */
	rateLimit: 'second' | 'slidingSecond' | 'bucket';
	/** Whether a request too many is told with Retry-After how long to wait, in whole seconds [inferred]. */
	tellsRetryAfter: boolean;
	/** How long a token is valid, in seconds [doc: authorization-rules, 30 minutes]. */
	tokenLifetime: number;
	/** What a token looks like: the documented JWT, a JWT whose `exp` has long passed, or no JWT at all. */
	tokenKind: 'jwt' | 'expiredJwt' | 'opaque';
}

export const DEFAULT_SWITCHES: Readonly<Switches> = {
	contactsShape: 'array',
	plansShape: 'planList',
	fieldNames: 'usual',
	plansHavePricingId: true,
	wideRows: false,
	pbxTellsPlan: true,
	listsPbxsWithoutPlan: false,
	customersShape: 'array',
	unknownCustomer: 'refusal',
	pbxEnd: 'day',
	pbxTellsCycle: false,
	pbxTellsAutoRenewal: true,
	orderShape: 'plain',
	numericIds: false,
	acceptQuotedIds: false,
	requireProductNo: false,
	httpRepeatsStatus: true,
	upgradeKeepsInterval: false,
	refusesSort: false,
	refusesPresentPlan: true,
	onlyNewestToken: false,
	newOrderStatus: 'succeed',
	ordersSorted: 'asAsked',
	orderTimes: 'milliseconds',
	clockOffset: 0,
	createTimeOffset: 0,
	sendsDate: true,
	listLag: 0,
	firstPage: 1,
	paddedSerialNumbers: false,
	orderDetails: 'full',
	detailsTellKind: true,
	productIdInWords: false,
	detailsTellInterval: true,
	referenceInList: 'poNumber',
	pagesIgnored: false,
	fixedPageSize: 0,
	pageTotals: 'both',
	requestsPerSecond: 0,
	rateLimit: 'second',
	tellsRetryAfter: false,
	tokenLifetime: 1800,
	tokenKind: 'jwt',
};
