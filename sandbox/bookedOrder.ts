/** A line of an order, checked, with what it says of the whole order. */
export interface OrderLine {
	/** The kind of order; a switch where it is left out. */
	operationType?: string;
	productId: number;
	/** Empty in an order for an account, and in one for a PBX that is to be made. */
	productNo: string;
	/** The plan or the service that is ordered: the body's `serviceId`. */
	planId: string;
	/** Empty in a trial. */
	billingId: string;
	/** Empty in a trial. */
	billingCycle: string;
	multiCycle: number;
	poNumber?: string;
	/** The customer whom it is bought for. */
	partnerId?: string;
	/** The customer to whom the product is assigned. */
	assignId?: string;
	/** A plan where it is left out. */
	serviceType?: 'plan' | 'service';
	purchaseType?: string;
	billingModel?: string;
	quantity?: number;
	/** The plan that a service hangs on. */
	connectionPlanId?: string;
}

/** An order to be booked; its fields are those of its first line. */
export interface WantedOrder extends OrderLine {
	furtherLines: OrderLine[];
	/** The name of a Cloud PBX that it makes. */
	pbxName?: string;
}

/** A line of an order in the book. */
export interface BookedLine extends OrderLine {
	/** The plan that the PBX was on when it was booked; empty where there was none. */
	planBefore: string;
}

/** A request to the API that placed an order. */
export interface OrderingRequest {
	/** Its place among all requests that the sandbox has received. */
	index: number;
	/** Its body's exact text. */
	body: string;
}

/** An order in the sandbox's book. The fields of a line are those of its first one. */
export interface BookedOrder extends BookedLine {
	id: string;
	orderNo: string;
	orderStatus: string;
	transactionNo: string;
	/** By this machine's clock, in milliseconds since 1970. */
	createTime: number;
	instanceId: string;
	/** The lines after the first: services beside a plan, or, as only a person can order them, several PBXs. */
	furtherLines: BookedLine[];
	/** Whether the API placed it, or a person in the portal. */
	source: 'api' | 'person';
	/** What placed it through the API. */
	request?: OrderingRequest;
}

/** The lines of an order. */
export type OrderLines = readonly [OrderLine, ...OrderLine[]];

/** A service that a PBX or an account has, or an account's plan. */
export interface Holding {
	productId: number;
	/** Empty where it is an account's. */
	productNo: string;
	/** The customer whose account it is; the partner's own where it is left out. */
	partnerId?: string;
	serviceId: string;
	serviceType: 'plan' | 'service';
	billingModel?: string;
	/** How many there are of it, where it is counted. */
	quantity?: number;
	isOnTrial: boolean;
	autoRenews?: boolean;
}
