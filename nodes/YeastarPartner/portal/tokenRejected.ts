/** The words for the access token and no other: `token`, `access token`, `your token`, but not `payment token`. */
const KIND = '(?:access|bearer|auth|oauth|api|user|openapi)';
const TOKEN = `(?:^|\\. ?|\\b(?:the|your|this|an?|${KIND}) )(?:token|jwt)`;
const BAD = '(?:invalid|expired|missing|revoked|illegal|malformed|wrong|unknown|bad|no)';
const GOOD = '(?:valid|accepted|found|exist|recogni[sz]ed|verified|authori[sz]ed)';
const HELPERS = '(?: (?:is|was|has|does|did|could|can|been|be))*';

/**
 * How a portal says that it does not accept the token. Nothing of it is documented [inferred]: the tokens look like
 * those that Spring Security issues, so its sentences are among these, beside those that are usual elsewhere. In
 * plain words a point stands for every sign that ends a part of a sentence.
 */
const REJECTIONS: readonly RegExp[] = [
	`\\b${BAD}(?: ${KIND})? (?:token|jwt)\\b(?! (?:at (?:position|line|column|index)|near|count)\\b)`,
	`${TOKEN}${HELPERS} (?:invalid|expired?|revoked|missing|wrong|required|rejected|malformed|illegal)\\b`,
	`${TOKEN}${HELPERS} (?:not|no longer)(?: be| been)? ${GOOD}\\b`,
	`${TOKEN} (?:verification|validation|authentication) (?:failed|error)\\b`,
	'\\bconvert access token\\b',
	'^(?:(?:http |error )*401 )?(?:unauthori[sz]ed|unauthenticated|not authenticated)(?: (?:access|request))?\\.?$',
	'^401$',
	'\\bnot (?:logged in|login)\\b',
	'^(?:your |the )?(?:login|session)(?: (?:has|is|was))?(?: been)? (?:expired|timed ?out|timeout|invalid|required)\\b',
	'\\b(?:log ?in|sign in) again\\b',
	'^(?:full )?auth(?:entication)?(?: is| was| has)? (?:failed|required|expired)\\b',
].map((pattern) => new RegExp(pattern));

/** A text's words in small letters, those of `invalidToken` and `invalid_token` too. */
function plainWords(text: string): string {
	return text
		.replace(/([a-z0-9])([A-Z])/g, '$1 $2')
		.toLowerCase()
		.replace(/[.:;,!?()]+/g, '. ')
		.replace(/[^a-z0-9.]+/g, ' ')
		.trim();
}

/** Whether a refusal's code or message says that the portal does not accept the access token. */
export function saysTokenRejected(text: string): boolean {
	const words = plainWords(text);
	return REJECTIONS.some((rejection) => rejection.test(words));
}
