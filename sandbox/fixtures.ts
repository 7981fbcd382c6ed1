/**
 * The data a fresh sandbox holds. IDs of products, plans and the two PBXs of the tutorials are the documented ones;
 * names of companies and everything marked so are made up.
 */

/** A client of the API. Both values are made up. */
export interface Client {
	clientId: string;
	clientSecret: string;
}

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
	/** What a year costs in US dollars; made up. */
	yearlyPrice: number;
}

/** A service of a product, which is no plan. */
export interface Service {
	serviceId: string;
	productId: number;
	serviceName: string;
}

/** A billing contact, its fields as documented [doc: query-billing-contact-list]. */
export interface BillingContact {
	billingContactId: string;
	company: string;
	firstName: string;
	lastName: string;
	emailAddress: string;
	country: string;
}

/** A customer, who is a subordinate user, its fields as documented [doc: query-subordinate-user-list]. */
export interface Customer {
	partnerId: string;
	email: string;
	company: string;
	firstName: string;
	lastName: string;
	country: string;
	userType: string;
}

/** A PBX with the plan that it has now and the one it gets when that ends. */
export interface Pbx {
	productNo: string;
	productId: number;
	pbxName: string;
	instanceId: string;
	planId: string;
	billingCycle: 'monthly' | 'annually';
	multiCycle: number;
	nextPlanId?: string;
}

export const CLIENTS: readonly Client[] = [
	{ clientId: '5e1f0a7c3b9d4862a0c4e8f217b6d935', clientSecret: 'sandbox-only-9f3c61d7' },
];

export const PRODUCTS: readonly Product[] = [
	{ productId: 11, name: 'P-Series Plan for Appliance Edition', offeringId: '3048558000000000011' },
	{ productId: 9, name: 'Linkus Cloud Service', offeringId: '3048918000000000009' },
	{ productId: 12, name: 'Software PBX (PSE Self-hosted)', offeringId: '3048560000000000012' },
	{ productId: 13, name: 'Cloud PBX (PCE Instance)', offeringId: '3048571000000000013' },
];

/** The plans of products 9, 11 and 13 are documented; those of product 12 have made-up IDs, as all pricing IDs are. */
export const PLANS: readonly Plan[] = [
	{
		productId: 11,
		planId: '3048558946648207360',
		planName: 'Standard Plan',
		rank: 1,
		pricingPlanId: '3049000000000001001',
		yearlyPrice: 120,
	},
	{
		productId: 11,
		planId: '3048560232537899008',
		planName: 'Enterprise Plan',
		rank: 2,
		pricingPlanId: '3049000000000001002',
		yearlyPrice: 240,
	},
	{
		productId: 11,
		planId: '3048560606464323584',
		planName: 'Ultimate Plan',
		rank: 3,
		pricingPlanId: '3049000000000001003',
		yearlyPrice: 360,
	},
	{
		productId: 9,
		planId: '3048918321840570368',
		planName: 'Linkus Cloud Service',
		rank: 1,
		pricingPlanId: '3049000000000001004',
		yearlyPrice: 90,
	},
	{
		productId: 9,
		planId: '3048918719332507648',
		planName: 'Linkus Cloud Service Pro',
		rank: 2,
		pricingPlanId: '3049000000000001005',
		yearlyPrice: 180,
	},
	{
		productId: 12,
		planId: '3048563100000000257',
		planName: 'Enterprise Plan',
		rank: 1,
		pricingPlanId: '3049000000000001006',
		yearlyPrice: 240,
	},
	{
		productId: 12,
		planId: '3048563200000000513',
		planName: 'Ultimate Plan',
		rank: 2,
		pricingPlanId: '3049000000000001007',
		yearlyPrice: 360,
	},
	{
		productId: 13,
		planId: '3048571730026938368',
		planName: 'Enterprise Plan',
		rank: 1,
		pricingPlanId: '3049000000000001008',
		yearlyPrice: 240,
	},
	{
		productId: 13,
		planId: '3048572026291630080',
		planName: 'Ultimate Plan',
		rank: 2,
		pricingPlanId: '3049000000000001009',
		yearlyPrice: 360,
	},
];

export const SERVICES: readonly Service[] = [
	{ productId: 11, serviceId: '3299326068732223488', serviceName: 'Hotel Module' },
	{ productId: 13, serviceId: '3048573935752720384', serviceName: 'High Availability' },
];

/** The first contact's ID is the tutorials'. */
export const BILLING_CONTACTS: readonly BillingContact[] = [
	{
		billingContactId: '3197218168379846218',
		company: 'Example Telecom Ltd.',
		firstName: 'Ada',
		lastName: 'Moreau',
		emailAddress: 'billing@example.com',
		country: 'France',
	},
	{
		billingContactId: '3197218168379846219',
		company: 'Northwind Voice',
		firstName: 'Jonas',
		lastName: 'Berg',
		emailAddress: 'jonas.berg@northwind-voice.test',
		country: 'Sweden',
	},
];

/** Made up. */
export const CUSTOMERS: readonly Customer[] = [
	{
		partnerId: '3505184805912670301',
		email: 'office@harbour-hotel.test',
		company: 'Harbour Hotel GmbH',
		firstName: 'Mira',
		lastName: 'Lindqvist',
		country: 'Germany',
		userType: 'Enduser',
	},
	{
		partnerId: '3505184805912670302',
		email: 'it@city-dental.test',
		company: 'City Dental Group',
		firstName: 'Paulo',
		lastName: 'Sarmento',
		country: 'Portugal',
		userType: 'Enduser',
	},
];

/** The first two PBXs and their instance IDs are the tutorials'. */
export const PBXS: readonly Pbx[] = [
	{
		productNo: '3631E0997265',
		productId: 11,
		pbxName: 'Harbour Hotel',
		instanceId: '1259567',
		planId: '3048560232537899008',
		billingCycle: 'monthly',
		multiCycle: 0,
	},
	{
		productNo: '369471667338',
		productId: 9,
		pbxName: 'City Dental',
		instanceId: '106396',
		planId: '3048918321840570368',
		billingCycle: 'annually',
		multiCycle: 1,
	},
	{
		productNo: '3631E0112233',
		productId: 11,
		pbxName: 'Vineyard Estates',
		instanceId: '1259601',
		planId: '3048558946648207360',
		billingCycle: 'annually',
		multiCycle: 1,
	},
	{
		productNo: '369471660042',
		productId: 9,
		pbxName: 'Lakeside School',
		instanceId: '106412',
		planId: '3048918321840570368',
		billingCycle: 'annually',
		multiCycle: 2,
	},
	{
		productNo: 'PSE0A1B2C3D4',
		productId: 12,
		pbxName: 'Brandt Logistics',
		instanceId: '2400017',
		planId: '3048563100000000257',
		billingCycle: 'annually',
		multiCycle: 1,
	},
	{
		productNo: 'PCE9F8E7D6C5',
		productId: 13,
		pbxName: 'Orchard Clinic',
		instanceId: '2500031',
		planId: '3048571730026938368',
		billingCycle: 'monthly',
		multiCycle: 0,
	},
];
