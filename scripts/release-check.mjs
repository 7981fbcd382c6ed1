// Checks offline what n8n's verification of community nodes looks at, and prints a table. `--tag VERSION` also compares the tag.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';
import Table from 'cli-table3';

import { packAndUnpack } from './pack.mjs';

const read = (file) => readFileSync(file, 'utf8');
const packageJson = JSON.parse(read('package.json'));
const git = (...words) => execFileSync('git', words, { encoding: 'utf8' }).trim();
const tag = process.argv[process.argv.indexOf('--tag') + 1];
const isTagged = process.argv.includes('--tag');

execFileSync('npm run --silent build', { shell: true, stdio: 'ignore' });
const { unpacked, size, files } = packAndUnpack();

/** Each with what was found; an empty text means that all is well. */
const CHECKS = {
	'Name begins with n8n-nodes-': () => (/^n8n-nodes-[a-z0-9-]+$/.test(packageJson.name) ? '' : packageJson.name),
	'Keyword n8n-community-node-package': () =>
		packageJson.keywords.includes('n8n-community-node-package') ? '' : 'missing',
	'License MIT, with its text': () =>
		packageJson.license === 'MIT' && files.includes('LICENSE') ? '' : packageJson.license,
	'Author with name and e-mail address': () => (packageJson.author?.name && packageJson.author?.email ? '' : 'missing'),
	'Description and homepage': () => (packageJson.description && packageJson.homepage ? '' : 'missing'),
	'Repository on GitHub': () =>
		/github\.com\//.test(packageJson.repository?.url) ? '' : String(packageJson.repository?.url),
	'No runtime dependencies': () => Object.keys(packageJson.dependencies ?? {}).join(', '),
	'Peer dependency n8n-workflow only': () =>
		JSON.stringify(packageJson.peerDependencies) === '{"n8n-workflow":"*"}'
			? ''
			: JSON.stringify(packageJson.peerDependencies),
	'No overrides, no install scripts': () =>
		['overrides', 'resolutions'].filter((field) => packageJson[field]).join() ||
		['prepare', 'preinstall', 'install', 'postinstall', 'prepublish']
			.filter((name) => packageJson.scripts[name])
			.join(),
	'Every registered file is in the tarball': () =>
		[...packageJson.n8n.nodes, ...packageJson.n8n.credentials]
			.filter((file) => !existsSync(join(unpacked, file)))
			.join(', '),
	'Nothing but dist and texts in the tarball': () =>
		files.filter((file) => !/^(dist\/|README\.md$|LICENSE$|CHANGELOG\.md$|package\.json$)/.test(file)).join(', '),
	'Tarball below 200 kB': () => (size < 200_000 ? '' : `${size} bytes`),
	'README tells usage, credential and API links': () =>
		['## The credential', '## Operations', 'help.yeastar.com', '## Compatibility']
			.filter((text) => !read('README.md').includes(text))
			.join(', '),
	'No environment variable and no file is read': () =>
		files
			.filter((file) => file.endsWith('.js'))
			.filter((file) => /process\.env|require\("(node:)?(fs|child_process)"\)/.test(read(join(unpacked, file))))
			.join(', '),
	"n8n's scanner accepts the source": async () => {
		const { passed, details } = await analyzePackage(process.cwd(), SOURCE_FILE_PATTERNS);
		return passed ? '' : String(details);
	},
	"n8n's scanner accepts the tarball": async () => {
		const { passed, details } = await analyzePackage(unpacked, ['**/*.js', 'package.json']);
		return passed ? '' : String(details);
	},
	'A workflow publishes with provenance on a tag': () => {
		const workflow = read('.github/workflows/publish.yml');
		return ['id-token: write', '--provenance', 'tags:'].filter((text) => !workflow.includes(text)).join(', ');
	},
	'Semantic version': () => (/^\d+\.\d+\.\d+$/.test(packageJson.version) ? '' : packageJson.version),
	...(isTagged
		? {
				'The tag is the version': () =>
					tag === packageJson.version ? '' : `${tag}, but ${packageJson.version} in package.json`,
				'CHANGELOG has the version': () =>
					read('CHANGELOG.md').includes(`## [${packageJson.version}]`) ? '' : 'missing',
				'Everything is committed': () => git('status', '--porcelain'),
			}
		: {}),
};

const table = new Table({
	head: ['What n8n looks at', ''],
	style: { head: [], border: [] },
	wordWrap: true,
	colWidths: [52, 60],
});
let failed = 0;
for (const [name, check] of Object.entries(CHECKS)) {
	const found = await Promise.resolve()
		.then(check)
		.catch((error) => error.message);
	if (found) failed++;
	table.push([name, found ? `✗ ${found}` : '✓']);
}
console.log(table.toString());
console.log(
	failed === 0
		? '\nWhat only the registry and n8n can tell: that the name is free, that the repository is public and its owner the npm maintainer,\nand the provenance statement itself, which the publishing workflow makes.'
		: `\n${failed} of ${Object.keys(CHECKS).length} are not as n8n wants them.`,
);
process.exitCode = failed > 0 ? 1 : 0;
