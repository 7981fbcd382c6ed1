/**
 * What the portal sells. IDs of the products, of the plans of 9, 11 and 13, and of the services that say so are the
 * documented ones; offering IDs, pricing IDs, prices and everything marked so are made up.
 */

/** A product and the ID of its offering, which is made up. */
export interface Product {
	productId: number;
	name: string;
	offeringId: string;
}

/** A plan of a product; `rank` orders the plans of one product from low to high. */
export interface Plan {
	planId: string;
	productId: number;
	planName: string;
	rank: number;
	/** The ID under which it is priced, which is another one than its own [doc]; made up. */
	pricingPlanId: string;
	/** What a year costs in US dollars, for each extension where it has a quantity; made up. */
	yearlyPrice: number;
}

/**
 * What the quantity of a service counts. `nothing` is a flat rate, `items` are calls, minutes, connections or seats,
 * `extensions` are added to those that are there, `presentExtensions` has to be their present number
 * [doc: topics/expand-extension-capacity-or-subscribe-hot-standby-service, tutorial-subscribe-to-high-availability].
 */
export type Counts = 'nothing' | 'items' | 'extensions' | 'presentExtensions';

/** A service of a product, which is no plan. */
export interface Service {
	serviceId: string;
	productId: number;
	serviceName: string;
	counts: Counts;
	/** The ID under which it is priced, which is another one than its own [doc]; made up. */
	pricingServiceId: string;
	/** What a year, or all of it where it is billed once, costs in US dollars for each that is counted; made up. */
	yearlyPrice: number;
}

export const PRODUCTS: readonly Product[] = [
	{ productId: 11, name: 'P-Series Plan for Appliance Edition', offeringId: '3048558000000000011' },
	{ productId: 9, name: 'Linkus Cloud Service', offeringId: '3048918000000000009' },
	{ productId: 12, name: 'Software PBX (PSE Self-hosted)', offeringId: '3048560000000000012' },
	{ productId: 13, name: 'Cloud PBX (PCE Instance)', offeringId: '3048571000000000013' },
	{ productId: 14, name: 'P-Series Turnkey Package', offeringId: '3048572000000000014' },
	{ productId: 15, name: 'Remote Management', offeringId: '3048573000000000015' },
	{ productId: 19, name: 'Add-on Service', offeringId: '3048574000000000019' },
	{ productId: 20, name: 'Remote Management Premium', offeringId: '3048575000000000021' },
	{ productId: 21, name: 'RM Premium', offeringId: '3048576000000000023' },
];

function plan(
	productId: number,
	planId: string,
	planName: string,
	rank: number,
	pricingPlanId: string,
	yearlyPrice: number,
): Plan {
	return { productId, planId, planName, rank, pricingPlanId, yearlyPrice };
}

/** The IDs of the plans of 12, 14 and 15 are made up. */
export const PLANS: readonly Plan[] = [
	plan(11, '3048558946648207360', 'Standard Plan', 1, '3049000000000001001', 120),
	plan(11, '3048560232537899008', 'Enterprise Plan', 2, '3049000000000001002', 240),
	plan(11, '3048560606464323584', 'Ultimate Plan', 3, '3049000000000001003', 360),
	plan(9, '3048918321840570368', 'Linkus Cloud Service', 1, '3049000000000001004', 90),
	plan(9, '3048918719332507648', 'Linkus Cloud Service Pro', 2, '3049000000000001005', 180),
	plan(12, '3048563100000000257', 'Enterprise Plan', 1, '3049000000000001006', 240),
	plan(12, '3048563200000000513', 'Ultimate Plan', 2, '3049000000000001007', 360),
	plan(13, '3048571730026938368', 'Enterprise Plan', 1, '3049000000000001008', 240),
	plan(13, '3048572026291630080', 'Ultimate Plan', 2, '3049000000000001009', 360),
	plan(14, '3048572500000000769', 'Enterprise Plan', 1, '3049000000000001010', 20),
	plan(15, '3048573600000001281', 'Remote Management Account', 1, '3049000000000001011', 60),
];

function service(
	productId: number,
	serviceId: string,
	serviceName: string,
	counts: Counts,
	pricingServiceId: string,
	yearlyPrice: number,
): Service {
	return { productId, serviceId, serviceName, counts, pricingServiceId, yearlyPrice };
}

/** The IDs of Hotel Module and of the services of 13 are documented, the others made up. */
export const SERVICES: readonly Service[] = [
	service(11, '3299326068732223488', 'Hotel Module', 'nothing', '3049000000000002001', 150),
	service(11, '3299326100000000303', 'Hotel PMS Integration', 'nothing', '3049000000000002003', 200),
	service(12, '3048563300000000771', 'Extension Expansion', 'extensions', '3049000000000002005', 12),
	service(12, '3048563400000000773', 'Concurrent Call Expansion', 'items', '3049000000000002007', 30),
	service(12, '3048563500000000777', 'Hot Standby', 'nothing', '3049000000000002009', 300),
	service(12, '3048563600000000779', 'Disaster Recovery', 'nothing', '3049000000000002011', 400),
	service(12, '3048563700000000781', 'Hotel PMS Integration', 'nothing', '3049000000000002013', 200),
	service(12, '3048563800000000783', 'Outbound Call Center', 'items', '3049000000000002015', 90),
	service(13, '3048573516041273344', 'Extension Expansion', 'extensions', '3049000000000002017', 24),
	service(13, '3048573759449317376', 'Recording Minutes', 'items', '3049000000000002019', 1),
	service(13, '3048573935752720384', 'High Availability', 'presentExtensions', '3049000000000002021', 6),
	service(14, '3048572600000000787', 'Extension Expansion', 'extensions', '3049000000000002023', 20),
	service(14, '3048572700000000789', 'Ultimate Plan', 'items', '3049000000000002025', 10),
	service(14, '3048572800000000791', 'Recording Minutes', 'items', '3049000000000002027', 1),
	service(14, '3048572900000000793', 'Transcription Minutes', 'items', '3049000000000002029', 2),
	service(15, '3048573700000001283', 'Additional Connections', 'items', '3049000000000002031', 5),
	service(19, '3048574100000001287', 'YCM White Label', 'nothing', '3049000000000002033', 1000),
	service(19, '3048574200000001289', 'PSE White Label', 'items', '3049000000000002035', 500),
	service(19, '3048574300000001291', 'PCE White Label', 'nothing', '3049000000000002037', 700),
	service(20, '3048575100000001293', 'Remote Management Premium', 'items', '3049000000000002039', 8),
	service(21, '3048576100000001297', 'RM Premium', 'items', '3049000000000002041', 8),
	service(21, '3048576200000001299', 'RM Premium Connections', 'items', '3049000000000002043', 7),
];
