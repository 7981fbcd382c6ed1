import type { TopLevelSpec } from 'vega-lite';

import { COUNTS, LATENCIES, type OrdersSample, type SubjectName } from '../parts/orders';
import { spreadOf } from './statistics';

/** The number of orders that the picture shows. */
const COUNT = COUNTS[1];

const NAMES: Partial<Record<SubjectName, string>> = {
	chainOneByOne: 'chain of HTTP Request nodes',
	chainBatched: 'chain of HTTP Request nodes',
	node: 'this node',
	loop: "bare loop over n8n's helper",
	undici: 'undici, outside of n8n',
};

/** Draws how long orders take as an SVG. */
export async function drawOrders(samples: readonly OrdersSample[]): Promise<string> {
	const values = samples
		.filter(({ count, subject }) => count === COUNT && subject in NAMES)
		.map(({ latency, concurrency, subject, costs }) => ({
			way: NAMES[subject],
			latency: `${latency} ms latency`,
			concurrency: String(concurrency),
			seconds: spreadOf(costs.map(({ wall }) => wall / 1000)).median,
		}));
	const spec: TopLevelSpec = {
		data: { values },
		title: `Seconds for ${COUNT} orders, by how many are under way at once`,
		config: { background: 'white', font: 'sans-serif' },
		facet: { column: { field: 'latency', sort: LATENCIES.map((latency) => `${latency} ms latency`), title: null } },
		spec: {
			width: 200,
			height: 240,
			mark: { type: 'line', point: true },
			encoding: {
				x: {
					field: 'concurrency',
					type: 'ordinal',
					sort: ['1', '5', '20'],
					title: 'orders at once',
					axis: { labelAngle: 0 },
				},
				y: { field: 'seconds', type: 'quantitative', scale: { type: 'log' }, title: 'seconds (log)' },
				color: {
					field: 'way',
					type: 'nominal',
					title: null,
					legend: { labelLimit: 0 },
					sort: [...new Set(Object.values(NAMES))],
				},
			},
		},
	};
	// Both are modules that cannot be required.
	const [{ compile }, { parse, View }] = await Promise.all([import('vega-lite'), import('vega')]);
	return await new View(parse(compile(spec).spec), { renderer: 'none' }).toSVG();
}
