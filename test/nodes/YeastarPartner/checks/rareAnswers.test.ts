import { check, placeOrders, type Report } from '../../../support/checking';
import { closeOtherPortals, type Mutation, setUpMutated } from '../../../support/otherPortal';
import { refuse, result } from './mutations/mutate';

const DETAILS_PATH = '/order/openapi/order/v1/get/';
const ORDERS_PATH = '/order/openapi/order/v1/page';

afterEach(closeOtherPortals);

async function findingsOf(mutation: Mutation): Promise<Report['findings']> {
	const { engine, portal } = await setUpMutated(mutation);
	placeOrders(portal);
	return (await check(engine)).report.findings;
}

describe('Check API', () => {
	it("says unknown of an order's fields where the order cannot be asked for by its number", async () => {
		const findings = await findingsOf({
			answer: (answer) => {
				if (/\/get\/(?!\d{19}$)/.test(answer.path)) refuse(answer, 404, 'order_not_found');
			},
		});
		expect(findings['orderDetails.byNumber']).toEqual({ holds: 'no', seen: 'refused' });
		expect(findings['orderDetails.byId']).toEqual({ holds: 'unknown', seen: 'refused by its number' });
		expect(findings['orderDetails.plan']).toEqual({ holds: 'unknown', seen: 'no order was asked for' });
		expect(findings['orderDetails.poNumber']).toEqual({ holds: 'unknown', seen: 'no order was asked for' });
	});

	it('does not take details that tell no order number for those of the order', async () => {
		const findings = await findingsOf(
			result(DETAILS_PATH, ({ orderInformation }) => void delete (orderInformation as { orderNo?: string }).orderNo),
		);
		expect(findings['orderDetails.byNumber']).toEqual({ holds: 'no', seen: 'no orderNo in the answer' });
	});

	it("says unknown of an order's lines where the details have none", async () => {
		const findings = await findingsOf(result(DETAILS_PATH, (details) => void delete details.orderSummary));
		expect(findings['orderDetails.parts']?.seen).toMatch(/^missing: orderSummary;/);
		expect(findings['orderDetails.interval']?.holds).toBe('unknown');
		expect(findings['orderDetails.plan']).toEqual({ holds: 'no', seen: 'in no field' });
	});

	it('says unknown of orders where their list holds nothing', async () => {
		const findings = await findingsOf(result(ORDERS_PATH, () => ({ results: [] })));
		const ofOrders = Object.entries(findings).filter(([id]) => /^orders\.(time|fraction|sort|status)/.test(id));
		expect(ofOrders.length).toBeGreaterThan(3);
		expect(ofOrders.filter(([, { holds }]) => holds !== 'unknown')).toEqual([]);
	});

	it('says no more of details that are a text than that their parts are missing', async () => {
		const findings = await findingsOf(result(DETAILS_PATH, () => 'an order'));
		expect(findings['orderDetails.parts']?.seen).toMatch(/^missing: .*; there are: none$/);
	});
});
