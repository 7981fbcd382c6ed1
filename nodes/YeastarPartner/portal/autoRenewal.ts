import { YES } from './fieldNames';
import type { PortalClient } from './client';
import { PortalFailure } from './failure';
import { exactNumber, type JsonObject, type JsonValue, writeExactly } from './json';
import { getPbx } from './pbxs';
import { renewalValues } from './subscription';

/** Where auto-renewal is switched on; the documentation shows no way to switch it off [doc: enable-auto-renewal]. */
const PATH = '/product/openapi/instance_subscription/v1/active';

/** What a flag says; undefined where it is none. */
function flagOf(value: JsonValue | undefined): boolean | undefined {
	if (typeof value === 'boolean') return value;
	const word = typeof value === 'string' || typeof value === 'number' ? String(value).trim().toLowerCase() : '';
	if (YES.test(word)) return true;
	return /^(false|0|no|off|disabled?|inactive)$/.test(word) ? false : undefined;
}

/**
 * Whether a PBX renews its subscription by itself; undefined where the portal does not tell, or tells two things. That it tells it at
 * all is inferred.
 */
export function autoRenewsOf(pbx: JsonObject): boolean | undefined {
	const flags = new Set(
		renewalValues(pbx)
			.map(flagOf)
			.filter((flag) => flag !== undefined),
	);
	return flags.size === 1 ? [...flags][0] : undefined;
}

/** Which subscription is to renew itself. */
export interface Subscription {
	productId: string;
	productNo: string;
	/** The ID of its plan or service. */
	serviceId: string;
}

/**
 * Switches auto-renewal on, which does nothing where it is on. An answer that is lost does not matter: what counts is read back
 * afterwards.
 *
 * @returns whether the PBX says that it renews itself now; undefined where it does not tell
 * @throws PortalFailure when the portal refuses it, or where its answer is lost and nothing is told
 */
export async function enableAutoRenewal(
	client: PortalClient,
	subscription: Subscription,
): Promise<boolean | undefined> {
	const { productId, productNo, serviceId } = subscription;
	const body = writeExactly({ productNo, productId, planOrServiceId: exactNumber(serviceId) });
	const lost = await client.post(PATH, body, {}).then(
		({ result, requestId }) => (result === false ? refused(productNo, requestId) : undefined),
		(error: unknown) => {
			if (error instanceof PortalFailure && error.facts.delivery === 'ambiguous') return error;
			throw error;
		},
	);
	const isOn = await getPbx(client, productId, productNo).then(autoRenewsOf, (error: unknown) => {
		if (error instanceof PortalFailure) return undefined;
		throw error;
	});
	if (lost !== undefined && isOn !== true) throw lost;
	return isOn;
}

function refused(productNo: string, requestId: string): PortalFailure {
	return new PortalFailure({
		message: `The portal did not switch on auto-renewal for PBX ${productNo}`,
		advice: 'Look at the subscription in the Partner Portal.',
		delivery: 'rejected',
		requestId,
	});
}
