import { type Assumption, finding, unknown } from './assumption';
import { fieldFinding } from './fields';
import type { Observed } from './observed';
import { asRow, type Row } from './rows';
import { codeWords, seen } from './seen';

function price(observed: Observed): Row[] {
	return observed.successes('price').map(({ result }) => asRow(result));
}

/** What is assumed of the price calculation. */
export const PRICES: readonly Assumption[] = [
	{
		id: 'price.answered',
		assumption:
			'A price is calculated for productId, productNo, operationType and a line with pricingId, purchaseType, billingCycle and multiCycle',
		source: 'inferred: purchaseType and multiCycle are not documented, the others are',
		affects: 'Preview operations: otherwise they show no price',
		check: (observed) => {
			const [answer] = observed.all('price');
			if (answer === undefined) return unknown(seen`not asked: no PBX, or no pricing ID`);
			return finding(answer.isSuccess, answer.isSuccess ? seen`answered` : seen`refused: ${codeWords(answer.code)}`);
		},
	},
	{
		id: 'price.total',
		assumption: 'The answer has totalPrice, a number',
		source: 'inferred: the answer is not documented',
		affects: 'None: Preview operations output the answer as it is',
		check: (observed) => fieldFinding(price(observed), { field: 'totalPrice', type: /^number/ }),
	},
	{
		id: 'price.currency',
		assumption: 'The answer has currencyCode, a text',
		source: 'inferred: the answer is not documented',
		affects: 'None: Preview operations output the answer as it is',
		check: (observed) => fieldFinding(price(observed), { field: 'currencyCode', type: /^text$/ }),
	},
];
