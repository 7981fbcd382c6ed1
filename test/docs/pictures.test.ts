import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const DOCS = join(ROOT, 'docs');

it('docs/images holds every picture that README.md and docs show, and no other', () => {
	const documents = readdirSync(DOCS)
		.filter((file) => file.endsWith('.md'))
		.map((file) => join(DOCS, file));
	const shown = [join(ROOT, 'README.md'), ...documents].flatMap((document) =>
		[...readFileSync(document, 'utf8').matchAll(/images\/([\w-]+\.png)/g)].map(([, picture]) => picture),
	);
	expect(readdirSync(join(DOCS, 'images')).sort()).toEqual([...new Set(shown)].sort());
});
