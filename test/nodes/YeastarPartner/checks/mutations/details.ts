import { LosslessNumber } from 'lossless-json';

import { PBX_PATH, PBXS_PATH } from '../../../../support/parameters';
import { type Fields, type NamedMutation, refuse, rename, result, rows } from './mutate';

const DETAILS_PATH = '/order/openapi/order/v1/get/';
const pbxs = (change: (row: Fields) => void) => rows(PBXS_PATH, 'results', change);

/** Orders and PBXs that differ in their details. */
export const DETAILS: NamedMutation[] = [
	[
		"an order's plan under another name",
		result(DETAILS_PATH, (answered) => {
			for (const line of answered.orderSummary as Fields[]) line.switchTo = { code: line.serviceId };
			for (const line of answered.orderSummary as Fields[]) delete line.serviceId;
		}),
		['orderDetails.plan'],
		/^orderSummary\[\]\.switchTo\.code: text of 19 digits$/,
	],
	[
		'an order without its interval',
		result(DETAILS_PATH, (answered) => {
			for (const line of answered.orderSummary as Fields[]) delete line.multiCycle;
		}),
		['orderDetails.interval'],
		/^missing: multiCycle;/,
	],
	[
		"spaces after an order's serial number",
		result(DETAILS_PATH, ({ basicInformation }) => {
			const basic = basicInformation as Fields;
			basic.productNo = `${String(basic.productNo)} `;
		}),
		['orderDetails.serial'],
		/^productNo: text with spaces around it$/,
	],
	[
		"an order's product in words",
		result(DETAILS_PATH, ({ basicInformation }) => void ((basicInformation as Fields).productId = 'P-Series')),
		['orderDetails.product'],
		/^productId: text, words$/,
	],
	[
		'PBXs with the plan in an object of its own',
		pbxs((row) => {
			row.subscription = { planName: row.planName };
			delete row.planName;
		}),
		['pbxs.plan'],
		/among: .*subscription/,
	],
	[
		'PBXs with an end of another name and type',
		pbxs((row) => {
			delete row.expireDate;
			row.planExpirationDate = new LosslessNumber('1801353600');
		}),
		['pbxs.end'],
		/^planExpirationDate: number of 10 digits$/,
	],
	[
		'PBXs with an end under a name that the node does not try',
		pbxs((row) => rename(row, 'expireDate', 'nextExpiryOn')),
		['pbxs.end'],
		/^nextExpiryOn: text like 0000-00-00$/,
	],
	[
		'PBXs with an end that is no date',
		pbxs((row) => (row.expireDate = 'soon')),
		['pbxs.end'],
		/^expireDate: text, not read as a date$/,
	],
	[
		'PBXs with an end in an object of its own',
		pbxs((row) => {
			row.subscription = { expireDate: row.expireDate };
			delete row.expireDate;
		}),
		['pbxs.end'],
		/^subscription\.expireDate: text like 0000-00-00$/,
	],
	['PBXs without an end', pbxs((row) => delete row.expireDate), ['pbxs.end'], /^no such field$/],
	[
		'PBXs that do not tell whether they renew themselves',
		pbxs((row) => delete row.autoRenew),
		['pbxs.autoRenewal'],
		/^no such field$/,
	],
	[
		'PBXs whose serial number is called sn',
		pbxs((row) => rename(row, 'productNo', 'sn')),
		// Without a serial number no PBX can be asked for.
		[
			'pbxs.serial',
			...['pbx.fields', 'pbx.switching', 'pbx.serial', 'pbx.plan', 'pbx.end', 'pbx.autoRenewal', 'plans.withSerial'],
			...['price.answered', 'price.total', 'price.currency', 'pbxs.pageSize', 'pbxs.pageNo'],
		],
		/^no such field among: .*sn/,
	],
	[
		'PBX details without currentPlan',
		result(PBX_PATH, (answered) => void delete answered.currentPlan),
		['pbx.switching'],
		/^missing: currentPlan;/,
	],
	[
		'an order that cannot be asked for by its ID',
		{
			answer: (answer) => {
				if (/\/get\/\d{19}$/.test(answer.path)) refuse(answer, 404, 'order_not_found');
			},
		},
		['orderDetails.byId'],
		/^refused$/,
	],
	[
		'an order that is another when asked for by its ID',
		{
			answer: ({ path, body }) => {
				if (!/\/get\/\d{19}$/.test(path)) return;
				const { orderInformation } = body.result as { orderInformation: Fields };
				orderInformation.orderStatus = 'pending';
			},
		},
		['orderDetails.byId'],
		/^not the same$/,
	],
	[
		'an order with its PO number',
		result(DETAILS_PATH, ({ orderInformation }) => void ((orderInformation as Fields).poNumber = 'PO-7')),
		['orderDetails.poNumber'],
		/^orderInformation$/,
	],
	[
		'an order that tells no plan',
		result(DETAILS_PATH, (answered) => {
			for (const line of answered.orderSummary as Fields[]) delete line.serviceId;
		}),
		['orderDetails.plan'],
		/^in no field$/,
	],
];
