import { MEMORY_COUNTS, type MemorySample } from '../parts/memory';
import type { LoadingSample } from '../parts/loading';
import { SERVER_COUNT, type ServerSample } from '../parts/server';
import type { TroubleSample } from '../parts/trouble';
import { ratioOf, spreadOf, spreadText } from './statistics';
import { table } from './table';

const MEGABYTE = 2 ** 20;

/** The chapter about memory. */
export function reportMemory(samples: readonly MemorySample[]): string {
	const heaps = (subject: string, count: number) =>
		samples.find((sample) => sample.subject === subject && sample.count === count)?.readings.map(({ heap }) => heap) ??
		[];
	const resident = (subject: string, count: number) =>
		samples
			.find((sample) => sample.subject === subject && sample.count === count)
			?.readings.map((reading) => reading.resident) ?? [];
	const [few, many] = MEMORY_COUNTS;
	const perItem = (subject: string) =>
		heaps(subject, many).map((heap, round) => (heap - (heaps(subject, few)[round] ?? NaN)) / (many - few));
	const beyond = perItem('node').map((bytes, round) => bytes - (perItem('loop')[round] ?? NaN));
	const megabytes = (values: readonly number[]) => spreadText(spreadOf(values.map((value) => value / MEGABYTE)), 1);
	const rows = [
		...MEMORY_COUNTS.map((count) => [
			`live heap at most, ${count} orders, MB`,
			megabytes(heaps('node', count)),
			megabytes(heaps('loop', count)),
		]),
		...MEMORY_COUNTS.map((count) => [
			`process at most, ${count} orders, MB`,
			megabytes(resident('node', count)),
			megabytes(resident('loop', count)),
		]),
		[
			'live heap for each further order, bytes',
			spreadText(spreadOf(perItem('node')), 0),
			spreadText(spreadOf(perItem('loop')), 0),
		],
	];
	return `## Memory

20 orders at once, no latency, each run in a fresh process. Live heap is what a garbage collection leaves, four times a second, at its highest during the run, beyond what was there before. The bare loop
holds what n8n holds for the items: the input and the answers.

${table(['', 'This node', 'Bare loop'], rows)}

An order takes **${spreadText(spreadOf(beyond), 0)} bytes** beyond what n8n holds for it: what was checked, what is in the ledger, and the answer.`;
}

/** The chapter about loading. */
export function reportLoading(samples: readonly LoadingSample[]): string {
	const [own] = samples;
	const times = (sample: LoadingSample | undefined) => sample?.readings.map(({ milliseconds }) => milliseconds) ?? [];
	const rows = samples.map((sample) => [
		sample.node,
		spreadText(spreadOf(times(sample)), 1),
		spreadText(ratioOf(times(sample), times(own))),
		String(sample.readings[0]?.files ?? '–'),
		((sample.readings[0]?.bytes ?? 0) / 1024).toFixed(0),
	]);
	return `## Loading

A node's module in a fresh process in which n8n-core and n8n-workflow are loaded, as in n8n, beside three nodes of n8n-nodes-base. This package's tarball has ${((own?.tarball ?? 0) / 1024).toFixed(0)} kB.

${table(['Node', 'ms', '÷ this node', 'Files', 'kB of JavaScript'], rows)}`;
}

/** The chapter about limits and faults. */
export function reportTrouble(samples: readonly TroubleSample[]): string {
	const limited = samples.filter(({ allowed }) => allowed !== undefined);
	const faulty = samples.filter(({ allowed }) => allowed === undefined);
	const of = ({ readings }: TroubleSample, value: (reading: TroubleSample['readings'][0]) => number, digits = 0) =>
		spreadText(spreadOf(readings.map(value)), digits);
	const limitedRows = limited.map((sample) => [
		sample.trouble,
		of(sample, ({ seconds }) => seconds, 1),
		of(sample, ({ seconds }) => (100 * sample.count) / seconds / (sample.allowed ?? NaN)),
		of(sample, ({ requests }) => (100 * (requests - sample.count)) / requests, 1),
		of(sample, ({ placed }) => placed),
		of(sample, ({ second, lost }) => second + lost),
	]);
	const faultyRows = faulty.map((sample) => [
		`${sample.count} orders`,
		of(sample, ({ seconds }) => seconds, 1),
		of(sample, ({ placed }) => placed),
		of(sample, ({ recovered }) => recovered),
		of(sample, ({ unknown }) => unknown),
		of(sample, ({ failed, unknown }) => failed - unknown),
		of(sample, ({ second, lost }) => second + lost),
	]);
	return `## Under a rate limit

${limited[0]?.count} orders, 5 at once, 20 ms latency, ${limited[0]?.allowed} requests a second allowed. Yeastar documents no limit, so four kinds of one were tried. The node knows none of them: it learns
the rate from the refusals. More than 100 % is what a limit lets through at its start.

${table(['Limit', 'Seconds', 'Used of what is allowed, %', 'Refused (HTTP 429), %', 'Placed', 'Twice or lost'], limitedRows)}

## With 5 % faults

5 at once, 20 ms latency, Continue On Fail. About 1 % each: the connection drops after the order was placed, HTTP 503 after it was placed, HTTP 500 before, HTTP 401, HTTP 429. What the portal
did not place after an HTTP 500 is told as unknown, since nobody can know.

${table(['', 'Seconds', 'Placed', 'Recovered', 'Told as unknown', 'Failed otherwise', 'Twice or lost'], faultyRows)}`;
}

/** The chapter about the real server. */
export function reportServer(samples: readonly ServerSample[]): string {
	const latencies = [...new Set(samples.map(({ latency }) => latency))];
	const rows = latencies.map((latency) => {
		const walls = (subject: ServerSample['subject']) =>
			samples.find((sample) => sample.latency === latency && sample.subject === subject)?.walls ?? [];
		const inSeconds = (subject: ServerSample['subject']) => (spreadOf(walls(subject)).median / 1000).toFixed(2);
		return [
			`${latency} ms`,
			inSeconds('node'),
			inSeconds('chainBatched'),
			spreadText(ratioOf(walls('chainBatched'), walls('node'))),
			inSeconds('chainOneByOne'),
			spreadText(ratioOf(walls('chainOneByOne'), walls('node'))),
		];
	});
	return `## On the real n8n server

${SERVER_COUNT} orders in one call of a webhook, from the call to the answer; this node 5 at once, the chain as above. Measured by \`npm run bench:server\`.

${table(['Latency', 'This node, s', 'Chain, batched, s', '÷ this node', 'Chain, one by one, s', '÷ this node'], rows)}`;
}
