import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { type EditorBrowser, openEditor, VIEWPORT } from './openEditor';
import { readWorkflow, type StoredWorkflow } from '../../playground/n8nRest';
import { PLAN, SERVICE } from '../sandbox/orders';
import { APPLIANCE, CONTACT, LINKUS, LINKUS_PRO, ULTIMATE_PLAN } from '../support/parameters';
import { Editor, picture } from './editor';
import { ServerBench } from './serverBench';

const EMAIL = 'billing@example.com';
/** A sticky note is no node of the canvas. */
const NOTES = 1;
const WORKFLOWS = readdirSync(join(__dirname, '..', '..', 'workflows'));
/** High enough for all fields of an order. */
const TALL = { ...VIEWPORT, height: 1620 };
let bench: ServerBench;
let browser: EditorBrowser;
let editor: Editor;

beforeAll(async () => {
	bench = await ServerBench.start();
	browser = await openEditor(bench.n8n.url);
	editor = new Editor(browser.page);
});

afterAll(async () => {
	await browser?.close();
	await bench?.stop();
});

describe('the node in the editor', () => {
	it('is added from the creator panel and filled in with the lists', async () => {
		await editor.openNew();
		await editor.addAction('Switch plan');
		const pbxs = await editor.openList('productNo');
		expect(await pbxs.allInnerTexts()).toContain(`${APPLIANCE} (Harbour Hotel, Enterprise Plan)`);
		await pbxs.first().click();
		await editor.pick('billingId', 'billing@');
		await editor.pick('serviceId', 'ultimate');
	});

	it('hides what a product does not allow', async () => {
		expect(await editor.optionsOf('billingCycle')).toEqual(['Annually', 'Monthly']);
		await editor.choose('billingCycle', 'Monthly');
		await editor.field('multiCycle').waitFor({ state: 'hidden' });
		await editor.choose('billingCycle', 'Annually');
		await editor.field('multiCycle').waitFor();
		await editor.choose('productId', 'Linkus Cloud Service');
		expect(await editor.optionsOf('billingCycle')).toEqual(['Annually']);
		await editor.choose('productId', 'P-Series Appliance Edition');
	});

	it('shows the order number in the output panel', async () => {
		await editor.execute();
		await editor.output
			.getByText(/TU\d{19}/)
			.first()
			.waitFor();
		const [order] = bench.sandbox.book.orders;
		expect(await editor.output.innerText()).toContain(order?.orderNo);
		expect(order).toMatchObject({ productNo: APPLIANCE, planId: ULTIMATE_PLAN, billingId: CONTACT });
		await picture(browser.page, 'output');
	});

	it('says in the list why it cannot be filled', async () => {
		await bench.sandbox.refuseConnections();
		try {
			await browser.page.getByTestId('resource-locator-serviceId').getByTestId('rlc-input').click();
			// A list that was shown before is kept; what is typed asks anew.
			await browser.page.locator('[data-test-id=rlc-search]:visible').fill('standard');
			await browser.page
				.getByText(/Could not reach the Yeastar Partner Portal at .*: the connection was refused/)
				.first()
				.waitFor();
		} finally {
			await bench.sandbox.takeConnections();
			await browser.page.keyboard.press('Escape');
		}
	});

	it('has a credential whose test is told', async () => {
		await editor.panel.getByTestId('credential-edit-button').click();
		const dialog = browser.page.getByTestId('editCredential-modal');
		await dialog
			.getByText('Connection tested successfully')
			.or(dialog.getByText('Connection successful'))
			.first()
			.waitFor();
		// While a test runs, its button has no text.
		await dialog.getByText('Retry').waitFor();
		await picture(browser.page, 'credential');
		await browser.page.keyboard.press('Escape');
	});
});

