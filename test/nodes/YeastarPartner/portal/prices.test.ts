import { pricingIdOf, totalOf } from '../../../../nodes/YeastarPartner/portal/prices';
import { autoRenewsOf } from '../../../../nodes/YeastarPartner/portal/autoRenewal';
import { offerOfService, servicesIn } from '../../../../nodes/YeastarPartner/portal/services';
import type { JsonValue } from '../../../../nodes/YeastarPartner/portal/json';
import { customerOf, presentCycleOf } from '../../../../nodes/YeastarPartner/portal/pbxs';
import { productNameOf } from '../../../../nodes/YeastarPartner/portal/products';

describe('the total of a price calculation', () => {
	it.each<[JsonValue, string]>([
		[{ totalPrice: '360.00', currencyCode: 'USD' }, '360.00 USD'],
		[{ total_amount: 12, currency: 'RMB' }, '12 RMB'],
		[{ price: '5', total: '7' }, '7'],
		[{ amount: 'ask' }, ''],
		[{ serviceList: [] }, ''],
		[[], ''],
		[null, ''],
	])('in %j is %j', (price, total) => {
		expect(totalOf(price)).toBe(total);
	});
});

describe('a pricing ID', () => {
	it.each([
		[{ pricingServiceId: '7' }, '7'],
		[{ servicePricingId: 7 }, '7'],
		[{ price: { pricingPlanId: '8' } }, '8'],
		[{ addOn: { serviceId: '1', pricingId: '9' } }, undefined],
		[{ pricingId: 'none' }, undefined],
	])('of %j is %j', (offer, id) => {
		expect(pricingIdOf(offer)).toBe(id);
	});
});

describe('auto-renewal', () => {
	it.each([
		[{ autoRenew: true }, true],
		[{ autoRenewal: 'Off' }, false],
		[{ subscription: { isAutoRenew: 1 } }, true],
		[{ auto_renew: 0 }, false],
		[{ autoRenew: 'perhaps' }, undefined],
		[{ autoRenew: null }, undefined],
		[{ autoRenew: true, subscription: { autoRenew: false } }, undefined],
		[{ services: [{ autoRenew: true }] }, undefined],
		[{}, undefined],
	])('that a PBX tells as %j is %j', (pbx, isOn) => {
		expect(autoRenewsOf(pbx)).toBe(isOn);
	});
});

describe('the present billing cycle', () => {
	it.each([
		[{ billingCycle: 'Yearly' }, 'annually'],
		[{ subscription: { billing_period: 'month' } }, 'monthly'],
		[{ billingCycle: 'monthly', plan: { billingCycle: 'annually' } }, undefined],
		[{ billingCycle: 'weekly' }, undefined],
		[{ nextPlan: { billingCycle: 'annually' } }, undefined],
	])('that a PBX tells as %j is %j', (pbx, cycle) => {
		expect(presentCycleOf(pbx)).toBe(cycle);
	});
});

it.each([
	[{ customerName: 'Harbour Hotel' }, 'Harbour Hotel'],
	[{ company: 'Northwind' }, 'Northwind'],
	[{ comment: 'x' }, ''],
])('the customer that a PBX tells as %j is %j', (pbx, name) => {
	expect(customerOf(pbx)).toBe(name);
});

it.each([
	['21', 'Remote Management Premium (21)'],
	['99', ''],
])('product %s is called %j', (id, name) => {
	expect(productNameOf(id)).toBe(name);
});

describe('services', () => {
	it('are found wherever they stand, with the offering that they belong to', () => {
		const result: JsonValue = {
			offers: [
				{ offeringId: 7, planList: [{ planId: '1', serviceList: [{ serviceId: 2, serviceName: 'Hotel Module' }] }] },
				{ offeringId: '8', serviceList: [{ serviceId: '3' }] },
			],
		};
		expect(servicesIn(result, '11')).toEqual([
			{ offeringId: '7', serviceId: '2', serviceName: 'Hotel Module', productId: '11' },
			{ offeringId: '8', serviceId: '3', productId: '11' },
		]);
		expect(servicesIn([{ serviceId: '4' }], '11')).toEqual([{ serviceId: '4', productId: '11' }]);
	});

	it.each([
		[{ serviceName: 'Hotel Module' }, 'Hotel Module'],
		[{ addOnName: 'Extensions', connectionPlanId: '7' }, 'Extensions'],
		[{ name: 'Hotel Module', nextServiceId: '9' }, ''],
		[{}, ''],
	])('are called by their own name: %j', (fields, name) => {
		expect(offerOfService({ serviceId: '1', productId: '11', ...fields }).name).toBe(name);
	});
});
