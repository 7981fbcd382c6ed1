import type { BookedOrder } from './book';
import type { Switches } from './switches';

/** The time at which an order was created, as the switches have the portal tell it. */
export function orderTime(
	order: BookedOrder,
	{ orderTimes, clockOffset, createTimeOffset }: Switches,
): { createTime?: number | string } {
	const createTime = order.createTime + clockOffset + createTimeOffset;
	// 2026-07-17T09:30:00.000Z
	const text = new Date(createTime).toISOString();
	switch (orderTimes) {
		case 'milliseconds':
			// One in a thousand would look as if its fraction of a second had been cut.
			return { createTime: createTime % 1000 === 0 ? createTime + 1 : createTime };
		case 'wholeSeconds':
			return { createTime: Math.floor(createTime / 1000) * 1000 };
		case 'seconds':
			return { createTime: Math.floor(createTime / 1000) };
		case 'text':
			return { createTime: `${text.slice(0, 10)} ${text.slice(11, 19)}` };
		case 'zonedText':
			return { createTime: `${text.slice(0, 19)}+00:00` };
		case 'day':
			return { createTime: `${text.slice(5, 10)}-${text.slice(0, 4)}` };
		case 'zero':
			return { createTime: 0 };
		case 'none':
			return {};
	}
}
