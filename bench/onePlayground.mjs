// One copy of n8n's packages for the engine, n8n's own nodes and ours: the playground's, which has all of them.
import { createRequire, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

const playground = createRequire(new URL('../playground/package.json', import.meta.url));
const shared = new Map(
	['n8n-core', 'n8n-workflow', 'reflect-metadata'].map((name) => [name, pathToFileURL(playground.resolve(name)).href]),
);

registerHooks({
	resolve(specifier, context, nextResolve) {
		const url = shared.get(specifier);
		return url === undefined ? nextResolve(specifier, context) : { url, format: 'commonjs', shortCircuit: true };
	},
});
