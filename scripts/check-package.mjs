// Checks the tarball: what is in it, how large it is, and that n8n could load every registered file from a folder
// that has nothing but n8n-workflow.
import { createRequire } from 'node:module';
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';

import { packAndUnpack } from './pack.mjs';
import { report } from './report.mjs';

const MAX_SIZE = 150_000;
const ALLOWED =
	/^(dist\/(nodes|credentials)\/.+\.(js|svg|node\.json)|README\.md|LICENSE(\.md)?|CHANGELOG\.md|package\.json)$/;

const { unpacked, size, files } = packAndUnpack();
const { n8n } = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8'));
mkdirSync(join(unpacked, 'node_modules'));
symlinkSync(
	join(process.cwd(), 'node_modules', 'n8n-workflow'),
	join(unpacked, 'node_modules', 'n8n-workflow'),
	'junction',
);
const load = createRequire(join(unpacked, 'package.json'));

const checks = report('package');
checks.check('the tarball holds dist, README, LICENSE, CHANGELOG and package.json only', () => {
	const others = files.filter((file) => !ALLOWED.test(file));
	if (others.length > 0) throw new Error(`It also holds ${others.join(', ')}`);
});
for (const needed of ['README.md', 'LICENSE', 'CHANGELOG.md', 'package.json']) {
	checks.check(`the tarball holds ${needed}`, () => {
		if (!files.includes(needed)) throw new Error('It is missing');
	});
}
checks.check(`the tarball has less than ${MAX_SIZE} bytes (${size})`, () => {
	if (size >= MAX_SIZE) throw new Error('It is larger');
});
for (const file of [...n8n.nodes, ...n8n.credentials]) {
	checks.check(`n8n can load ${file}`, () => {
		const className = basename(file).split('.')[0];
		const loaded = new (load(`./${file}`)[className])();
		const { icon } = loaded.description ?? loaded;
		for (const { path } of Object.values(icon).map((value) => ({ path: value.replace(/^file:/, '') }))) {
			if (!existsSync(join(unpacked, file, '..', path))) throw new Error(`Its icon ${path} is missing`);
		}
		if (loaded.description && !existsSync(join(unpacked, file.replace(/\.js$/, '.json')))) {
			throw new Error('Its codex file is missing');
		}
	});
}
checks.end();
