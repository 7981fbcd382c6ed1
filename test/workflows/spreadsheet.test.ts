import type { IRun } from 'n8n-workflow';

import { CLIENTS } from '../../sandbox/fixtures';
import { APPLIANCE, closePortals, CONTACT, LINKUS, ORDER_PATH, PACKAGE, setUp, ULTIMATE_PLAN } from '../support/portal';
import { outputOf, readWorkflow, WorkflowEngine } from './workflowEngine';

afterEach(closePortals);

const workflow = readWorkflow('spreadsheet-of-switches');
const EMAIL = 'billing@example.com';
const HEADER = 'deal,product,serial number,plan,cycle,years,billing email';
const ROWS = [
	`D-1,11,${APPLIANCE},Ultimate Plan,annually,1,${EMAIL}`,
	`D-2,11,3631E09972-65,Ultimate Plan,annually,1,${EMAIL}`,
	`D-3,9,${LINKUS},Pro,annually,2,${EMAIL}`,
	`D-4,11,3631E0112233,Platinum,annually,1,${EMAIL}`,
];

async function open() {
	const bench = await setUp();
	const runner = new WorkflowEngine(PACKAGE, { ...CLIENTS[0], baseUrl: bench.portal.url });
	const upload = async (...lines: string[]) =>
		await runner.run(workflow, 'Upload the spreadsheet', [
			{
				json: {},
				binary: {
					spreadsheet: {
						data: Buffer.from(lines.join('\r\n')).toString('base64'),
						mimeType: 'text/csv',
						fileExtension: 'csv',
						fileName: 'switches.csv',
					},
				},
			},
		]);
	const decide = async (waiting: IRun, decision: string) => await runner.answerForm(workflow, waiting, { decision });
	return { ...bench, upload, decide };
}

/** The report, line by line. */
function reportOf(run: IRun): string[] {
	const { data = '' } = outputOf(run, 'Write the report')[0]?.binary?.report ?? {};
	return Buffer.from(data, 'base64').toString().trim().split(/\r?\n/);
}

/** What the last page says where the file cannot be used. */
function refusalOf(run: IRun): unknown {
	expect(run.data.resultData.error).toBeUndefined();
	expect(run.data.resultData.lastNodeExecuted).toBe('The file cannot be used');
	return outputOf(run, 'Check the columns')[0]?.json.problem;
}

