import { findConflicts } from '../../../../nodes/YeastarPartner/ordering/conflicts';
import type { OrderRequest } from '../../../../nodes/YeastarPartner/ordering/orderPlacer';
import { OTHER_PBX, withLine } from '../../../support/bookings';
import { APPLIANCE, ENTERPRISE_PLAN, ULTIMATE_PLAN } from '../../../support/portal';

const STANDARD_PLAN = '3048558946648207360';

function request(productNo: string, serviceId: string, orderKey?: string, productId = '11'): OrderRequest {
	return {
		order: { ...withLine({ serviceId }), productId, productNo },
		timeout: 60,
		...(orderKey === undefined ? {} : { orderKey }),
	};
}

const ultimate = request(APPLIANCE, ULTIMATE_PLAN);
const enterprise = request(APPLIANCE, ENTERPRISE_PLAN);
const standard = request(APPLIANCE, STANDARD_PLAN);
const elsewhere = request(OTHER_PBX, ULTIMATE_PLAN);

/** The places that are named, with what they differ in. */
const named = (requests: Array<OrderRequest | undefined>) =>
	[...new Set(findConflicts(requests).map(({ index, field }) => `${index} ${field}`))].sort();

describe('orders of a run that contradict each other', () => {
	it.each<[string, Array<OrderRequest | undefined>, string[]]>([
		['none', [], []],
		['one', [ultimate], []],
		['two PBXs', [ultimate, elsewhere], []],
		['the same order twice', [ultimate, ultimate], []],
		['the same order in other letters', [ultimate, request(APPLIANCE.toLowerCase(), ULTIMATE_PLAN)], []],
		['two plans for one PBX', [ultimate, enterprise], ['0 serviceId', '1 serviceId']],
		[
			'two plans for one PBX in other letters',
			[ultimate, request(APPLIANCE.toLowerCase(), ENTERPRISE_PLAN)],
			['0 serviceId', '1 serviceId'],
		],
		[
			'two products for one PBX',
			[ultimate, request(APPLIANCE, ULTIMATE_PLAN, undefined, '12')],
			['0 serviceId', '1 serviceId'],
		],
		['three plans for one PBX', [ultimate, enterprise, standard], ['0 serviceId', '1 serviceId', '2 serviceId']],
		['two plans, the second twice', [ultimate, enterprise, enterprise], ['0 serviceId', '1 serviceId', '2 serviceId']],
		[
			'two plans, the first twice in a row',
			[ultimate, ultimate, enterprise],
			['0 serviceId', '1 serviceId', '2 serviceId'],
		],
		[
			'two plans, the first again at the end',
			[ultimate, enterprise, ultimate],
			['0 serviceId', '1 serviceId', '2 serviceId'],
		],
		['another PBX in between', [ultimate, elsewhere, enterprise], ['0 serviceId', '2 serviceId']],
		['items without an order in between', [undefined, ultimate, undefined, enterprise], ['1 serviceId', '3 serviceId']],
		[
			'one key for two PBXs',
			[request(APPLIANCE, ULTIMATE_PLAN, 'a'), request(OTHER_PBX, ULTIMATE_PLAN, 'a')],
			['0 orderKey', '1 orderKey'],
		],
		[
			'one key for two PBXs, the first again at the end',
			[
				request(APPLIANCE, ULTIMATE_PLAN, 'a'),
				request(OTHER_PBX, ULTIMATE_PLAN, 'a'),
				request(APPLIANCE, ULTIMATE_PLAN, 'a'),
			],
			['0 orderKey', '1 orderKey', '2 orderKey'],
		],
		['one key for one order', [request(APPLIANCE, ULTIMATE_PLAN, 'a'), request(APPLIANCE, ULTIMATE_PLAN, 'a')], []],
		[
			'keys that differ in letters',
			[request(APPLIANCE, ULTIMATE_PLAN, 'a'), request(OTHER_PBX, ULTIMATE_PLAN, 'A')],
			[],
		],
		['two PBXs without keys', [ultimate, elsewhere, ultimate], []],
		[
			'one key for two plans of one PBX',
			[request(APPLIANCE, ULTIMATE_PLAN, 'a'), request(APPLIANCE, ENTERPRISE_PLAN, 'a')],
			['0 orderKey', '0 serviceId', '1 orderKey', '1 serviceId'],
		],
	])('are named: %s', (_what, requests, expected) => {
		expect(named(requests)).toEqual(expected);
	});

	it('name one that they contradict', () => {
		const conflicts = findConflicts([elsewhere, ultimate, enterprise]);
		expect(conflicts.toSorted((one, other) => one.index - other.index)).toEqual([
			{ index: 1, field: 'serviceId', otherIndex: 2 },
			{ index: 2, field: 'serviceId', otherIndex: 1 },
		]);
	});
});
