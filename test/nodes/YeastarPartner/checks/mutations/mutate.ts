import type { Mutation, PassingAnswer } from '../../../../support/otherPortal';

export type Fields = Record<string, unknown>;

/** Renames a field, where there is one. */
export function rename(object: Fields, from: string, to: string): void {
	if (!(from in object)) return;
	object[to] = object[from];
	delete object[from];
}

/** Changes the result of successful answers of a path. */
export function result(path: string, change: (result: Fields, answer: PassingAnswer) => unknown): Mutation {
	return {
		answer: (answer) => {
			const isOfPath = path.endsWith('/') ? answer.path.startsWith(path) : answer.path === path;
			if (!isOfPath || answer.body.code !== 'success') return;
			const changed = change(answer.body.result, answer);
			if (changed !== undefined) answer.body.result = changed as never;
		},
	};
}

/** Changes each row of a list, wherever it stands in the result. */
export function rows(path: string, list: string, change: (row: Fields) => void): Mutation {
	return result(path, (answered) => {
		const found = Array.isArray(answered) ? (answered as Fields[]) : ((answered[list] ?? []) as Fields[]);
		found.forEach(change);
	});
}

/** Turns an answer down. */
export function refuse(answer: PassingAnswer, status: number, code: string): void {
	answer.status = status;
	Object.assign(answer.body, { code, detailMessage: 'No', status, result: null });
}

/** A way in which a portal may differ, the assumptions that it contradicts or shows, and what is seen of the first of them. */
export type NamedMutation = [name: string, mutation: Mutation, changed: string[], seen: RegExp];
