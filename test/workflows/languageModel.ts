import Fastify, { type FastifyInstance } from 'fastify';

/** What the model says next: a text, or calls of tools. */
export type Turn = string | Array<{ tool: string; input: object }>;

/** A message as the model gets it. */
interface Message {
	role: string;
	content: unknown;
}

/** A language model that speaks OpenAI's protocol, and says what it is told to. */
export interface LanguageModel {
	/** Its base URL, for the credential. */
	url: string;
	/** The tools that it was offered last. */
	tools: Array<{ name: string; description: string; parameters: { properties: object } }>;
	/** What tools answered, in the order in which the model heard it. */
	heard: string[];
	close(): Promise<void>;
}

function answer(turn: Turn, number: number): object {
	const message =
		typeof turn === 'string'
			? { role: 'assistant', content: turn }
			: {
					role: 'assistant',
					content: null,
					tool_calls: turn.map(({ tool, input }, index) => ({
						id: `call_${number}_${index}`,
						type: 'function',
						function: { name: tool, arguments: JSON.stringify(input) },
					})),
				};
	return {
		id: `chatcmpl-${number}`,
		object: 'chat.completion',
		created: 1_760_000_000,
		model: 'scripted',
		choices: [{ index: 0, message, finish_reason: typeof turn === 'string' ? 'stop' : 'tool_calls' }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}

/** Starts a model on the loopback interface that says one turn after the other. */
export async function startLanguageModel(turns: readonly Turn[]): Promise<LanguageModel> {
	const app: FastifyInstance = Fastify({ forceCloseConnections: true });
	const model: LanguageModel = { url: '', tools: [], heard: [], close: async () => await app.close() };
	let number = 0;
	app.post('/v1/chat/completions', (request) => {
		const { messages, tools = [] } = request.body as {
			messages: Message[];
			tools?: Array<{ function: LanguageModel['tools'][number] }>;
		};
		model.tools = tools.map((tool) => tool.function);
		model.heard = messages
			.filter(({ role }) => role === 'tool')
			.map(({ content }) => (typeof content === 'string' ? content : JSON.stringify(content)));
		return answer(turns[number] ?? 'I have nothing more to say.', number++);
	});
	model.url = `${await app.listen({ host: '127.0.0.1', port: 0 })}/v1`;
	return model;
}
