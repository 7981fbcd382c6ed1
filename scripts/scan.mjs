// Runs the part of n8n's own scanner that needs no registry: over the source, and over the tarball.
import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';

import { packAndUnpack } from './pack.mjs';
import { report } from './report.mjs';

const TARBALL_FILE_PATTERNS = ['**/*.js', 'package.json'];

const source = await analyzePackage(process.cwd(), SOURCE_FILE_PATTERNS);
const tarball = await analyzePackage(packAndUnpack().unpacked, TARBALL_FILE_PATTERNS);

const checks = report('scanner');
for (const [name, { passed, message, details }] of Object.entries({ source, tarball })) {
	checks.check(`n8n's scanner accepts the ${name}`, () => {
		if (!passed) throw new Error([message, details].filter(Boolean).join('\n'));
	});
}
checks.end();
