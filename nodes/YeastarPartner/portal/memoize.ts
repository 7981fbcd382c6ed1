/**
 * Remembers what was asked, so that a question that several items share is asked once a run, whatever its answer.
 *
 * @param ask asks the question; called once for each key
 */
export function memoize<Answer>(ask: (key: string) => Promise<Answer>): (key: string) => Promise<Answer> {
	const answers = new Map<string, Promise<Answer>>();
	return async (key) => {
		const answer = answers.get(key) ?? ask(key);
		answers.set(key, answer);
		return await answer;
	};
}
