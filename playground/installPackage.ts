import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const NAME = 'n8n-nodes-yeastar-partner';

interface PackageJson {
	version: string;
	files: string[];
}

/** What n8n's installer takes out, so that npm does not install it. */
const TAKEN_OUT = ['devDependencies', 'peerDependencies'];

/** What npm publishes beside the `files` of package.json. */
const ALWAYS = ['README.md', 'LICENSE'];

function nodesFolder(userFolder: string): string {
	return join(userFolder, '.n8n', 'nodes');
}

function packageFolder(userFolder: string): string {
	return join(nodesFolder(userFolder), 'node_modules', NAME);
}

/** Copies a new build over the installed one, where n8n's development mode sees it. A link would not do: n8n does not look through it. */
export function refreshPackage(userFolder: string): void {
	cpSync(join(ROOT, 'dist'), join(packageFolder(userFolder), 'dist'), { recursive: true, force: true });
}

/**
 * Lays the built package out in n8n's folder as n8n's own installer does: what npm publishes of it, without development and peer
 * dependencies, and an entry in the list of packages.
 *
 * @param userFolder the folder that holds `.n8n`
 */
export function installPackage(userFolder: string): void {
	const nodes = nodesFolder(userFolder);
	const target = packageFolder(userFolder);
	const published = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'), (field, value: unknown) =>
		TAKEN_OUT.includes(field) ? undefined : value,
	) as PackageJson;
	rmSync(target, { recursive: true, force: true });
	mkdirSync(join(nodes, 'node_modules'), { recursive: true });
	for (const file of [...published.files, ...ALWAYS]) {
		if (existsSync(join(ROOT, file))) cpSync(join(ROOT, file), join(target, file), { recursive: true });
	}
	writeFileSync(join(target, 'package.json'), JSON.stringify(published, undefined, 2));
	writeFileSync(
		join(nodes, 'package.json'),
		JSON.stringify(
			{ name: 'installed-nodes', private: true, dependencies: { [NAME]: published.version } },
			undefined,
			2,
		),
	);
}
