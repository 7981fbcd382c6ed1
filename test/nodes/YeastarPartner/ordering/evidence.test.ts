import { type Shown, type Sought, type Verdict, weigh } from '../../../../nodes/YeastarPartner/ordering/evidence';
import type { JsonObject } from '../../../../nodes/YeastarPartner/portal/json';
import { OTHER_PBX, TUTORIAL_ORDER, withLine } from '../../../support/bookings';
import { APPLIANCE, ENTERPRISE_PLAN, ULTIMATE_PLAN } from '../../../support/portal';

const SENT_AT = Date.UTC(2026, 0, 1);
const DOUBT = 500;
const around = (time: number) => ({ earliest: time - DOUBT, latest: time + DOUBT });
const at = (time: number) => ({ earliest: time, latest: time + 1 });

const BEFORE = at(SENT_AT - 10_000);
const WITHIN = at(SENT_AT + 10);
const AFTER = at(SENT_AT + 1_000);
const LATER = at(SENT_AT + 600_000);

const OWN: JsonObject = { productNo: APPLIANCE, serviceId: ULTIMATE_PLAN };
const SENT: Sought = {
	order: TUTORIAL_ORDER,
	sent: { at: around(SENT_AT), lostAt: at(SENT_AT + 60_000) },
	reference: 'deal-1',
	isReferenceUnique: true,
};
const KEYED: Sought = {
	order: TUTORIAL_ORDER,
	notBefore: at(SENT_AT - 86_400_000),
	reference: 'deal-1',
	isReferenceUnique: true,
};

function verdict(sought: Sought, shown: Partial<Shown>): string {
	const result: Verdict = weigh(sought, { told: OWN, createdAt: AFTER, hasKnownNumber: false, ...shown });
	return result.comparison === 'match' ? `match by ${result.proof}` : result.comparison;
}

const REFERENCED = { ...OWN, customReferenceNo: 'deal-1' };

describe('an order that was sent in this execution', () => {
	it.each<[string, Partial<Shown>, string]>([
		['created after it was sent', {}, 'match by time'],
		['created before', { createdAt: BEFORE }, 'mismatch'],
		['created within the doubt', { createdAt: WITHIN }, 'inconclusive'],
		['created long after its answer was lost', { createdAt: LATER }, 'inconclusive'],
		['whose time is not told', { createdAt: undefined }, 'inconclusive'],
		['with its reference', { told: REFERENCED }, 'match by reference'],
		['with its reference, within the doubt', { told: REFERENCED, createdAt: WITHIN }, 'match by reference'],
		['with its reference, whose time is not told', { told: REFERENCED, createdAt: undefined }, 'match by reference'],
		['with its reference, created before', { told: REFERENCED, createdAt: BEFORE }, 'inconclusive'],
		['with its reference, for another PBX', { told: { ...REFERENCED, productNo: OTHER_PBX } }, 'inconclusive'],
		['with another reference', { told: { ...OWN, poNumber: 'deal-2' } }, 'inconclusive'],
		['for another plan', { told: { ...OWN, serviceId: ENTERPRISE_PLAN } }, 'mismatch'],
		['billed monthly', { told: { ...OWN, billingCycle: 'monthly' } }, 'mismatch'],
		['with its number', { hasKnownNumber: true }, 'match by number'],
		['with its number, created before', { hasKnownNumber: true, createdAt: BEFORE }, 'inconclusive'],
		['with its number, that tells no PBX', { hasKnownNumber: true, told: {} }, 'inconclusive'],
		[
			'with its number, for another PBX',
			{ hasKnownNumber: true, told: { ...OWN, productNo: OTHER_PBX } },
			'inconclusive',
		],
	])('%s: %j is a %s', (_what, shown, expected) => {
		expect(verdict(SENT, shown)).toBe(expected);
	});

	it.each<[string, Partial<Shown>, string]>([
		['created after it was sent', {}, 'match by reference'],
		['within the doubt', { createdAt: WITHIN }, 'match by reference'],
		['whose time is not told', { createdAt: undefined }, 'inconclusive'],
		['created before', { createdAt: BEFORE }, 'inconclusive'],
	])('with a purchase order number that others may carry too, %s: %j is a %s', (_what, shown, expected) => {
		expect(verdict({ ...SENT, isReferenceUnique: false }, { told: REFERENCED, ...shown })).toBe(expected);
	});

	it.each([
		['as many', { quantity: '3' }, 'match by time'],
		['more', { quantity: '4' }, 'inconclusive'],
		['more, with its reference', { quantity: '4', customReferenceNo: 'deal-1' }, 'match by reference'],
	])('of three, where %s are told: %j is a %s', (_what, told, expected) => {
		const order = withLine({ quantity: 3 });
		expect(verdict({ ...SENT, order }, { told: { ...OWN, ...told } })).toBe(expected);
	});

	it('is never certain by a time where the time is not known', () => {
		expect(verdict({ ...SENT, sent: { at: undefined, lostAt: undefined } }, {})).toBe('inconclusive');
	});
});

it('an order of which only its key is known is not certain by a purchase order number that others may carry too', () => {
	expect(verdict({ ...KEYED, isReferenceUnique: false }, { told: REFERENCED })).toBe('inconclusive');
});

describe('an order of which only its key is known', () => {
	it.each<[string, Partial<Shown>, string]>([
		['created since', {}, 'inconclusive'],
		['with its reference', { told: REFERENCED }, 'match by reference'],
		[
			'with its reference, billed otherwise',
			{ told: { ...REFERENCED, billingCycle: 'monthly' } },
			'match by reference',
		],
		['with its number', { hasKnownNumber: true, told: {} }, 'match by number'],
		['from days before', { createdAt: at(SENT_AT - 3 * 86_400_000) }, 'mismatch'],
		[
			'with its reference, from days before',
			{ told: REFERENCED, createdAt: at(SENT_AT - 3 * 86_400_000) },
			'inconclusive',
		],
	])('%s: %j is a %s', (_what, shown, expected) => {
		expect(verdict(KEYED, shown)).toBe(expected);
	});
});