it('shows every row, what would be ordered and what cannot be, before anything is ordered', async () => {
	const { upload, received } = await open();
	const waiting = await upload(HEADER, ...ROWS);
	expect(waiting.data.resultData.error).toBeUndefined();
	expect(waiting.status).toBe('waiting');
	expect(waiting.data.resultData.lastNodeExecuted).toBe('Show the preview');
	const page = outputOf(waiting, 'One page')[0]?.json ?? {};
	expect(page.ready).toBe(2);
	const rows = String(page.table).split('<tr>').slice(2);
	expect(rows.map((row) => row.replace(/<\/t[dr]>|<\/table>/g, '').split('<td>'))).toEqual([
		['', '2', 'D-1', APPLIANCE, expect.stringMatching(/^Switch PBX .+ from Enterprise Plan to Ultimate Plan/)],
		['', '3', 'D-2', '3631E09972-65', expect.stringMatching(/^Cannot be ordered\. PBX Serial Number [^{[]+$/)],
		['', '4', 'D-3', LINKUS, expect.stringMatching(/^Switch PBX .+ to Linkus Cloud Service Pro/)],
		['', '5', 'D-4', '3631E0112233', expect.stringMatching(/^Cannot be ordered\. Plan is "Platinum", [^{[]+$/)],
	]);
	expect(received(ORDER_PATH)).toEqual([]);
});

it('orders what can be ordered once a person has approved it, and reports every row', async () => {
	const { upload, decide, portal } = await open();
	const done = await decide(await upload(HEADER, ...ROWS), 'Order it');
	expect(done.data.resultData.error).toBeUndefined();
	expect(done.data.resultData.lastNodeExecuted).toBe('Hand out the report');
	const [first, second] = portal.book.orders;
	expect(portal.book.orders).toMatchObject([
		{ productNo: APPLIANCE, planId: ULTIMATE_PLAN, billingId: CONTACT, multiCycle: 1, poNumber: 'D-1' },
		{ productNo: LINKUS, multiCycle: 2, poNumber: 'D-3' },
	]);
	expect(reportOf(done)).toEqual([
		expect.stringMatching(/row,deal,serialNumber,plan,result,orderNo,message$/),
		`2,D-1,${APPLIANCE},Ultimate Plan,placed,${first?.orderNo},The portal says: succeed.`,
		expect.stringMatching(/^3,D-2,.+,failed,,.*PBX Serial Number/),
		`4,D-3,${LINKUS},Pro,placed,${second?.orderNo},The portal says: succeed.`,
		expect.stringMatching(/^5,D-4,.+,failed,,.*is the name of no plan/),
	]);
});

it('orders nothing where it is not approved', async () => {
	const { upload, decide, received } = await open();
	const done = await decide(await upload(HEADER, ...ROWS), 'Leave it');
	expect(done.data.resultData.lastNodeExecuted).toBe('Left');
	expect(received(ORDER_PATH)).toEqual([]);
});

it('orders the example in its note, typed into a spreadsheet', async () => {
	const { upload, decide, portal } = await open();
	const note = String(workflow.nodes.find(({ name }) => name === 'Read me first')?.parameters.content);
	const table = [...note.matchAll(/^\| (.+) \|$/gm)].map(([, row = '']) => row.split(/ *\| */).join(';'));
	await decide(await upload(...table), 'Order it');
	expect(portal.book.orders.map(({ poNumber, multiCycle }) => [poNumber, multiCycle])).toEqual([
		['D-1041', 1],
		['D-1042', 0],
	]);
});

it('says so where no row can be ordered, and asks nothing', async () => {
	const { upload, received } = await open();
	const rows = ROWS.filter((_, index) => index % 2 === 1);
	const done = await upload(HEADER, ...rows.map((row) => row.replace('D-', '<b>R&D-')));
	expect(done.data.resultData.lastNodeExecuted).toBe('Nothing can be ordered');
	expect(outputOf(done, 'One page')[0]?.json.table).toContain('<td>&lt;b>R&amp;D-2</td>');
	expect(received(ORDER_PATH)).toEqual([]);
});

it('reads semicolons, a byte order mark, quotes, other spellings of the columns, words for the cycle and empty lines', async () => {
	const { upload, decide, portal } = await open();
	const waiting = await upload(
		'\uFEFF"Billing E-Mail";Serial Number;Deal;Years;Cycle;PLAN;Product;remarks'.replace('E-Mail', 'Email'),
		`${EMAIL};${APPLIANCE};"D-1; first";;Monthly;Ultimate Plan;11 P-Series Appliance Edition;"says ""hello"""`,
		';;;;;;;',
		`${EMAIL};${LINKUS};D-2;3;yearly;Pro;9;`,
		'',
	);
	const done = await decide(waiting, 'Order it');
	expect(done.data.resultData.error).toBeUndefined();
	expect(portal.book.orders).toMatchObject([
		{ productNo: APPLIANCE, billingCycle: 'monthly', multiCycle: 0, poNumber: 'D-1; first' },
		{ productNo: LINKUS, billingCycle: 'annually', multiCycle: 3, poNumber: 'D-2' },
	]);
	expect(reportOf(done).slice(1)).toEqual([
		expect.stringMatching(/^2;"D-1; first";/),
		expect.stringMatching(/^4;D-2;/),
	]);
});

it('uploaded again orders only what was not ordered', async () => {
	const { upload, decide, portal } = await open();
	await decide(await upload(HEADER, ...ROWS), 'Order it');
	const corrected = ROWS.map((row) => row.replace('Platinum', 'Ultimate'));
	const done = await decide(await upload(HEADER, ...corrected), 'Order it');
	expect(portal.book.orders.map(({ poNumber }) => poNumber)).toEqual(['D-1', 'D-3', 'D-4']);
	expect(reportOf(done).at(-1)).toMatch(/^5,D-4,.+,placed,/);
});

it('does not preview or order a row without a deal, since the deal is its order key', async () => {
	const { upload } = await open();
	const done = await upload(HEADER, (ROWS[0] ?? '').replace('D-1', ''));
	expect(done.data.resultData.lastNodeExecuted).toBe('Nothing can be ordered');
	expect(outputOf(done, 'One page')[0]?.json.table).toContain('Cannot be ordered. Order Key');
});

it('names the other row, not an item, where two rows cannot both be ordered', async () => {
	const { upload } = await open();
	const twice = [ROWS[0], ',,,,,,', ROWS[0]?.replace('D-1', 'D-9').replace('Ultimate', 'Standard')].map(String);
	const done = await upload(HEADER, ...twice);
	expect(done.data.resultData.lastNodeExecuted).toBe('Nothing can be ordered');
	expect(outputOf(done, 'Cannot be ordered').map(({ json }) => [json.row, json.message])).toEqual([
		[2, expect.stringMatching(/^Plan of PBX .+ in row 4\. One run can place one order for a PBX/)],
		[4, expect.stringMatching(/^Plan of PBX .+ in row 2\. One run can place one order for a PBX/)],
	]);
});

describe('a file that cannot be used is refused with a sentence', () => {
	it.each([
		['that names the column that is missing', [HEADER.replace('cycle,', ''), '…'], 'no column "cycle". Add it, and'],
		[
			'that names both columns',
			['deal;product;plan;cycle;years', 'a'],
			'no columns "serial number", "billing email". Add',
		],
		['where there are no rows', [HEADER, ',,,,,,', ''], 'The file has no rows below its first line.'],
		['where the file is empty', [''], 'The file has no columns "deal", "product",'],
	])('%s', async (_, lines, sentence) => {
		const { upload, received } = await open();
		expect(refusalOf(await upload(...lines))).toContain(sentence);
		expect(received()).toEqual([]);
	});

	it('where a row has more cells than there are columns', async () => {
		const { upload } = await open();
		const ended = await upload(HEADER, `${ROWS[0]},one too many`);
		expect(refusalOf(ended)).toBe('');
		expect(outputOf(ended, 'Read the rows', 1)[0]?.json.error).toMatch(/line 2/);
	});
});
