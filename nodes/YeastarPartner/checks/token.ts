import { type Assumption, finding, unknown } from './assumption';
import { fieldFinding } from './fields';
import type { Observed } from './observed';
import { type Row, rowsHaving } from './rows';
import { seen } from './seen';
import { textOf } from './typed';
import { expiryOf } from '../portal/tokenRequest';

const MINUTE = 60;
/** How far a life may be from the documented one, in seconds. */
const TOLERANCE = 30;

function details(observed: Observed): Row[] {
	return observed.successes('token').flatMap(({ result }) => rowsHaving(result, 'token').slice(0, 1));
}

function lifeOf(observed: Observed): number {
	return Number(textOf(details(observed)[0]?.object.expiresIn));
}

/** What is assumed of access tokens. */
export const TOKEN: readonly Assumption[] = [
	{
		id: 'token.token',
		assumption: 'The answer to the token request holds the access token as the text token',
		source: 'documented: request-access-token',
		affects: 'All operations: without it nothing can be asked',
		check: (observed) => fieldFinding(details(observed), { field: 'token', type: /^text/ }),
	},
	{
		id: 'token.expiresIn',
		assumption: 'expiresIn is a text with the seconds that the token is valid',
		source: 'documented: request-access-token',
		affects: 'None: a number is read too',
		check: (observed) => fieldFinding(details(observed), { field: 'expiresIn', type: /^text/ }),
	},
	{
		id: 'token.life',
		assumption: 'An access token is valid for 30 minutes',
		source: 'documented: authorization-rules',
		affects: 'None: the token is renewed when its own time is up',
		check: (observed) => {
			const life = lifeOf(observed);
			if (!(life > 0)) return unknown(seen`no expiresIn that can be read`);
			const isAsExpected = Math.abs(life - 30 * MINUTE) <= TOLERANCE;
			return finding(isAsExpected, isAsExpected ? seen`30 minutes` : life < 30 * MINUTE ? seen`less` : seen`more`);
		},
	},
	{
		id: 'token.head',
		assumption: 'tokenHead is Bearer',
		source: "inferred: the documented requests send Bearer, the field's value is not shown",
		affects: 'All operations: the token is sent with Bearer whatever tokenHead says',
		check: (observed) => {
			const heads = details(observed).map(({ object }) => object.tokenHead);
			const told = heads.filter((head) => head !== undefined);
			if (told.length === 0) return unknown(seen`no tokenHead`);
			const isBearer = told.every((head) => textOf(head).trim().toLowerCase() === 'bearer');
			return finding(isBearer, isBearer ? seen`Bearer` : seen`something else`);
		},
	},
	{
		id: 'token.jwt',
		assumption: 'The token is a JWT whose claim exp is when expiresIn runs out',
		source: 'inferred: the documented examples are JWTs',
		affects: 'None: without exp expiresIn counts',
		check: (observed) => {
			const [row] = details(observed);
			if (row === undefined) return unknown(seen`no token`);
			const expiry = expiryOf(textOf(row.object.token));
			if (expiry === undefined) return finding(false, seen`no JWT with exp`);
			const life = lifeOf(observed);
			if (!(life > 0)) return unknown(seen`a JWT with exp, no expiresIn that can be read`);
			const isClose = Math.abs((expiry - Date.now()) / 1000 - life) < 2 * MINUTE;
			return finding(isClose, isClose ? seen`a JWT, both agree` : seen`a JWT, they differ by minutes`);
		},
	},
	{
		id: 'token.earlier',
		assumption: 'A new token does not end the one before it',
		source: 'inferred: nothing is said of it',
		affects: 'All operations, where several run at once: otherwise each has to ask for a token again',
		check: ({ earlierTokenEnded }) => {
			if (earlierTokenEnded === undefined) return unknown(seen`not tried`);
			return finding(!earlierTokenEnded, earlierTokenEnded ? seen`the one before was refused` : seen`both accepted`);
		},
	},
];
