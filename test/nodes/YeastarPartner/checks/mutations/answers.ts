import { isLosslessNumber } from 'lossless-json';

import { PRICE_PATH, TOKEN_PATH } from '../../../../support/parameters';
import { type NamedMutation, rename, result } from './mutate';

const DETAILS_PATH = '/order/openapi/order/v1/get/';

/** Prices, envelopes, tokens and refusals that differ. */
export const ANSWERS: NamedMutation[] = [
	[
		'a price without totalPrice',
		result(PRICE_PATH, (answered) => rename(answered, 'totalPrice', 'amount')),
		['price.total'],
		/among: amount/,
	],
	[
		'a refused price',
		{
			answer: (answer) => {
				if (answer.path !== PRICE_PATH) return;
				Object.assign(answer, { status: 400 });
				Object.assign(answer.body, { code: 'parameter_invalid', detailMessage: 'No', status: 400, result: null });
			},
		},
		['price.answered', 'price.total', 'price.currency'],
		/^refused: parameter_invalid$/,
	],
	[
		'a status that is text',
		{ answer: ({ body }) => void (body.status = isLosslessNumber(body.status) ? body.status.value : body.status) },
		['envelope.statusType'],
		/^status: text$/,
	],
	[
		'refusals with HTTP 200',
		{ answer: (answer) => void (answer.status = 200) },
		['envelope.http'],
		/^HTTP 200 with 400, HTTP 200 with 401$/,
	],
	['answers without Date', { answer: ({ headers }) => void delete headers.date }, ['envelope.date'], /^in no answer$/],
	[
		'a life of the token that is a number',
		result(TOKEN_PATH, (answered) => void (answered.expiresIn = 1800)),
		['token.expiresIn'],
		/^expiresIn: number$/,
	],
	[
		'a token for two hours',
		result(TOKEN_PATH, (answered) => void (answered.expiresIn = '7200')),
		['token.life', 'token.jwt'],
		/^more$/,
	],
	[
		'another tokenHead',
		result(TOKEN_PATH, (answered) => void (answered.tokenHead = 'Portal')),
		['token.head'],
		/^something else$/,
	],
	[
		'a wrong token that is refused with 403',
		{
			answer: (answer) => {
				if (answer.status !== 401) return;
				answer.status = 403;
				answer.body.status = 403;
			},
		},
		['refusals.wrongToken'],
		/^status 403, code invalid_token$/,
	],
	[
		'a User-Agent that is not asked for',
		{
			answer: (answer) => {
				if (answer.asked.userAgent) return;
				answer.status = 200;
				Object.assign(answer.body, { code: 'success', detailMessage: '', status: 200, result: [] });
			},
		},
		['refusals.noUserAgent'],
		/^a success, result: array$/,
	],
	[
		'a wrong order ID that is answered with nothing',
		{
			answer: (answer) => {
				if (answer.path !== `${DETAILS_PATH}1`) return;
				answer.status = 200;
				Object.assign(answer.body, { code: 'success', detailMessage: '', status: 200, result: null });
			},
		},
		['refusals.wrongOrder'],
		/^a success, result: null$/,
	],
	[
		'a token without its life',
		result(TOKEN_PATH, (answered) => void delete answered.expiresIn),
		['token.expiresIn', 'token.life', 'token.jwt'],
		/^no such field among: /,
	],
	[
		'a token without its head',
		result(TOKEN_PATH, (answered) => void delete answered.tokenHead),
		['token.head'],
		/^no tokenHead$/,
	],
	[
		'a token for ten minutes',
		result(TOKEN_PATH, (answered) => void (answered.expiresIn = '600')),
		['token.life', 'token.jwt'],
		/^less$/,
	],
	[
		'refusals without words',
		{
			answer: ({ status, body }) => {
				if (status === 400) Object.assign(body, { detailMessage: '', result: null });
			},
		},
		['refusals.message', 'refusals.result'],
		/^empty text$/,
	],
	[
		'a wrong token that is refused in other words',
		{ answer: ({ status, body }) => void (status === 401 && Object.assign(body, { code: 'E', detailMessage: 'No' })) },
		['refusals.tokenWords', 'refusals.wrongToken'],
		/^not in its words$/,
	],
	[
		'successes with another status',
		{ answer: ({ status, body }) => void (status === 200 && Object.assign(body, { status: 201 })) },
		['envelope.success', 'envelope.http'],
		/^code success, status 201$/,
	],
];
