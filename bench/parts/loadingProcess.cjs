// Loads one node's module in a fresh process in which n8n's own packages are loaded already, as they are in n8n. Arguments: the playground's
// package.json, the module, and the packages that n8n has loaded.
const { statSync } = require('node:fs');
const { createRequire } = require('node:module');

const [, , base, path, ...loaded] = process.argv;
const load = createRequire(base);
for (const name of loaded) load(name);
const before = new Set(Object.keys(require.cache));
const start = performance.now();
load(path);
const milliseconds = performance.now() - start;
const files = Object.keys(require.cache).filter((file) => !before.has(file));
const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
process.stdout.write(JSON.stringify({ milliseconds, files: files.length, bytes }));
