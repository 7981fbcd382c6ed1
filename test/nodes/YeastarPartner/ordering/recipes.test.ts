import { RECIPES, recipeOf } from '../../../../nodes/YeastarPartner/ordering/recipes';
import { type Order, orderBody } from '../../../../nodes/YeastarPartner/portal/order';
import { Book } from '../../../../sandbox/book';
import { parse } from 'lossless-json';
import { readOrder } from '../../../../sandbox/orderRules';
import { DEFAULT_SWITCHES } from '../../../../sandbox/switches';
import { CONTACT } from '../../../support/portal';

/** What the recipe says, for a PBX of the sandbox that it fits. */
function ordersOf(recipe: (typeof RECIPES)[number], book: Book): Order[] {
	const isRenewal = recipe.operationType === 'renew_plan';
	return recipe.cycles.flatMap(([billingCycle, multiCycles]) =>
		multiCycles.map((multiCycle): Order => {
			const [pbx] = book.addPbxs(Number(recipe.productId), 1);
			if (pbx === undefined) throw new Error('The sandbox adds no PBX');
			Object.assign(pbx, { billingCycle });
			const plans = book.plans.filter((plan) => String(plan.productId) === recipe.productId);
			const serviceId = (isRenewal ? pbx.planId : plans.at(-1)?.planId) ?? '';
			return {
				operationType: recipe.operationType,
				productId: recipe.productId,
				productNo: pbx.productNo,
				billingId: CONTACT,
				lines: [{ ...recipe.fixed, serviceId, billingCycle, multiCycle }],
			};
		}),
	);
}

const named = RECIPES.map((recipe) => [recipe.operationType, recipe.productId, recipe] as const);

describe('the recipe', () => {
	it.each(named)('%s of product %s says what the sandbox takes, which has rules of its own', (_kind, _id, recipe) => {
		const book = new Book();
		const switches = { ...DEFAULT_SWITCHES, upgradeKeepsInterval: false };
		for (const order of ordersOf(recipe, book)) {
			expect(readOrder(parse(orderBody(order)), book, switches)).toMatchObject({
				productNo: order.productNo,
				planId: order.lines[0]?.serviceId,
				billingCycle: order.lines[0]?.billingCycle,
				multiCycle: order.lines[0]?.multiCycle,
			});
		}
	});

	it.each(named)('%s of product %s names the page that it comes from, once', (operationType, productId, recipe) => {
		expect(recipe.source).toMatch(/^\[doc: tutorial.+\]$/);
		expect(recipeOf(operationType, productId)).toBe(recipe);
	});

	it.each(named)('%s of product %s says what its page does not show, marked as inferred', (_kind, _id, { unknown }) => {
		expect(unknown ?? '[inferred]').toContain('[inferred]');
	});
});
