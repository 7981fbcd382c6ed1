import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Pbx } from '../../../../sandbox/fixtures';
import type { Sandbox } from '../../../../sandbox/server';
import { dayAhead } from '../../../../sandbox/subscription';
import type { Switches } from '../../../../sandbox/switches';
import { DAY, onRequest } from '../../../support/bookings';
import { passTime } from '../../../support/clock';
import { PBX_PATH, PBXS_PATH, TOKEN_PATH } from '../../../support/portal';
import { closePollers, errorOf, setUpTrigger } from '../../../support/poller';

jest.setTimeout(60_000);

afterEach(closePollers);

const expiring = (values: INodeParameters = {}): INodeParameters => ({
	event: 'subscriptionExpiring',
	products: [12],
	daysBefore: '30, 7',
	skipAutoRenewing: true,
	...values,
});

/** Has a portal show one PBX of product 12 that ends in so many days. */
function onlyPbx(portal: Sandbox, days: number, values: Partial<Pbx> = {}): Pbx {
	const pbx = portal.book.pbxs.find(({ productId }) => productId === 12) as Pbx;
	portal.book.pbxs.splice(0, portal.book.pbxs.length, pbx);
	return Object.assign(pbx, { expiresOn: dayAhead(days), ...values });
}

describe('Subscription Expiring', () => {
	it('tells a PBX at once that is within a threshold when the workflow is activated, with what is known of it', async () => {
		const { portal, poller } = await setUpTrigger(expiring({ products: [11, 9, 12, 13] }));
		const told = await poller.activate();
		expect(
			told?.map(({ productNo, productId, daysLeft, threshold }) => [productNo, productId, daysLeft, threshold]),
		).toEqual([
			['PCE9F8E7D6C5', '13', -3, 7],
			['3631E0997265', '11', 21, 30],
			['PSE0A1B2C3D4', '12', 28, 30],
		]);
		const { pbxName, expiresOn } = portal.book.findPbx('3631E0997265') as Pbx;
		expect(told?.[1]).toMatchObject({ planName: 'Enterprise Plan', expiresAt: expiresOn, pbxName });
		expect(await poller.poll()).toBeNull();
	});

	it.each([
		[{ pbxTellsCycle: true }, 'monthly'],
		[{ pbxTellsCycle: true, fieldNames: 'other' }, 'monthly'],
		[{}, undefined],
	] as const)(
		'tells how often it is billed as Renew Plan takes it, where the portal tells it (%j)',
		async (switches, cycle) => {
			const { poller } = await setUpTrigger(expiring({ products: [11] }), switches);
			expect((await poller.activate())?.map(({ productNo, billingCycle }) => [productNo, billingCycle])).toEqual([
				['3631E0997265', cycle],
			]);
		},
	);

	it('tells it once for each threshold, and not again when the date is past', async () => {
		const { portal, poller } = await setUpTrigger(expiring());
		onlyPbx(portal, 40);
		expect(await poller.activate()).toBeNull();
		const told: unknown[] = [];
		for (let day = 0; day < 60; day++) {
			for (const { daysLeft, threshold } of (await poller.poll()) ?? []) told.push([daysLeft, threshold]);
			passTime(DAY);
		}
		expect(told).toEqual([
			[30, 30],
			[7, 7],
		]);
	});

	it('tells only the smallest threshold where several are passed at once', async () => {
		const { portal, poller } = await setUpTrigger(expiring({ daysBefore: '7,30 60; 90' }));
		onlyPbx(portal, 5);
		expect(await poller.activate()).toMatchObject([{ daysLeft: 5, threshold: 7 }]);
		expect(await poller.poll()).toBeNull();
	});

	it('tells a PBX once whose date is past already', async () => {
		const { portal, poller } = await setUpTrigger(expiring());
		onlyPbx(portal, -200);
		expect(await poller.activate()).toMatchObject([{ daysLeft: -200, threshold: 7 }]);
		passTime(100 * DAY);
		expect(await poller.poll()).toBeNull();
	});

	it('tells it again after a renewal, when the new end comes near', async () => {
		const { portal, poller } = await setUpTrigger(expiring());
		const pbx = onlyPbx(portal, 5);
		await poller.activate();
		pbx.expiresOn = dayAhead(25);
		expect(await poller.poll()).toMatchObject([{ daysLeft: 25, threshold: 30 }]);
		expect(await poller.poll()).toBeNull();
	});

	it('does not tell it again where the portal shows the old date for a while after a renewal', async () => {
		const { portal, poller } = await setUpTrigger(expiring());
		const pbx = onlyPbx(portal, 5);
		const { expiresOn } = pbx;
		await poller.activate();
		pbx.expiresOn = dayAhead(370);
		await poller.poll();
		pbx.expiresOn = expiresOn;
		expect(await poller.poll()).toBeNull();
	});

	it('leaves out a subscription that renews by itself, until it does no longer', async () => {
		const { portal, poller } = await setUpTrigger(expiring());
		const pbx = onlyPbx(portal, 5, { autoRenews: true });
		expect(await poller.activate()).toBeNull();
		pbx.autoRenews = false;
		expect(await poller.poll()).toMatchObject([{ daysLeft: 5 }]);
	});

	it.each<[INodeParameters, Partial<Switches>]>([
		[{ skipAutoRenewing: false }, {}],
		[{}, { pbxTellsAutoRenewal: false }],
	])('tells it all the same where that is not wanted or not known (%j, %j)', async (parameters, switches) => {
		const { portal, poller } = await setUpTrigger(expiring(parameters), switches);
		onlyPbx(portal, 5, { autoRenews: true });
		expect(await poller.activate()).toHaveLength(1);
	});

	it('tells nothing of a PBX without an end', async () => {
		const { portal, poller } = await setUpTrigger(expiring());
		onlyPbx(portal, 5, { expiresOn: '' });
		expect(await poller.activate()).toBeNull();
	});

	it.each<[Partial<Switches>]>([
		[{ pbxEnd: 'seconds' }],
		[{ pbxEnd: 'nested' }],
		[{ pbxEnd: 'details' }],
		[{ fieldNames: 'other' }],
		[{ fieldNames: 'other', pbxEnd: 'seconds' }],
		[{ paddedSerialNumbers: true }],
		[{ pageTotals: 'none' }],
	])('finds the end date under another name or elsewhere (%j)', async (switches) => {
		const { portal, poller } = await setUpTrigger(expiring(), switches);
		const { productNo, expiresOn } = onlyPbx(portal, 5);
		expect(await poller.activate()).toMatchObject([{ productNo, expiresAt: expiresOn, daysLeft: 5 }]);
		expect(await poller.poll()).toBeNull();
	});

	it('stops the activation with the fields there are, where it recognizes no end date', async () => {
		const { portal, poller } = await setUpTrigger(expiring(), { pbxEnd: 'none' });
		portal.book.addPbxs(12, 60);
		expect((await errorOf(poller.activate())).message).toBe(
			'Reading the PBX list: The PBXs of product 12 have no end date that can be recognized among their fields ' +
				'activationCode, activationStatus, comment, productNo, pbxName, planName, autoRenew, currentPlan, currentPlanExpireDate',
		);
		expect(portal.requests.filter(({ path }) => path === PBX_PATH)).toHaveLength(5);
		expect(poller.stored).toBe('{"node:Trigger":{}}');
	});

	it('does not take the end of a plan that is switching for an end date that all PBXs have', async () => {
		const { portal, poller } = await setUpTrigger(expiring(), { pbxEnd: 'none' });
		onlyPbx(portal, 5, { nextPlanId: portal.book.plans.find(({ productId }) => productId === 12)?.planId });
		expect((await errorOf(poller.activate())).message).toContain('have no end date that can be recognized');
	});

	it('stops with the value where it cannot read the date', async () => {
		const { portal, poller } = await setUpTrigger(expiring(), { pbxEnd: 'month' });
		onlyPbx(portal, 5, { expiresOn: '2027-07-08' });
		expect((await errorOf(poller.activate())).message).toBe(
			'Reading the PBX list: The end dates of the PBXs of product 12 cannot be read: expireDate is "07/08/2027"',
		);
	});

	it('says nothing where a product has no PBX', async () => {
		const { portal, poller } = await setUpTrigger(expiring(), { pbxEnd: 'none' });
		portal.book.pbxs.length = 0;
		expect(await poller.activate()).toBeNull();
	});

	it.each([
		['America/Los_Angeles', 8],
		['UTC', 7],
		['Pacific/Kiritimati', 6],
	])('counts days in the time zone of the workflow (%s)', async (timeZone, daysLeft) => {
		const { portal, poller } = await setUpTrigger(expiring({ daysBefore: '30' }), {}, timeZone);
		onlyPbx(portal, 0);
		const pbx = portal.book.pbxs[0] as Pbx;
		// At eleven in the morning in Greenwich it is tomorrow in Kiritimati; at five it is yesterday in Los Angeles.
		const hour = timeZone === 'America/Los_Angeles' ? 5 : 11;
		const today = Math.floor(Date.now() / DAY) * DAY + DAY;
		passTime(today + hour * 3_600_000 - Date.now());
		pbx.expiresOn = dayAhead(7);
		expect(await poller.activate()).toMatchObject([{ daysLeft }]);
	});

	it('asks for one page after the other, and for no details, where the list tells the dates', async () => {
		const { portal, poller } = await setUpTrigger(expiring());
		portal.book.addPbxs(12, 4999);
		expect(await poller.activate()).toHaveLength(1);
		expect(portal.requests.filter(({ path }) => path === PBXS_PATH)).toHaveLength(200);
		expect(portal.requests.map(({ path }) => path).filter((path) => ![PBXS_PATH, TOKEN_PATH].includes(path))).toEqual(
			[],
		);
	}, 60_000);

	it.each<[Partial<Switches>, string]>([
		[{}, PBXS_PATH],
		[{ pbxEnd: 'details' }, PBX_PATH],
	])(
		'goes on where it stopped when the time of a poll is used up (%j)',
		async (switches, path) => {
			const { portal, poller } = await setUpTrigger(expiring({ products: [11, 12] }), switches);
			const added = [...portal.book.addPbxs(11, 60), ...portal.book.addPbxs(12, 30)];
			added.forEach((pbx) => (pbx.expiresOn = dayAhead(5)));
			const told = [];
			for (let polls = 0; polls < 120; polls++) {
				poller.budget = 100_000;
				portal.requests.length = 0;
				onRequest(portal, path, 1, () => passTime(70_000));
				told.push(...((await poller.poll()) ?? []));
				Reflect.deleteProperty(portal.requests, 'push');
				expect(portal.requests.filter((request) => request.path === path).length).toBeLessThanOrEqual(1);
				poller.save();
				poller.restart();
			}
			const numbers = told.filter(({ daysLeft }) => Number(daysLeft) <= 5).map(({ productNo }) => productNo);
			expect(numbers.sort()).toEqual(added.map(({ productNo }) => productNo).sort());
		},
		60_000,
	);

	it('asks for the details of each PBX once a day, where only they tell the date', async () => {
		const { portal, poller } = await setUpTrigger(expiring(), { pbxEnd: 'details' });
		portal.book.addPbxs(12, 59);
		const details = () => portal.requests.filter(({ path }) => path === PBX_PATH).length;
		expect(await poller.activate()).toHaveLength(1);
		expect(details()).toBe(60);
		expect(await poller.poll()).toBeNull();
		expect(details()).toBe(60);
		passTime(DAY);
		expect(await poller.poll()).toBeNull();
		expect(details()).toBe(120);
	});

	it('leaves out a PBX whose details the portal refuses, and tells it once they are there', async () => {
		const { portal, poller } = await setUpTrigger(expiring(), { pbxEnd: 'details' });
		const pbx = onlyPbx(portal, 5);
		const [other] = portal.book.addPbxs(12, 1) as [Pbx];
		other.expiresOn = dayAhead(5);
		const numbersOf = (told: IDataObject[] | null) => told?.map(({ productNo }) => productNo);
		portal.faults.order({ kind: 'refusal', path: PBX_PATH, productNo: pbx.productNo, times: 1 });
		expect(numbersOf(await poller.activate())).toEqual([other.productNo]);
		expect(numbersOf(await poller.poll())).toEqual([pbx.productNo]);
	});

	it('waits for none of the PBXs whose details are refused, wherever they are in the list and however many', async () => {
		const { portal, poller } = await setUpTrigger(expiring(), { pbxEnd: 'details' });
		const first = onlyPbx(portal, 5);
		const added = portal.book.addPbxs(12, 8);
		const last = Object.assign(added.at(-1) as Pbx, { expiresOn: dayAhead(5) });
		for (const { productNo } of [first, ...added.slice(0, -1)]) {
			portal.faults.order({ kind: 'refusal', path: PBX_PATH, productNo });
		}
		expect((await poller.activate())?.map(({ productNo }) => productNo)).toEqual([last.productNo]);
		expect(await poller.poll()).toBeNull();
	});

	it.each([0, 20])('fails where the portal refuses the details of every PBX (one and %d more)', async (more) => {
		const { portal, poller } = await setUpTrigger(expiring(), { pbxEnd: 'details' });
		onlyPbx(portal, 5);
		portal.book.addPbxs(12, more);
		portal.faults.order({ kind: 'refusal', path: PBX_PATH, detailMessage: 'No details for you' });
		expect((await errorOf(poller.activate())).message).toContain('No details for you');
	});

	it('tells a PBX that ended long ago once, also where each poll sees only a part of the list', async () => {
		const { portal, poller } = await setUpTrigger(expiring());
		onlyPbx(portal, -100);
		const added = portal.book.addPbxs(12, 59);
		added.forEach((pbx) => (pbx.expiresOn = dayAhead(-100)));
		let told = 0;
		for (let polls = 0; polls < 9; polls++) {
			poller.budget = 100_000;
			onRequest(portal, PBXS_PATH, 1, () => passTime(70_000));
			told += ((await poller.poll()) ?? []).length;
			Reflect.deleteProperty(portal.requests, 'push');
		}
		expect(told).toBe(60);
	});

	it('forgets an end date that is long past when no PBX shows it any more', async () => {
		const { portal, poller } = await setUpTrigger(expiring());
		const pbx = onlyPbx(portal, -100);
		await poller.activate();
		const { length } = poller.stored;
		pbx.expiresOn = dayAhead(100);
		await poller.poll();
		expect(poller.stored.length).toBeLessThan(length);
	});

	it('says so where the portal shows only the first page', async () => {
		const { portal, poller } = await setUpTrigger(expiring(), { pagesIgnored: true });
		portal.book.addPbxs(12, 59);
		expect((await errorOf(poller.activate())).message).toBe(
			'Reading the PBX list: The portal shows only 25 of the 60 elements of its PBX list',
		);
	});

	it.each([
		[
			{ daysBefore: '' },
			'Days Before (daysBefore) is empty. It is a list of whole numbers from 0 to 366, such as 30, 7.',
		],
		[{ daysBefore: 'a month' }, 'Days Before (daysBefore) is "a month". It is a list'],
		[{ daysBefore: '7, 400' }, 'Days Before (daysBefore) is "7, 400". It is a list'],
		[{ daysBefore: '-1' }, 'Days Before (daysBefore) is "-1". It is a list'],
		[{ products: [] }, 'Products (products) is empty. Choose the products to look at.'],
		[{ products: '={{ [10] }}' }, 'Products (products) is 10. The product is one of 11'],
	])('refuses %j before the portal is asked', async (values, words) => {
		const { portal, poller } = await setUpTrigger(expiring(values));
		expect((await errorOf(poller.activate())).message).toContain(words);
		expect(portal.requests).toEqual([]);
	});

	it('takes products and days from expressions, as numbers or text', async () => {
		const { poller } = await setUpTrigger(expiring({ products: '={{ "12, 13" }}', daysBefore: '={{ 30 }}' }));
		expect((await poller.activate())?.map(({ productId }) => productId)).toEqual(['13', '12']);
	});
});
