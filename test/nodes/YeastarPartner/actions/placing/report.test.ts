import type { IExecuteFunctions } from 'n8n-workflow';

import { YeastarPartnerApi } from '../../../../../credentials/YeastarPartnerApi.credentials';
import { reportOrders } from '../../../../../nodes/YeastarPartner/actions/placing/report';
import { TUTORIAL_ORDER } from '../../../../support/bookings';
import { startInNode } from '../../../../support/inNode';

it("an order that failed for a reason that is not the portal's is said to be unknown, since it may have been sent", async () => {
	const order = { ...TUTORIAL_ORDER, lines: [...TUTORIAL_ORDER.lines] };
	const error = new TypeError('Odd answer');
	const failed = { itemIndex: 0, order, serviceName: '', outcome: { kind: 'failed', error } } as const;
	const { result } = startInNode(
		new YeastarPartnerApi(),
		{},
		async (context: IExecuteFunctions) => await Promise.resolve(reportOrders(context, [failed])),
	);
	await expect(result).rejects.toThrow(
		`It is unknown whether the order for PBX ${order.productNo} was placed: Odd answer. Look in the Partner Portal before you run this item again`,
	);
});
