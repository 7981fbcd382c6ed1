import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';

import type { Book, BookedOrder, OrderLine } from './book';
import { type Faults, readFault } from './faults';
import type { Pbx } from './fixtures';

/** A plan or a service for people, and how many there are of it. */
function inWords(book: Book, id: string, quantity: number | undefined): string {
	return `${book.itemName(id)}${quantity === undefined ? '' : ` × ${quantity}`}`;
}

/** A line for people; with its PBX, where that is another than the order's. */
function lineInWords(book: Book, { planId, quantity, productNo }: OrderLine, order: BookedOrder): string {
	const words = inWords(book, planId, quantity);
	return productNo === order.productNo ? words : `${words} for ${productNo}`;
}

function cycleInWords({ planId, billingCycle, multiCycle }: Pbx): string {
	if (planId === undefined) return '';
	return billingCycle === 'monthly' ? 'monthly' : `annually, ${multiCycle} ${multiCycle === 1 ? 'year' : 'years'}`;
}

/** What the node's panel calls products that the portal's list names otherwise [doc: tutorials]. */
const NAMES_FOR_PEOPLE: Readonly<Record<number, string>> = {
	11: 'P-Series Appliance Edition',
	12: 'P-Series Software Edition',
	13: 'P-Series Cloud Edition',
};

/** A product for people, with the number that expressions and files have. */
function productInWords(book: Book, id: number): string {
	const listed = book.products.find(({ productId }) => productId === id)?.name;
	return `${NAMES_FOR_PEOPLE[id] ?? listed ?? ''} (${id})`;
}

/** The books as the front page shows them. */
function overview(book: Book): object {
	return {
		pbxs: book.pbxs.map((pbx) => ({
			productNo: pbx.productNo,
			name: pbx.pbxName,
			product: productInWords(book, pbx.productId),
			plan: book.planName(pbx.planId),
			nextPlan: book.planName(pbx.nextPlanId),
			cycle: cycleInWords(pbx),
			services: book.holdings
				.filter(({ productNo }) => productNo === pbx.productNo)
				.map(({ serviceId, quantity }) => inWords(book, serviceId, quantity)),
		})),
		orders: [...book.orders].reverse().map((order) => ({
			time: new Date(order.createTime).toISOString(),
			orderNo: order.orderNo,
			status: order.orderStatus,
			productNo: order.productNo,
			product: productInWords(book, order.productId),
			kind: order.operationType ?? 'switch_plan',
			lines: [order, ...order.furtherLines].map((line) => lineInWords(book, line, order)),
			poNumber: order.poNumber ?? '',
		})),
	};
}

/**
 * Adds what the real portal's API does not have: the front page, its live feed, and the ordering of faults over HTTP
 * (`POST /sandbox/faults` with a fault as JSON, `GET /sandbox/faults`, `DELETE /sandbox/faults`). Each of the three answers with
 * the faults that are ordered then.
 */
export function registerPage(app: FastifyInstance, book: Book, faults: Faults): void {
	const html = readFileSync(join(__dirname, 'page.html'), 'utf8');
	app.get('/', async (_request, reply) => await reply.type('text/html').send(html));
	app.get('/sandbox/state', () => overview(book));

	app.get('/sandbox/events', (request, reply) => {
		reply.hijack();
		reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
		const push = () => reply.raw.write(`data: ${JSON.stringify(overview(book))}\n\n`);
		push();
		book.on('change', push);
		request.raw.on('close', () => book.off('change', push));
	});

	const list = () => `${JSON.stringify({ faults: faults.list() }, undefined, 2)}\n`;
	app.get('/sandbox/faults', async (_request, reply) => await reply.type('application/json').send(list()));
	app.post('/sandbox/faults', async (request, reply) => {
		try {
			faults.order(readFault(String(request.body)));
			return await reply.type('application/json').send(list());
		} catch (error) {
			return await reply
				.code(400)
				.type('text/plain')
				.send(`${(error as Error).message}\n`);
		}
	});
	app.delete('/sandbox/faults', async (_request, reply) => {
		faults.clear();
		return await reply.type('application/json').send(list());
	});
}
