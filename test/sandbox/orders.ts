/** A PBX of the fixtures for each product that has them. */
export const PBX = { 9: '369471667338', 11: '3631E0997265', 12: 'PSE0A1B2C3D4', 13: 'PCE9F8E7D6C5' } as const;
/** PBXs of the fixtures that have no plan. */
export const WITHOUT_PLAN = { 9: '369471660099', 11: '3631E0445566' } as const;
export const CONTACT = '3197218168379846218';
export const CUSTOMER = '3505184805912670209';

export const PLAN = {
	standard11: '3048558946648207360',
	enterprise11: '3048560232537899008',
	ultimate11: '3048560606464323584',
	linkus: '3048918321840570368',
	linkusPro: '3048918719332507648',
	enterprise12: '3048563100000000257',
	ultimate12: '3048563200000000513',
	enterprise13: '3048571730026938368',
	ultimate13: '3048572026291630080',
	turnkey: '3048572500000000769',
	remote: '3048573600000001281',
} as const;

export const SERVICE = {
	hotel: '3299326068732223488',
	hotelPms: '3299326100000000303',
	extensions12: '3048563300000000771',
	hotStandby: '3048563500000000777',
	callCenter: '3048563800000000783',
	extensions13: '3048573516041273344',
	minutes13: '3048573759449317376',
	availability13: '3048573935752720384',
	extensions14: '3048572600000000787',
	connections15: '3048573700000001283',
	ycm: '3048574100000001287',
	pse: '3048574200000001289',
	pce: '3048574300000001291',
	premium20: '3048575100000001293',
	premium21: '3048576100000001297',
	connections21: '3048576200000001299',
} as const;

/** Fields as they stand in a body; those that are null are left out, and those that are IDs are written as bare numbers. */
export type Fields = Record<string, unknown>;

const IDS = ['serviceId', 'connectionPlanId', 'billingId', 'partnerId', 'pricingId', 'planOrServiceId'];

/** JSON with the IDs as bare numbers, however many digits they have. */
export function bodyOf(fields: Fields): string {
	const text = JSON.stringify(fields, (_key, value: unknown) => (value === null ? undefined : value));
	return text.replace(new RegExp(`"(${IDS.join('|')})":"(\\d+)"`, 'g'), '"$1":$2');
}

const YEARLY = { billingModel: 'recurring', billingCycle: 'annually', multiCycle: 1 };

/** A line of a plan, for a year where nothing else is said. */
export function planLine(purchaseType: string, serviceId: string, values: Fields = {}): Fields {
	return { serviceType: 'plan', serviceId, purchaseType, ...YEARLY, ...values };
}

/** A line of a service. */
export function serviceLine(purchaseType: string, serviceId: string, values: Fields = {}): Fields {
	return { serviceType: 'service', serviceId, purchaseType, ...YEARLY, ...values };
}

/** A trial's line, as the tutorials have it. */
export function trialLine(serviceType: 'plan' | 'service', serviceId: string, values: Fields = {}): Fields {
	return { serviceType, serviceId, purchaseType: 'trial', multiCycle: 0, ...values };
}

/** An order with the first billing contact. */
export function orderOf(operationType: string, productId: number, lines: Fields[], values: Fields = {}): Fields {
	return { operationType, productId, billingId: CONTACT, ...values, serviceList: lines };
}
