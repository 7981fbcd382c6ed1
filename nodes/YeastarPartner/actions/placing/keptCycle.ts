import { InvalidField } from '../../input/invalidField';
import type { OrderRequest } from '../../ordering/orderPlacer';
import { normalizeSerialNumber } from '../../ordering/orderIdentity';
import type { PortalClient } from '../../portal/client';
import { PortalFailure } from '../../portal/failure';
import type { JsonObject } from '../../portal/json';
import type { BillingCycle } from '../../portal/order';
import { getPbx, getPbxPage, presentCycleOf, serialNumberOf } from '../../portal/pbxs';

/** Up to so many PBXs are asked for in full; of more only the first page of the list is read, since each costs a request. */
const MAX_DETAILS = 10;

function orNothing<Value>(nothing: Value) {
	return (error: unknown): Value => {
		if (error instanceof PortalFailure) return nothing;
		throw error;
	};
}

/** How often PBXs of a product are billed now, by serial number, as far as the portal tells. */
async function presentCyclesOf(
	client: PortalClient,
	productId: string,
	serialNumbers: readonly string[],
): Promise<Map<string, BillingCycle>> {
	const cycles = new Map<string, BillingCycle>();
	const add = (serialNumber: string, pbx: JsonObject) => {
		const cycle = presentCycleOf(pbx);
		if (cycle !== undefined) cycles.set(normalizeSerialNumber(serialNumber), cycle);
	};
	if (serialNumbers.length > MAX_DETAILS) {
		const { pbxs } = await getPbxPage(client, productId, { pageNo: 1 }).catch(orNothing({ pbxs: [] }));
		for (const pbx of pbxs) add(serialNumberOf(pbx), pbx);
		return cycles;
	}
	for (const serialNumber of serialNumbers) {
		add(serialNumber, await getPbx(client, productId, serialNumber).catch(orNothing({})));
	}
	return cycles;
}

/**
 * The renewals of a run that would change the billing cycle, which they cannot [doc: tutorial-renew-subscription-plan-for-p-series-appliance-edition].
 * Where the portal does not tell the present cycle, nothing is said: that it tells it at all is inferred.
 *
 * @returns the place of each in the run, and why it must not be sent
 */
export async function findChangedCycles(
	client: PortalClient,
	requests: ReadonlyArray<OrderRequest | undefined>,
): Promise<Array<readonly [index: number, error: InvalidField]>> {
	const renewals = requests.flatMap((request, index) => {
		const { operationType, productId, productNo, lines } = request?.order ?? {};
		if (operationType !== 'renew_plan' || productId === undefined || productNo === undefined) return [];
		return [
			{ index, productId, productNo, cycle: lines?.find(({ serviceType }) => serviceType === 'plan')?.billingCycle },
		];
	});
	const changed: Array<readonly [number, InvalidField]> = [];
	for (const productId of new Set(renewals.map((renewal) => renewal.productId))) {
		const ofProduct = renewals.filter((renewal) => renewal.productId === productId);
		const serialNumbers = [...new Set(ofProduct.map(({ productNo }) => productNo))];
		const present = await presentCyclesOf(client, productId, serialNumbers);
		for (const { index, productNo, cycle } of ofProduct) {
			const now = present.get(normalizeSerialNumber(productNo));
			if (now === undefined || cycle === undefined || now === cycle) continue;
			const problem = `is "${cycle}", but PBX ${productNo} is billed ${now}`;
			changed.push([index, new InvalidField('billingCycle', problem, 'A renewal cannot change the billing cycle.')]);
		}
	}
	return changed;
}
