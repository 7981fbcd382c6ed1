import { codeWords, status } from './seen';
import { shapeOf, type Shape } from './shape';
import type { PortalReply } from '../portal/transport';
import { isTypedObject, parseTyped, textOf, type Typed, type TypedObject } from './typed';

/** What the check asks, each a kind of question. */
export type QuestionKind =
	| 'products'
	| 'token'
	| 'plans'
	| 'plansOfPbx'
	| 'contacts'
	| 'customers'
	| 'customerByEmail'
	| 'pbxs'
	| 'pbxsFirst'
	| 'pbxsSecond'
	| 'pbx'
	| 'orders'
	| 'ordersNewest'
	| 'ordersOldest'
	| 'ordersFirst'
	| 'ordersSecond'
	| 'ordersZero'
	| 'orderByNumber'
	| 'orderById'
	| 'price'
	| 'wrongOrder'
	| 'wrongPbx'
	| 'wrongProduct'
	| 'noUserAgent'
	| 'wrongToken';

/** An answer as it came. */
export class Answer {
	/** The whole body; undefined where it is no JSON. */
	readonly body: Typed | undefined;
	/** The body where it is an object, else nothing. */
	readonly envelope: TypedObject;

	constructor(
		/** What the question was about, such as the product; never shown. */
		readonly about: string,
		private readonly reply: PortalReply,
	) {
		this.body = parseTyped(reply.text);
		this.envelope = isTypedObject(this.body) ? this.body : {};
	}

	/** HTTP's status. */
	get http(): string {
		return String(this.reply.status);
	}

	get hasDate(): boolean {
		return this.reply.date !== undefined;
	}

	/** The envelope's status, or an empty text. */
	get status(): string {
		return textOf(this.envelope.status);
	}

	get code(): string {
		return textOf(this.envelope.code);
	}

	/** Whether code and both statuses tell of success. */
	get isSuccess(): boolean {
		return /^2\d\d$/.test(this.http) && /^(2\d\d)?$/.test(this.status) && this.code.toLowerCase() === 'success';
	}

	get result(): Typed {
		return this.envelope.result ?? null;
	}
}

/** The shape of all answers to one kind of question that succeeded, or of all that did not. */
export interface AnswerShape {
	/** HTTP's statuses. */
	http: string[];
	/** The envelope's statuses and codes. */
	status: string[];
	code: string[];
	body: Shape;
}

function answerShape(answers: readonly Answer[]): AnswerShape {
	const distinct = (texts: readonly string[]) => [...new Set(texts)].sort();
	const bodies = answers.map(({ body }) => body).filter((body) => body !== undefined);
	return {
		http: distinct(answers.map(({ http }) => status(http))),
		status: distinct(answers.map((answer) => status(answer.status))),
		code: distinct(answers.map(({ code }) => codeWords(code))),
		body: bodies.length === 0 ? 'no JSON' : shapeOf(bodies),
	};
}

/** All that the portal answered to a check. */
export class Observed {
	private readonly answers = new Map<QuestionKind, Answer[]>();

	/** Requests that were sent, those for tokens by the credential not counted. */
	requests = 0;

	/** Whether the first token was not accepted any more after a second one was issued; undefined where that was not tried. */
	earlierTokenEnded?: boolean;

	add(kind: QuestionKind, answer: Answer): void {
		this.answers.set(kind, [...this.all(kind), answer]);
	}

	/** All answers to a kind of question. */
	all(kind: QuestionKind): readonly Answer[] {
		return this.answers.get(kind) ?? [];
	}

	/** All answers. */
	everything(): Answer[] {
		return [...this.answers.values()].flat();
	}

	/** The answers to some kinds of questions that succeeded. */
	successes(...kinds: readonly QuestionKind[]): Answer[] {
		return this.of(kinds).filter(({ isSuccess }) => isSuccess);
	}

	/** Those that did not. */
	refusals(...kinds: readonly QuestionKind[]): Answer[] {
		return this.of(kinds).filter(({ isSuccess }) => !isSuccess);
	}

	private of(kinds: readonly QuestionKind[]): Answer[] {
		return kinds.flatMap((kind) => this.all(kind));
	}

	/** What the answers look like, by kind of question: those that succeeded, and those that did not. */
	shapes(): Record<string, { answered?: AnswerShape; refused?: AnswerShape }> {
		return Object.fromEntries(
			[...this.answers].map(([kind, answers]) => {
				const answered = answers.filter(({ isSuccess }) => isSuccess);
				const refused = answers.filter(({ isSuccess }) => !isSuccess);
				return [
					kind,
					{
						...(answered.length > 0 ? { answered: answerShape(answered) } : {}),
						...(refused.length > 0 ? { refused: answerShape(refused) } : {}),
					},
				];
			}),
		);
	}
}
