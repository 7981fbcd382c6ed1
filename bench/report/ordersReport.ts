import {
	BATCH,
	type CallsSample,
	CONCURRENCIES,
	COUNTS,
	LATENCIES,
	type OrdersSample,
	type SubjectName,
} from '../parts/orders';
import { ratioOf, spreadOf, spreadText } from './statistics';
import { table } from './table';

type Quantity = 'wall' | 'cpu';

/** Looks up what was measured for a setting. */
export class OrdersTable {
	constructor(private readonly samples: readonly OrdersSample[]) {}

	values(
		setting: Pick<OrdersSample, 'count' | 'latency' | 'concurrency'>,
		subject: SubjectName,
		quantity: Quantity,
	): number[] | undefined {
		const { count, latency, concurrency } = setting;
		const sample = this.samples.find(
			(one) =>
				one.count === count && one.latency === latency && one.concurrency === concurrency && one.subject === subject,
		);
		return sample?.costs.map((cost) => cost[quantity]);
	}

	settings(): Array<Pick<OrdersSample, 'count' | 'latency' | 'concurrency'>> {
		return LATENCIES.flatMap((latency) =>
			COUNTS.flatMap((count) => CONCURRENCIES.map((concurrency) => ({ count, latency, concurrency }))),
		);
	}
}

function seconds(values: readonly number[] | undefined): string {
	return values === undefined ? '–' : (spreadOf(values).median / 1000).toFixed(3);
}

function ratio(values: readonly number[] | undefined, others: readonly number[] | undefined): string {
	return values === undefined || others === undefined ? '–' : spreadText(ratioOf(values, others));
}

function againstLoop(orders: OrdersTable): string {
	const rows = orders.settings().map((setting) => {
		const { count, latency, concurrency } = setting;
		const wall = (subject: SubjectName) => orders.values(setting, subject, 'wall');
		const ideal = Math.ceil(count / concurrency) * latency;
		return [
			`${latency} ms`,
			String(count),
			String(concurrency),
			ideal === 0 ? '–' : (ideal / 1000).toFixed(1),
			seconds(wall('undici')),
			seconds(wall('loop')),
			seconds(wall('node')),
			ratio(wall('node'), wall('loop')),
			ratio(orders.values(setting, 'node', 'cpu'), orders.values(setting, 'loop', 'cpu')),
			ideal === 0 ? '–' : ((spreadOf(wall('node') ?? []).median || NaN) / ideal).toFixed(2),
		];
	});
	const head = [
		'Latency',
		'Orders',
		'At once',
		'Ideal, s',
		'undici, s',
		'Bare loop, s',
		'This node, s',
		'Node ÷ loop, wall',
		'Node ÷ loop, CPU',
		'Node ÷ ideal',
	];
	return table(head, rows);
}

function againstChain(orders: OrdersTable): string {
	const rows = LATENCIES.flatMap((latency) =>
		COUNTS.map((count) => {
			const [single, batch] = [
				{ latency, count, concurrency: 1 },
				{ latency, count, concurrency: BATCH },
			];
			const wall = (setting: typeof single, subject: SubjectName) => orders.values(setting, subject, 'wall');
			return [
				`${latency} ms`,
				String(count),
				seconds(wall(single, 'chainOneByOne')),
				ratio(wall(single, 'chainOneByOne'), wall(single, 'node')),
				seconds(wall(batch, 'chainBatched')),
				ratio(wall(batch, 'chainBatched'), wall(batch, 'node')),
			];
		}),
	);
	return table(
		[
			'Latency',
			'Orders',
			'One by one, s',
			'÷ this node, 1 at once',
			`Batches of ${BATCH}, s`,
			`÷ this node, ${BATCH} at once`,
		],
		rows,
	);
}

function lean(orders: OrdersTable): string {
	const rows = COUNTS.flatMap((count) =>
		CONCURRENCIES.map((concurrency) => {
			const setting = { count, latency: 0, concurrency };
			const of = (subject: SubjectName, quantity: Quantity) => orders.values(setting, subject, quantity);
			return [
				String(count),
				String(concurrency),
				`${(spreadOf(of('node', 'cpu') ?? [NaN]).median / count || NaN).toFixed(2)} ms`,
				ratio(of('node', 'cpu'), of('loop', 'cpu')),
				ratio(of('node', 'cpu'), of('leanLoop', 'cpu')),
				ratio(of('node', 'wall'), of('leanLoop', 'wall')),
			];
		}),
	);
	return table(
		['Orders', 'At once', 'This node, CPU an order', '÷ bare loop, CPU', '÷ lean loop, CPU', '÷ lean loop, wall'],
		rows,
	);
}

/** The chapters about wall time and CPU. */
export function reportOrders(samples: readonly OrdersSample[]): string {
	const orders = new OrdersTable(samples);
	return `## How long orders take

**Bare loop** is the least that an n8n node can do: it reads one parameter of each item, the serial number, and hands a finished order to n8n's own request helper, as many
at once as this node. It checks nothing, remembers nothing and rounds what it reads. **undici** is an HTTP client outside of n8n with connections that it
keeps: the physical limit. n8n's helper opens a connection for each request. **Ideal** is ⌈orders ÷ at once⌉ × latency.

![Seconds for 100 orders](results.svg)

${againstLoop(orders)}

A round of runs of 10 and 100 orders is repeated, since they differ more from each other: a run of 10 takes a few milliseconds. Where one at a time would take more than a minute, only the node and the loop
were measured.

### Against the tutorial as a chain of HTTP Request nodes

Token, plans, billing contacts and order as four HTTP Request nodes, with a Code node in n8n's own task runner that takes the IDs out of the answers' text before they are
rounded. The first three run once. The orders go one by one (a Loop Over Items of 1), or with the option Batching, ${BATCH} each time that an answer takes. The chain asks three
questions more than this node in these runs, which have IDs and a token.

${againstChain(orders)}

### What this node costs beyond the helper

CPU is of the process that n8n runs in. A loop is quicker when it reads all parameters before the first request (**lean loop**): an expression between two requests costs n8n several
times as much as one in a row. This node reads them first too, since it checks every item before the first order. Against that loop is left what this node does: check, remember, keep the digits, look at
what came back. These are the runs without latency, in which nothing else takes any time.

${lean(orders)}`;
}

/** The chapter about calls. */
export function reportCalls(samples: readonly CallsSample[]): string {
	const ways = [...new Set(samples.map(({ way }) => way))];
	const rows = ways.map((way) => [
		way,
		...COUNTS.map((count) =>
			String(samples.find((sample) => sample.way === way && sample.count === count)?.requests ?? '–'),
		),
	]);
	return `## Requests to the portal\n\n${table(['Way', ...COUNTS.map((count) => `${count} orders`)], rows)}`;
}
