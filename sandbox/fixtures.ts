/**
 * Whom and what a fresh sandbox knows. The two PBXs of the tutorials and the first billing contact have their documented
 * IDs; names of companies and everything marked so are made up.
 */

/** A client of the API. Both values are made up. */
export interface Client {
	clientId: string;
	clientSecret: string;
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

/** A PBX with the plan that it has now and the one it gets when that ends. */
export interface Pbx {
	productNo: string;
	productId: number;
	pbxName: string;
	instanceId: string;
	/** None before its first plan is bought. */
	planId?: string;
	billingCycle: 'monthly' | 'annually';
	multiCycle: number;
	nextPlanId?: string;
	/** The day on which its subscription ends, as 2027-01-31; none where it has no subscription. */
	expiresOn?: string;
	autoRenews?: boolean;
	/** Whether its plan is on trial. */
	isOnTrial?: boolean;
	/** How many extensions it may have; only of products 12 and 13, which are billed by them. Made up. */
	extensions?: number;
}

/** A customer: what the portal calls a subordinate user [doc: query-subordinate-user-list]. All of them are made up. */
export interface Customer {
	/** The unique ID. The e-mail address is the other one, the Yeastar ID. */
	partnerId: string;
	email: string;
	company: string;
	country: string;
	firstName: string;
	lastName: string;
	/** `Enduser` in answers, though a request says `Customer` [doc: create-a-subordinate-user]. */
	userType: 'Enduser';
	phoneNumber: string;
	stateProvince: string;
	city: string;
	street: string;
	zipCode: string;
	taxNum: string;
	remark: string;
}

export const CLIENTS: readonly Client[] = [
	{ clientId: '5e1f0a7c3b9d4862a0c4e8f217b6d935', clientSecret: 'sandbox-only-9f3c61d7' },
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

/** The first two PBXs and their instance IDs are the tutorials'. The last two have no plan yet. */
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
		extensions: 50,
	},
	{
		productNo: 'PCE9F8E7D6C5',
		productId: 13,
		pbxName: 'Orchard Clinic',
		instanceId: '2500031',
		planId: '3048571730026938368',
		billingCycle: 'monthly',
		multiCycle: 0,
		extensions: 20,
	},
	{
		productNo: '3631E0445566',
		productId: 11,
		pbxName: 'Mill Lane Surgery',
		instanceId: '1259644',
		billingCycle: 'annually',
		multiCycle: 1,
	},
	{
		productNo: '369471660099',
		productId: 9,
		pbxName: 'Riverside Bakery',
		instanceId: '106451',
		billingCycle: 'annually',
		multiCycle: 1,
	},
];

const NOT_TOLD = { phoneNumber: '', stateProvince: '', city: '', street: '', zipCode: '', taxNum: '', remark: '' };

export const CUSTOMERS: readonly Customer[] = [
	{
		partnerId: '3505184805912670209',
		email: 'it@harbour-hotel.test',
		company: 'Harbour Hotel Ltd.',
		country: 'United Kingdom',
		firstName: 'Grace',
		lastName: 'Okafor',
		userType: 'Enduser',
		...NOT_TOLD,
		city: 'Plymouth',
	},
	{
		partnerId: '3505184805912670465',
		email: 'office@brandt-logistics.test',
		company: 'Brandt Logistics GmbH',
		country: 'Germany',
		firstName: 'Lukas',
		lastName: 'Brandt',
		userType: 'Enduser',
		...NOT_TOLD,
	},
];

/** Some countries [doc: query-country-list, its fields]; codes and names are those of ISO 3166, the IDs are made up. */
export const COUNTRIES: ReadonlyArray<{ id: number; code: string; name: string }> = [
	{ id: 76, code: 'FR', name: 'France' },
	{ id: 83, code: 'DE', name: 'Germany' },
	{ id: 159, code: 'NL', name: 'Netherlands' },
	{ id: 209, code: 'ES', name: 'Spain' },
	{ id: 216, code: 'SE', name: 'Sweden' },
	{ id: 234, code: 'GB', name: 'United Kingdom' },
	{ id: 235, code: 'US', name: 'United States' },
];

/** Where a Cloud PBX can be [doc: query-region-list, its fields]; all of them are made up. */
export const REGIONS = [
	{ id: '101', name: 'Europe', region: [{ pbxSubDomain: ['eu.example-pbx.test'], pbxSubDomainId: '1011' }] },
	{ id: '102', name: 'North America', region: [{ pbxSubDomain: ['us.example-pbx.test'], pbxSubDomainId: '1021' }] },
] as const;