describe('an order of several lines', () => {
	const LINES = ['Remote Management Account', 'Additional Connections'];

	beforeAll(async () => await browser.page.setViewportSize(TALL));
	afterAll(async () => await browser.page.setViewportSize(VIEWPORT));

	it('is filled in by hand, and previewed without ordering', async () => {
		const { length } = bench.sandbox.book.orders;
		await editor.openNew();
		await editor.addAction('Preview order');
		await editor.choose('operationType', 'Purchase Plan');
		await editor.field('productNo').waitFor();
		await editor.choose('productId', 'Remote Management');
		await editor.field('productNo').waitFor({ state: 'hidden' });
		await editor.pick('billingId', 'billing@');
		await editor.write('serviceId', LINES[0] ?? '');
		expect(await editor.field('connectionPlanId').count()).toBe(0);
		await editor.addLine();
		await editor.choose('serviceType', 'Service', 1);
		await editor.field('connectionPlanId').waitFor();
		await editor.write('serviceId', LINES[1] ?? '', 1);
		await editor.write('quantity', '25', 1);
		await editor.addOption('PO Number');
		await editor.write('poNumber', 'PO-7');
		await editor.execute();
		await editor.output
			.getByText(`Buy ${LINES[0]} (annually, for 1 year) and 25 × ${LINES[1]} (once)`)
			.first()
			.waitFor();
		await picture(browser.page, 'preview-order');
		expect(bench.sandbox.book.orders).toHaveLength(length);
	});

	it('is ordered once, as it was previewed, where only the operation is changed', async () => {
		const { length } = bench.sandbox.book.orders;
		await editor.choose('operation', 'Create Order');
		await editor.panel.getByText('Each order is billed.').waitFor();
		expect([await editor.valueOf('serviceId'), await editor.valueOf('serviceId', 1)]).toEqual(LINES);
		expect(await editor.valueOf('poNumber')).toBe('PO-7');
		await editor.execute();
		await editor.output.getByText(/^placed$/).waitFor();
		const placed = bench.sandbox.book.orders.slice(length);
		expect(placed).toMatchObject([
			{
				operationType: 'purchase_plan',
				productId: 15,
				billingId: CONTACT,
				poNumber: 'PO-7',
				planId: PLAN.remote,
				furtherLines: [{ serviceType: 'service', planId: SERVICE.connections15, quantity: 25 }],
			},
		]);
		expect(placed[0]?.quantity).toBeUndefined();
		expect(await editor.output.innerText()).toContain(placed[0]?.orderNo);
		await picture(browser.page, 'create-order');
	});
});

describe('a workflow to import', () => {
	it('is imported from its file and run: form, preview, approval, order', async () => {
		const { length } = bench.sandbox.book.orders;
		await editor.openNew();
		await editor.importFile('form-with-approval.json');
		for (const node of ['Preview', 'Switch plan']) {
			await editor.openNode(node);
			await editor.chooseCredential('Sandbox');
			await editor.closePanel();
		}
		await browser.page.getByTestId('zoom-to-fit').click();
		await picture(browser.page, 'workflow-form-with-approval');
		const opened = browser.page.context().waitForEvent('page');
		await browser.page.getByTestId('execute-workflow-button').click();
		const form = await opened;
		// Only users of this n8n may open it.
		await form.getByRole('button', { name: 'Allow access' }).click();
		await form.getByLabel('Product').selectOption({ label: '9 Linkus Cloud Service' });
		await form.getByLabel('Billing cycle').selectOption({ label: 'annually' });
		for (const [label, value] of [
			['PBX serial number', LINKUS],
			['New plan', 'Pro'],
			['Years', '2'],
			['Billing contact', EMAIL],
			['Deal or ticket', 'D-7'],
		] as const) {
			await form.getByLabel(label).fill(value);
		}
		await form.getByRole('button', { name: /submit/i }).click();
		await form.getByText('from Linkus Cloud Service to Linkus Cloud Service Pro').waitFor();
		expect(bench.sandbox.book.orders).toHaveLength(length);
		await form.getByText('Order it').click();
		await form.getByRole('button', { name: 'Continue' }).click();
		await form.getByText(/Order BF\d{19} for PBX/).waitFor();
		expect(bench.sandbox.book.orders[length]).toMatchObject({
			productNo: LINKUS,
			planId: LINKUS_PRO,
			multiCycle: 2,
			poNumber: 'D-7',
		});
		await form.close();
	});
});

describe('the workflows to import', () => {
	const imported = new Map<string, StoredWorkflow>();

	beforeAll(async () => {
		for (const file of WORKFLOWS)
			imported.set(file, await bench.rest.importWorkflow(readWorkflow(file), [bench.credential]));
		await editor.openWorkflows();
	});

	it.each(WORKFLOWS)('have only nodes that n8n knows: %s', async (file) => {
		const workflow = imported.get(file);
		if (workflow === undefined) throw new Error(`${file} was not imported`);
		await editor.openWorkflow(workflow);
		expect(await browser.page.getByTestId('canvas-node').count()).toBe(workflow.nodes.length - NOTES);
		// A node whose type n8n does not know has a question mark and no icon.
		expect(await browser.page.getByText('Install this node to use it').count()).toBe(0);
		await editor.closeWorkflow();
	});
});

describe("the sandbox's page", () => {
	it('shows the orders', async () => {
		const page = await browser.page.context().newPage();
		await page.goto(bench.sandbox.url);
		await page.getByText(bench.sandbox.book.orders[0]?.orderNo ?? '').waitFor();
		await picture(page, 'sandbox');
		await page.close();
	});
});
