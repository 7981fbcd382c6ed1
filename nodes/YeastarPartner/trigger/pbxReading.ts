import { isFinalNo, PortalFailure } from '../portal/failure';
import type { JsonObject } from '../portal/json';
import { cutShort } from '../portal/paging';
import { getPbx, getPbxPage, type PbxPage, type PbxPlace, PBXS, serialNumberOf } from '../portal/pbxs';
import { fieldNamesOf, type SubscriptionEnd, subscriptionEndOf } from '../portal/subscription';
import type { Look } from './event';

/** A PBX and what is told of its end. */
export interface SeenPbx {
	productId: string;
	pbx: JsonObject;
	end: SubscriptionEnd;
	/** Whether its details were asked for. */
	isFromDetails: boolean;
}

/** What the PBXs of a product have told so far. */
interface Tally {
	/** How many PBXs the list has shown. */
	listed: number;
	/** How many PBXs the portal says that there are. */
	total?: number;
	/** Whether the list has a field for the end, and whether the details have one. */
	inList?: true;
	inDetails?: true;
	/** How many details were asked for that have none. */
	detailsWithout: number;
	/** Whether an end could be read, or a field was empty; and what could not be read. */
	isReadable?: true;
	unreadable?: string;
	/** The fields of a PBX that has no field for the end. */
	fields?: string;
}

/** Where the reading of the PBXs goes on. */
export interface PbxReadingPlace {
	productId: string;
	page: PbxPlace;
	tally: Tally;
}

/** What was read of the PBXs. */
export interface PbxReading {
	pbxs: SeenPbx[];
	/** Where the next poll goes on; undefined where all is read. */
	place?: PbxReadingPlace;
	/** Whether these are all PBXs of the products. */
	isWhole: boolean;
}

/** How many PBXs' details without a field for the end show that there is none. */
const ENOUGH = 5;

function noEndKnown(productId: string, { fields = '', unreadable }: Tally): PortalFailure {
	return new PortalFailure({
		message:
			unreadable === undefined
				? `The PBXs of product ${productId} have no end date that can be recognized among their fields ${fields}`
				: `The end dates of the PBXs of product ${productId} cannot be read: ${unreadable}`,
		advice:
			'Which field holds the end date is not documented. Report this message, so that the node can learn to read it, or leave the product out.',
		delivery: 'ambiguous',
	});
}

function startOf(productId: string): PbxReadingPlace {
	return { productId, page: { pageNo: 1 }, tally: { listed: 0, detailsWithout: 0 } };
}

/** Reads the PBXs of products, with their details only where the list tells no end dates. */
export class PbxReader {
	private readonly pbxs: SeenPbx[] = [];
	private isWhole = true;
	/** Whether the portal tells anything of a PBX: one that was asked for earlier today counts. */
	private isAnyTold = false;
	/** Why the portal refused the details of the first PBX that was left out. */
	private refusal?: PortalFailure;

	/**
	 * @param isAsked whether a PBX's details were asked for already today
	 * @param mostDetails how many PBXs are asked for details at the most
	 */
	constructor(
		private readonly look: Look,
		private readonly isAsked: (productId: string, productNo: string) => boolean = () => false,
		private mostDetails = Infinity,
	) {}

	/**
	 * Reads on until all is read, or the poll's time is used up.
	 *
	 * A PBX whose details the portal refuses is left out, and n8n's log says so: the others must not wait for it.
	 *
	 * @throws PortalFailure also where no end date is recognized for a product, with the names of the fields there are, and where the details
	 * of every PBX are refused: a trigger that never starts must not seem to work
	 */
	async read(products: readonly string[], from?: PbxReadingPlace): Promise<PbxReading> {
		const first = products.findIndex((productId) => productId === from?.productId);
		const reading = await this.readFrom(products, first, from);
		// One that goes on does not see what an earlier poll was told.
		if (first === -1 && !this.isAnyTold && this.refusal !== undefined) throw this.refusal;
		return reading;
	}

	private async readFrom(products: readonly string[], first: number, from?: PbxReadingPlace): Promise<PbxReading> {
		const remaining = products.slice(Math.max(first, 0));
		for (const [index, productId] of remaining.entries()) {
			const isResumed = index === 0 && first !== -1;
			if (index > 0 && this.look.isOver()) return { pbxs: this.pbxs, place: startOf(productId), isWhole: false };
			const place = await this.readProduct((isResumed ? from : undefined) ?? startOf(productId));
			if (place !== undefined) return { pbxs: this.pbxs, place, isWhole: false };
		}
		return { pbxs: this.pbxs, isWhole: this.isWhole && first === -1 };
	}

