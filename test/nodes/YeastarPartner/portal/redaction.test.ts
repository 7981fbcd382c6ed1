import { mapTexts, parseExactly } from '../../../../nodes/YeastarPartner/portal/json';
import { ORDER_PATH, PLANS_PATH, switchParameters } from '../../../support/portal';
import { closeScripted, scriptedToken, setUpScripted } from '../../../support/scriptedPortal';

const SECRET = 'sesame/open=9f3c61d7&"x"';
const ORDER_NO = 'TU3206211643299860480';

afterEach(closeScripted);

/** The ways in which JSON may spell a text, none of which shows it as it is. */
const SPELLINGS: Array<[string, (text: string) => string]> = [
	['as it is', (text) => JSON.stringify(text).slice(1, -1)],
	['with escaped slashes', (text) => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/')],
	[
		'with the signs that mean something in a web page escaped',
		(text) =>
			JSON.stringify(text)
				.slice(1, -1)
				.replace(/[=&<>'-]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`),
	],
	[
		'with each letter escaped, in capitals',
		(text) => [...text].map((sign) => `\\u00${sign.charCodeAt(0).toString(16).toUpperCase()}`).join(''),
	],
];

describe.each(SPELLINGS)('a secret that the portal repeats %s', (_how, spell) => {
	const [secret, token] = [spell(SECRET), spell(scriptedToken(1))];

	it('is hidden in a success, in values and names of fields, and every digit is kept', async () => {
		const { engine } = await setUpScripted(
			({ path }) => ({
				text: `{"code":"success","detailMessage":"","requestId":"${token}","status":200,"result":${
					path === ORDER_PATH
						? `{"orderNo":"${ORDER_NO}","amount":10.10,"digits":3048560606464323584,"debug":["id ${secret}",{"${secret}":"Bearer ${token}"}]}`
						: 'null'
				}}`,
			}),
			{ clientSecret: SECRET },
		);
		const { items, error } = await engine.run({ parameters: switchParameters() });
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({
			orderNo: ORDER_NO,
			amount: '10.10',
			digits: '3048560606464323584',
			requestId: '***',
			debug: ['id ***', { '***': 'Bearer ***' }],
			outcome: 'placed',
		});
	});

	it('is hidden in the answer to a question', async () => {
		const { engine } = await setUpScripted(
			() => ({
				text: `{"code":"success","requestId":"a1","status":200,"result":[{"planId":3048560606464323584,"planName":"Plan","note":"${token} ${secret}"}]}`,
			}),
			{ clientSecret: SECRET },
		);
		const { items } = await engine.run({ parameters: { resource: 'plan', operation: 'getPlans', productId: 11 } });
		expect(items[0]?.json).toMatchObject({ planId: '3048560606464323584', note: '*** ***' });
	});

	it('is hidden in a refusal, also where its details are cut', async () => {
		const { withClient } = await setUpScripted(
			() => ({
				status: 400,
				text: `{"code":"no","detailMessage":"No ${secret}","requestId":"${token}","status":400,"result":"${'x'.repeat(390)}${secret}"}`,
			}),
			{ clientSecret: SECRET },
		);
		await withClient(async (client) => {
			await expect(client.get(PLANS_PATH)).rejects.toMatchObject({
				message: 'No ***',
				facts: { message: 'No ***', requestId: '***', details: `${'x'.repeat(390)}***` },
			});
		});
	});
});

describe('mapTexts', () => {
	it('changes texts and names of fields, and nothing else', () => {
		const value = parseExactly('{"a":["b",1,true,null,{"c":"d"}],"planId":3048560606464323584,"__proto__":"e"}');
		expect(mapTexts(value, (text) => text)).toEqual(value);
		expect(JSON.stringify(mapTexts(value, (text) => text.toUpperCase()))).toBe(
			'{"A":["B",1,true,null,{"C":"D"}],"PLANID":"3048560606464323584","__PROTO__":"E"}',
		);
	});
});
