import type { IDataObject } from 'n8n-workflow';

import { currentPlanOf, presentCycleOf, serialNumberOf } from '../portal/pbxs';
import { renewsByItself } from '../portal/subscription';
import { Calendar, daysBetween } from './calendar';
import type { Look, PollResult, TriggerEvent } from './event';
import { KnownTexts, type StoredTexts } from './known';
import { expiryParameters, readDaysBefore, readProducts } from './parameters';
import { PbxReader, type PbxReadingPlace, type SeenPbx } from './pbxReading';

/** What is stored between two polls. */
interface State {
	/** PBXs and end dates that were told. The label is the end date and the smallest threshold. */
	told: StoredTexts;
	/** PBXs whose details were asked for, by the day. */
	asked?: StoredTexts;
	unfinished?: PbxReadingPlace;
}

/** How long an end date that is past is remembered, in days, though the PBX shows it no longer: the portal may show it again for a while. */
const REMEMBERED_DAYS = 60;
/** How many PBXs' details are asked for to find an example. */
const EXAMPLES = 25;

/** A PBX whose subscription ends on a day that is known. */
interface EndingPbx extends SeenPbx {
	productNo: string;
	expiresAt: string;
	daysLeft: number;
}

/** The PBXs whose end is known. */
function endingOf({ now, timeZone }: Look, pbxs: readonly SeenPbx[]): EndingPbx[] {
	const calendar = new Calendar(timeZone);
	const today = calendar.dayAt(now);
	return pbxs.flatMap((seen): EndingPbx[] => {
		const expiresAt = calendar.endDay(seen.end);
		const productNo = serialNumberOf(seen.pbx).trim();
		if (expiresAt === undefined || productNo === '') return [];
		return [{ ...seen, productNo, expiresAt, daysLeft: daysBetween(today, expiresAt) }];
	});
}

function isWanted(context: Look['context'], { pbx }: SeenPbx): boolean {
	return context.getNodeParameter('skipAutoRenewing', true) === false || !renewsByItself(pbx);
}

function toOutput({ pbx, productNo, productId, expiresAt, daysLeft }: EndingPbx, threshold: number): IDataObject {
	const billingCycle = presentCycleOf(pbx);
	const cycle = billingCycle === undefined ? {} : { billingCycle };
	return { ...pbx, productNo, productId, planName: currentPlanOf(pbx), ...cycle, expiresAt, daysLeft, threshold };
}

function keyOf({ productId, productNo, expiresAt }: EndingPbx): string {
	return `${productId} ${productNo} ${expiresAt}`;
}

function readLabel(label: string): { expiresAt: string; threshold: number } {
	const [expiresAt = '', threshold = ''] = label.split(' ');
	return { expiresAt, threshold: Number(threshold) };
}

/**
 * Each PBX once for each end date and threshold that it comes within, those included that are within it, or past their date, in the
 * first poll. Where it comes within several at once, the smallest is told. Another end date starts anew.
 */
export const subscriptionExpiring: TriggerEvent<State> = {
	option: {
		name: 'Subscription Expiring',
		value: 'subscriptionExpiring',
		description: 'The subscription of a PBX ends soon, or has ended',
	},
	parameters: expiryParameters,
	action: 'Reading the PBX list',
	nothing: 'The portal tells of no PBX whose subscription ends, as the parameters have it',
	async poll(look, state): Promise<PollResult<State>> {
		const { context, now, timeZone } = look;
		const thresholds = readDaysBefore(context);
		const products = readProducts(context);
		const today = new Calendar(timeZone).dayAt(now);
		const asked = new KnownTexts(state?.asked);
		asked.keep((day) => day === today);
		const reader = new PbxReader(look, (...pbx) => asked.get(pbx.join(' ')) !== undefined);
		const { pbxs, place, isWhole } = await reader.read(products, state?.unfinished);

		const told = new KnownTexts(state?.told);
		const ending = endingOf(look, pbxs);
		const due: Array<{ pbx: EndingPbx; threshold: number }> = [];
		for (const pbx of ending) {
			const threshold = thresholds.find((days) => pbx.daysLeft <= days);
			if (threshold === undefined || !isWanted(context, pbx)) continue;
			const label = told.get(keyOf(pbx));
			if (label !== undefined && readLabel(label).threshold <= threshold) continue;
			told.set(keyOf(pbx), `${pbx.expiresAt} ${threshold}`);
			due.push({ pbx, threshold });
		}
		for (const { productId, pbx, isFromDetails } of pbxs) {
			if (isFromDetails) asked.set(`${productId} ${serialNumberOf(pbx)}`, today);
		}
		const isRecent = (label: string) => daysBetween(readLabel(label).expiresAt, today) <= REMEMBERED_DAYS;
		told.keep((label, isListed) => !isWhole || isListed || isRecent(label), ending.map(keyOf));
		const events = due
			.sort((one, other) => one.pbx.daysLeft - other.pbx.daysLeft)
			.map(({ pbx, threshold }) => toOutput(pbx, threshold));
		return { events, state: { told: told.store(), asked: asked.store(), ...(place ? { unfinished: place } : {}) } };
	},
	async example(look) {
		const thresholds = readDaysBefore(look.context);
		const { pbxs } = await new PbxReader(look, undefined, EXAMPLES).read(readProducts(look.context));
		const ending = endingOf(look, pbxs).filter((pbx) => isWanted(look.context, pbx));
		// Those to come before those past, the nearest first.
		const distance = ({ daysLeft }: EndingPbx) => (daysLeft < 0 ? 1e6 - daysLeft : daysLeft);
		const [next] = ending.sort((one, other) => distance(one) - distance(other));
		if (next === undefined) return undefined;
		return toOutput(next, thresholds.find((days) => next.daysLeft <= days) ?? Math.max(...thresholds));
	},
};