	/** @returns where it goes on, where time ran out */
	private async readProduct({
		productId,
		page: from,
		tally: before,
	}: PbxReadingPlace): Promise<PbxReadingPlace | undefined> {
		const tally = { ...before };
		let page: PbxPlace | undefined = from;
		while (page !== undefined) {
			const { listed } = tally;
			const answer: PbxPage = await getPbxPage(this.look.client, productId, page, this.look.settings);
			tally.listed += answer.pbxs.length;
			tally.total = answer.total ?? tally.total;
			if (answer.pbxs.length === 0 && tally.listed < (tally.total ?? 0)) {
				throw cutShort(PBXS, tally.listed, tally.total ?? 0, answer.requestId);
			}
			const isDone = await this.seePage(productId, answer.pbxs, tally);
			if (!isDone) return { productId, page, tally: { ...tally, listed } };
			page = answer.next;
			if (page !== undefined && this.look.isOver()) return { productId, page, tally };
		}
		this.check(productId, tally);
		if (tally.total === undefined || tally.listed < tally.total) this.isWhole = false;
		return undefined;
	}

	private check(productId: string, tally: Tally): void {
		const isToldNowhere = !tally.inList && !tally.inDetails && tally.detailsWithout > 0;
		const isUnreadable = !tally.isReadable && tally.unreadable !== undefined;
		if (isToldNowhere || isUnreadable) throw noEndKnown(productId, tally);
	}

	/** @returns whether all of the page was seen; else time ran out between two details */
	private async seePage(productId: string, rows: readonly JsonObject[], tally: Tally): Promise<boolean> {
		const ends = rows.map(subscriptionEndOf);
		if (ends.some(({ kind }) => kind !== 'untold')) tally.inList = true;
		for (const [index, pbx] of rows.entries()) {
			const end = ends[index] ?? { kind: 'untold' };
			if (tally.inList) this.see({ productId, pbx, end, isFromDetails: false }, tally);
			else if (!(await this.askForDetails(productId, pbx, tally))) return false;
		}
		return true;
	}

	/** @returns whether there is time for the next one */
	private async askForDetails(productId: string, row: JsonObject, tally: Tally): Promise<boolean> {
		const productNo = serialNumberOf(row).trim();
		const isHopeless = !tally.inDetails && tally.detailsWithout >= ENOUGH;
		const isAsked = this.isAsked(productId, productNo);
		if (isAsked) this.isAnyTold = true;
		if (productNo === '' || isHopeless || this.mostDetails <= 0 || isAsked) {
			this.isWhole = false;
			return true;
		}
		this.mostDetails--;
		const details = await getPbx(this.look.client, productId, productNo, this.look.settings).catch((error: unknown) =>
			this.leaveOut(error, productId, productNo),
		);
		if (details === undefined) return !this.look.isOver();
		const pbx = { ...row, ...details };
		const end = subscriptionEndOf(pbx);
		if (end.kind === 'untold') {
			tally.detailsWithout++;
			tally.fields ??= fieldNamesOf(pbx);
		} else tally.inDetails = true;
		this.see({ productId, pbx: { ...pbx, productNo }, end, isFromDetails: true }, tally);
		return !this.look.isOver();
	}

	/** Leaves out a PBX whose details the portal refuses; any other failure is one of the poll. */
	private leaveOut(error: unknown, productId: string, productNo: string): undefined {
		if (!(error instanceof PortalFailure) || !isFinalNo(error)) throw error;
		this.isWhole = false;
		this.refusal ??= error;
		this.look.context.logger.warn(
			`PBX ${productNo} of product ${productId} is left out of this poll: ${error.message}`,
		);
	}

	private see(seen: SeenPbx, tally: Tally): void {
		const { end } = seen;
		if (end.kind === 'unreadable') tally.unreadable ??= `${end.field} is ${JSON.stringify(end.value)}`;
		else if (end.kind !== 'untold') tally.isReadable = true;
		this.isAnyTold = true;
		this.pbxs.push(seen);
	}
}
