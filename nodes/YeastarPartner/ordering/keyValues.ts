/** An order key, what its order is for, and when it was taken, in milliseconds since 1970. */
export interface KeyedOrder {
	key: string;
	/** What the order is about, and what makes it the same as another one: see `orderIdentity.ts`. */
	subject: string;
	fingerprint: string;
	takenAt: number;
}

/** A day, in milliseconds. */
export const DAY = 86_400_000;
/** A span, in milliseconds: the order of a key that was taken in this one or the last may still be under way. */
export const SPAN = 300_000;

const value = (...parts: Array<string | number>): string => JSON.stringify(['n8n-nodes-yeastar-partner', ...parts]);

/** The order was sent, or is about to be: only the run that finds this new may send it. */
export const sent = (key: string): string => value('sent', key);
/** Which order the key is for: another one is refused. */
export const forOrder = (key: string, fingerprint: string): string => value('order', key, fingerprint);
/** The day on which the key was taken: its order is looked for from then on, however long the portal's list is. */
export const onDay = (key: string, time: number): string => value('day', key, Math.floor(time / DAY));
/** The node heard the order as placed: the key is never released, whatever the portal shows by then. */
export const placed = (key: string): string => value('placed', key);
/** The order's number: it is found by it where the portal shows no purchase order number. */
export const numbered = (key: string, orderNo: string): string => value('number', key, orderNo);
/** What the order is about: until it is placed, an order that the portal has for that could be the key's. */
export const forSubject = (key: string, subject: string): string => value('subject', key, subject);
/** The span in which the key was taken: until its order is placed, it is not released soon after. */
export const inSpan = (key: string, time: number): string => value('span', key, Math.floor(time / SPAN));

/** What means nothing any more once the order is placed. */
export const passingValues = ({ key, subject, takenAt }: KeyedOrder): string[] => [
	forSubject(key, subject),
	inSpan(key, takenAt),
];
/** What stands for a key for good; what stands beside it differs by whether its order is placed. */
const lastingValues = (of: KeyedOrder) => [sent(of.key), forOrder(of.key, of.fingerprint), onDay(of.key, of.takenAt)];
export const sentValues = (of: KeyedOrder): string[] => [...lastingValues(of), ...passingValues(of)];
export const placedValues = (of: KeyedOrder, orderNo: string): string[] => [
	...lastingValues(of),
	placed(of.key),
	numbered(of.key, orderNo),
];
