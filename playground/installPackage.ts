import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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

/**
 * Lays the built package out in n8n's folder as n8n's own installer does: what npm publishes of it, without development and peer
 * dependencies, and an entry in the list of packages.
 *
 * @param userFolder the folder that holds `.n8n`
 * @param asLink links to the source folder in its place, so that a new build is seen
 */
export function installPackage(userFolder: string, asLink = false): void {
	const nodes = join(userFolder, '.n8n', 'nodes');
	const target = join(nodes, 'node_modules', NAME);
	const published = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'), (field, value: unknown) =>
		TAKEN_OUT.includes(field) ? undefined : value,
	) as PackageJson;
	rmSync(target, { recursive: true, force: true });
	mkdirSync(join(nodes, 'node_modules'), { recursive: true });
	if (asLink) {
		symlinkSync(ROOT, target);
	} else {
		for (const file of [...published.files, ...ALWAYS]) {
			if (existsSync(join(ROOT, file))) cpSync(join(ROOT, file), join(target, file), { recursive: true });
		}
		writeFileSync(join(target, 'package.json'), JSON.stringify(published, undefined, 2));
	}
	writeFileSync(
		join(nodes, 'package.json'),
		JSON.stringify({ name: 'installed-nodes', private: true, dependencies: { [NAME]: published.version } }, undefined, 2),
	);
}
