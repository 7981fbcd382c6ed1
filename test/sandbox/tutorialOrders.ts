import {
	CUSTOMER,
	type Fields,
	orderOf,
	PBX,
	PLAN,
	planLine,
	SERVICE,
	serviceLine,
	trialLine,
	WITHOUT_PLAN,
} from './orders';

const ONCE = { billingModel: 'once', billingCycle: 'once', multiCycle: 0 };
const YEAR_0 = { multiCycle: 0 };
/** What a line says that is billed monthly. */
export const MONTHLY = { billingCycle: 'monthly', multiCycle: 0 };

const ext12 = (values: Fields = {}) =>
	serviceLine('purchase', SERVICE.extensions12, { connectionPlanId: PLAN.enterprise12, quantity: 5, ...values });
const cloud = { orderPceSpecialRequest: { pbxName: 'New', regionId: '101', pbxSubDomainId: '1011' } };

/** One order for each tutorial, as its table has it. */
export const TUTORIALS: Record<string, Fields> = {
	'switch plan, Appliance': orderOf('switch_plan', 11, [planLine('switch', PLAN.ultimate11)], { productNo: PBX[11] }),
	'switch Linkus': orderOf('switch_plan', 9, [planLine('switch', PLAN.linkusPro)], { productNo: PBX[9] }),
	'switch plan, Software': orderOf('switch_plan', 12, [planLine('switch', PLAN.ultimate12)], { productNo: PBX[12] }),
	'switch plan, Cloud': orderOf('switch_plan', 13, [planLine('switch', PLAN.ultimate13, MONTHLY)], {
		productNo: PBX[13],
	}),
	'purchase plan, Appliance': orderOf('purchase_plan', 11, [planLine('purchase', PLAN.standard11, MONTHLY)], {
		productNo: WITHOUT_PLAN[11],
	}),
	'renew plan, Appliance': orderOf('renew_plan', 11, [planLine('renew', PLAN.enterprise11, MONTHLY)], {
		productNo: PBX[11],
	}),
	'purchase Hotel Module': orderOf('purchase_service', 11, [serviceLine('purchase', SERVICE.hotel, ONCE)], {
		productNo: PBX[11],
	}),
	'purchase Hotel PMS Integration': orderOf('purchase_service', 11, [serviceLine('purchase', SERVICE.hotelPms, ONCE)], {
		productNo: PBX[11],
	}),
	'purchase Linkus': orderOf('purchase_plan', 9, [planLine('purchase', PLAN.linkus, { multiCycle: 5 })], {
		productNo: WITHOUT_PLAN[9],
	}),
	'trial licence, Software': orderOf('trial_plan', 12, [trialLine('plan', PLAN.ultimate12)], {
		billingId: null,
		partnerId: CUSTOMER,
		assignId: 'it@harbour-hotel.test',
	}),
	'purchase licence, Software': orderOf(
		'purchase_plan',
		12,
		[planLine('purchase', PLAN.enterprise12, { quantity: 50 }), ext12()],
		{ partnerId: CUSTOMER },
	),
	'subscribe service, Software': orderOf(
		'purchase_service',
		12,
		[serviceLine('purchase', SERVICE.hotStandby, { connectionPlanId: PLAN.enterprise12 })],
		{ productNo: PBX[12] },
	),
	'expand extensions, Software': orderOf('purchase_service', 12, [ext12()], { productNo: PBX[12] }),
	'renew, Software': orderOf('renew_plan', 12, [planLine('renew', PLAN.enterprise12, { quantity: 50 })], {
		productNo: PBX[12],
	}),
	'purchase, Cloud': orderOf('purchase_plan', 13, [planLine('purchase', PLAN.ultimate13, { quantity: 5 })], cloud),
	'expand recording minutes, Cloud': orderOf(
		'purchase_service',
		13,
		[serviceLine('purchase', SERVICE.minutes13, { connectionPlanId: PLAN.enterprise13, quantity: 100, ...ONCE })],
		{ productNo: PBX[13] },
	),
	'High Availability, Cloud': orderOf(
		'purchase_service',
		13,
		[serviceLine('purchase', SERVICE.availability13, { connectionPlanId: PLAN.enterprise13, quantity: 20 })],
		{ productNo: PBX[13] },
	),
	'renew, Cloud': orderOf('renew_plan', 13, [planLine('renew', PLAN.enterprise13, { quantity: 20 })], {
		productNo: PBX[13],
	}),
	'trial, Turnkey': orderOf('trial_plan', 14, [trialLine('plan', PLAN.turnkey)], { billingId: null }),
	'purchase, Turnkey': orderOf('purchase_plan', 14, [planLine('purchase', PLAN.turnkey, { quantity: 30 })]),
	'expand, Turnkey': orderOf('purchase_service', 14, [
		serviceLine('purchase', SERVICE.extensions14, { connectionPlanId: PLAN.turnkey, quantity: 5, multiCycle: 0 }),
	]),
	'trial, Remote Management': orderOf('trial_plan', 15, [trialLine('plan', PLAN.remote)], { billingId: null }),
	'purchase, Remote Management': orderOf('purchase_plan', 15, [
		planLine('purchase', PLAN.remote),
		serviceLine('purchase', SERVICE.connections15, {
			connectionPlanId: PLAN.remote,
			quantity: 10,
			billingCycle: 'once',
			multiCycle: 0,
		}),
	]),
	'additional connections, Remote Management': orderOf('purchase_service', 15, [
		serviceLine('purchase', SERVICE.connections15, {
			connectionPlanId: PLAN.remote,
			quantity: 3,
			...ONCE,
			billingModel: null,
		}),
	]),
	'renew, Remote Management': orderOf('renew_plan', 15, [planLine('renew', PLAN.remote)]),
	'purchase Remote Management Premium': orderOf('purchase_service', 20, [
		serviceLine('purchase', SERVICE.premium20, { quantity: 4, ...YEAR_0 }),
	]),
	'trial, RM Premium': orderOf('trial_service', 21, [trialLine('service', SERVICE.premium21)], { billingId: null }),
	'additional connections, RM Premium': orderOf('purchase_service', 21, [
		serviceLine('purchase', SERVICE.connections21, { quantity: 4, ...YEAR_0 }),
	]),
	'renew, RM Premium': orderOf('renew_service', 21, [
		serviceLine('renew', SERVICE.premium21, { quantity: 4, ...YEAR_0 }),
	]),
	'renew YCM White Label': orderOf('renew_service', 19, [serviceLine('renew', SERVICE.ycm, YEAR_0)]),
	'trial, PSE White Label': orderOf('trial_service', 19, [trialLine('service', SERVICE.pse, { multiCycle: null })], {
		billingId: null,
	}),
	'purchase PSE White Label': orderOf('purchase_service', 19, [
		serviceLine('purchase', SERVICE.pse, { quantity: 2, ...ONCE }),
	]),
	'purchase PCE White Label': orderOf('purchase_service', 19, [serviceLine('purchase', SERVICE.pce)]),
};
