import { describeConflict } from '../../../../../nodes/YeastarPartner/actions/placing/conflictMessage';
import type { ConflictField } from '../../../../../nodes/YeastarPartner/ordering/conflicts';
import { nameSubject } from '../../../../../nodes/YeastarPartner/ordering/orderIdentity';
import { TUTORIAL_ORDER, withLine } from '../../../../support/bookings';
import { APPLIANCE, CONTACT, ENTERPRISE_PLAN, ULTIMATE_PLAN } from '../../../../support/portal';

const other = { ...withLine({ serviceId: ENTERPRISE_PLAN, billingCycle: 'monthly', multiCycle: 0 }), billingId: '1' };
const requests = [TUTORIAL_ORDER, other].map((order) => ({ order, timeout: 60, orderKey: 'deal-1' }));

describe('a contradiction', () => {
	it.each<[ConflictField, string]>([
		['serviceId', `of PBX ${APPLIANCE} is ${ULTIMATE_PLAN} here and ${ENTERPRISE_PLAN} in item 1`],
		['billingId', `of PBX ${APPLIANCE} is ${CONTACT} here and 1 in item 1`],
		['billingCycle', `of PBX ${APPLIANCE} is annually here and monthly in item 1`],
		['multiCycle', `of PBX ${APPLIANCE} is 1 here and 0 in item 1`],
		['orderKey', `"deal-1" is used for PBX ${APPLIANCE} (this item) and PBX ${APPLIANCE} (item 1)`],
	])('in %s says what each item wants', (field, problem) => {
		const conflict = { field, index: 0, otherIndex: 1 };
		expect(describeConflict(conflict, [TUTORIAL_ORDER, other], requests)).toMatchObject({ field, problem });
	});

	it('with an item that nothing is known of says nothing', () => {
		const conflict = { field: 'serviceId', index: 0, otherIndex: 1 } as const;
		expect(describeConflict(conflict, [TUTORIAL_ORDER, undefined], requests)).toBeUndefined();
	});
});

it('an order without a PBX is named by its product, its customer and its purchase order number', () => {
	const account = { productId: '15', partnerId: '77', poNumber: 'PO-7' };
	expect([nameSubject(account), nameSubject({ productId: '15' }), nameSubject(TUTORIAL_ORDER)]).toEqual([
		'product 15 for customer 77 (purchase order PO-7)',
		'product 15',
		`PBX ${APPLIANCE}`,
	]);
});
