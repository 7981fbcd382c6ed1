import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

const WORKFLOWS = join(__dirname, '..', '..', 'workflows');

/** n8n's editor as a person uses it: what can be clicked and seen. */
export class Editor {
	constructor(readonly page: Page) {}

	/** Opens an empty workflow. */
	async openNew(): Promise<void> {
		await this.page.goto('/workflow/new');
		await this.page.getByTestId('canvas-plus-button').or(this.page.getByTestId('canvas-add-button')).first().waitFor();
	}

	/** Adds the node from the creator panel, by one of its actions. */
	async addAction(action: string): Promise<void> {
		await this.page.getByTestId('node-creator-plus-button').first().click();
		const creator = this.page.getByTestId('node-creator');
		await creator.waitFor();
		await creator
			.getByTestId('node-creator-search-bar')
			.locator('input')
			.or(creator.locator('input'))
			.first()
			.fill('Yeastar');
		await creator.getByText('Yeastar Partner Portal').first().click();
		// Of a node that has a trigger too, the actions are folded away on an empty canvas.
		const wanted = creator.getByText(action, { exact: true });
		const actions = creator.getByTestId('node-creator-category-item').filter({ hasText: /^\s*Actions/ });
		await wanted.or(actions).first().waitFor();
		if (!(await wanted.isVisible())) await actions.first().click();
		await wanted.click();
		await this.panel.waitFor();
	}

	/** The node's panel. */
	get panel(): Locator {
		return this.page.getByTestId('ndv');
	}

	get output(): Locator {
		return this.page.getByTestId('output-panel');
	}

	/** A parameter's field in the panel; the first line is 0 where it is one of a line. */
	field(name: string, line = 0): Locator {
		return this.panel.getByTestId(`parameter-input-${name}`).nth(line);
	}

	/** Types into a parameter's field, in the place of what is there. */
	async write(parameter: string, text: string, line = 0): Promise<void> {
		const input = this.field(parameter, line).locator('input');
		await input.click();
		await input.press('ControlOrMeta+a');
		await input.pressSequentially(text);
		await input.press('Tab');
	}

	/** What a parameter's field holds, or shows of its list. */
	async valueOf(parameter: string, line = 0): Promise<string> {
		return await this.field(parameter, line).locator('input').first().inputValue();
	}

	/** Adds a line to the parameter that has several. */
	async addLine(): Promise<void> {
		await this.panel.getByTestId('fixed-collection-add').click();
	}

	/** Opens a parameter's list and returns its entries. */
	async openList(parameter: string): Promise<Locator> {
		await this.page.getByTestId(`resource-locator-${parameter}`).getByTestId('rlc-input').click();
		const items = this.page.locator('[data-test-id=rlc-item]:visible');
		await items.first().waitFor();
		return items;
	}

	/** Chooses an entry of a parameter's list, after typing a part of it. */
	async pick(parameter: string, typed: string): Promise<void> {
		const items = await this.openList(parameter);
		await this.page.locator('[data-test-id=rlc-search]:visible').fill(typed);
		await items
			.filter({ hasText: new RegExp(typed, 'i') })
			.first()
			.click();
	}

	/** What a parameter with fixed options offers. */
	async optionsOf(parameter: string): Promise<string[]> {
		await this.field(parameter).click();
		const options = this.page.locator('[data-test-id=parameter-input-item]:visible');
		await options.first().waitFor();
		const texts = await options.allInnerTexts();
		await this.page.keyboard.press('Escape');
		await options.first().waitFor({ state: 'hidden' });
		return texts.map((text) => text.trim());
	}

	/** Chooses one of a parameter's fixed options. */
	async choose(parameter: string, option: string, line = 0): Promise<void> {
		await this.field(parameter, line).click();
		const options = this.page.locator('[data-test-id=parameter-input-item]:visible');
		await options.filter({ hasText: option }).first().click();
		// The next list must not show what this one still shows while it fades.
		await options.first().waitFor({ state: 'hidden' });
	}

	/** Adds one of the panel's options. */
	async addOption(label: string): Promise<void> {
		await this.panel.getByTestId('collection-parameter-add').click();
		await this.page.getByText(label, { exact: true }).last().click();
	}

	async execute(): Promise<void> {
		await this.panel.getByTestId('node-execute-button').click();
	}

	/** Imports a workflow's file, as the menu's "Import from file" does. */
	async importFile(file: string): Promise<void> {
		await this.page.getByTestId('workflow-import-input').setInputFiles(join(WORKFLOWS, file));
		await this.page.getByTestId('canvas-node').first().waitFor();
	}

	/** Opens the list of all workflows. */
	async openWorkflows(): Promise<void> {
		await this.page.goto('/home/workflows');
		await this.cards.first().waitFor();
	}

	/** Goes from the list of all workflows to one of them. */
	async openWorkflow({ id, name }: { id: string; name: string }): Promise<void> {
		await this.cards.filter({ hasText: name }).first().click();
		await this.page.waitForURL(`**/workflow/${id}**`);
		await this.page.getByTestId('canvas-node').first().waitFor();
	}

	/** Goes back to the list of all workflows. */
	async closeWorkflow(): Promise<void> {
		await this.page.goBack();
		await this.cards.first().waitFor();
	}

	private get cards(): Locator {
		return this.page.getByTestId('workflow-card-name');
	}

	/** Opens a node's panel. */
	async openNode(name: string): Promise<void> {
		await this.page.locator(`[data-test-id=canvas-node][data-node-name="${name}"]`).dblclick();
		await this.panel.waitFor();
	}

	async closePanel(): Promise<void> {
		await this.page.getByTestId('ndv-close-button').click();
		await this.panel.waitFor({ state: 'hidden' });
	}

	/** Chooses the credential of the open panel. */
	async chooseCredential(name: string): Promise<void> {
		await this.panel.getByTestId('node-credentials-select').click();
		await this.page.locator('[data-test-id^=node-credentials-select-item]:visible').filter({ hasText: name }).click();
	}
}

/** Takes a picture of what is seen, where pictures are wanted (`SCREENSHOTS` names their folder). */
export async function picture(page: Page, name: string): Promise<void> {
	const folder = process.env.SCREENSHOTS;
	if (folder === undefined) return;
	mkdirSync(folder, { recursive: true });
	// Messages that fade away, and the pointer's traces, are not part of the picture.
	await page.addStyleTag({ content: '.el-notification, [class*="toast"] { display: none !important; }' });
	await page.mouse.move(0, 0);
	await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' });
}
