import * as fixtures from '../../../../sandbox/fixtures';
import { check, type Checked, placeOrders } from '../../../support/checking';
import { closeOtherPortals, type Mutation, setUpMutated } from '../../../support/otherPortal';
import { closePortals, setUp } from '../../../support/portal';
import type { Fields } from './mutations/mutate';

afterEach(async () => {
	await closePortals();
	await closeOtherPortals();
});

/** Every text in a value. */
function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** All that a check shows, the sentences and IDs of the assumptions themselves taken out. */
function shownBy({ items, text }: Checked): string {
	return [text, ...items.map(({ seen }) => String(seen))].join('\n');
}

function expectNone(shown: string, values: readonly string[]): void {
	expect(values.length).toBeGreaterThan(0);
	expect(values.filter((value) => value !== '' && shown.includes(value))).toEqual([]);
}

describe('the report of a check', () => {
	it.each([
		['usual', {}],
		['numeric', { numericIds: true, fieldNames: 'other', plansShape: 'nested', contactsShape: 'page' }],
		['other', { wideRows: true, plansShape: 'other', orderDetails: 'otherNames', productIdInWords: true }],
		['textual', { orderTimes: 'text', paddedSerialNumbers: true, orderDetails: 'twoPlans', httpRepeatsStatus: false }],
	] as const)('holds no value of the fixtures, no order and no secret (%s answers)', async (_name, switches) => {
		const { engine, portal } = await setUp({ ...switches });
		placeOrders(portal);
		const shown = shownBy(await check(engine));
		const { orders } = portal.book;
		const tokens = portal.requests.map(({ headers }) => String(headers.authorization ?? '').slice('Bearer '.length));
		// Words of the sandbox itself.
		const words = ['succeed', 'person'];
		const values = [...textsIn(fixtures), ...textsIn(orders), ...orders.map(({ createTime }) => String(createTime))];
		expectNone(
			shown,
			values.filter((value) => !words.includes(value)),
		);
		expectNone(
			shown,
			tokens.filter((token) => token.length > 20),
		);
	});

	it('holds nothing of texts and numbers that stand anywhere, also as names of fields and in the words of a refusal', async () => {
		const secrets: string[] = [];
		const secret = (text: string) => {
			secrets.push(text);
			return text;
		};
		let count = 0;
		const soil = (value: unknown): void => {
			if (Array.isArray(value)) return value.forEach(soil);
			if (typeof value !== 'object' || value === null || 'isLosslessNumber' in value) return;
			Object.values(value).forEach(soil);
			const object = value as Fields;
			object.remark = secret(`Moreau-${++count} Vineyard`);
			object[secret(`ada${count}@example.test`)] = { contact: secret(`+44 20 7946 ${count}`) };
			object[secret(`48305606064${count}`)] = [secret(`Lakeside ${count}`)];
			object[secret(`Harbour Hotel ${count}`)] = secret(`SN${count}XQ`);
			object[secret(`sn_3631E09972${count}`)] = true;
			object[secret(`${'abcdefgh'.repeat(6)}${count}`)] = null;
		};
		const mutation: Mutation = {
			answer: ({ path, body }) => {
				if (body.code !== 'success') {
					Object.assign(body, {
						code: secret(`Quillfeather_not_found`),
						detailMessage: secret('No PBX of Quillfeather'),
					});
				}
				if (!path.includes('/auth/')) soil(body);
			},
		};
		const { engine, portal } = await setUpMutated(mutation);
		placeOrders(portal);
		const checked = await check(engine);
		const shown = shownBy(checked);
		expect(secrets.length).toBeGreaterThan(500);
		expectNone(shown, secrets);
		expect(shown).not.toContain('Quillfeather');
		expect(shown).toContain('(masked)');
		expect(checked.report.findings['refusals.wrongOrder']?.seen).toBe('status 400, code *_not_found');
		expect(checked.report.findings['plans.name']).toEqual({ holds: 'yes', seen: 'planName: text' });
	});
});
