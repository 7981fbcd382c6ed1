import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ASSUMPTIONS } from '../../nodes/YeastarPartner/checks/report';

const DOCS = join(__dirname, '..', '..', 'docs');

it('docs/check-api.md lists every assumption as the code has it', () => {
	const text = readFileSync(join(DOCS, 'check-api.md'), 'utf8');
	const listed = [...text.matchAll(/^\| `([a-zA-Z]+\.[a-zA-Z]+)` +\| (.*?) +\| (.*?) +\|$/gm)].map(
		([, ...cells]) => cells,
	);
	const known = ASSUMPTIONS.map(({ id, assumption, source }) => [id, assumption, source]);
	expect(listed.sort()).toEqual(known.sort());
});

it('docs/api.md links to headings of docs/check-api.md that exist', () => {
	const headings = [...readFileSync(join(DOCS, 'check-api.md'), 'utf8').matchAll(/^#+ (.*)$/gm)].map(
		([, heading = '']) =>
			heading
				.toLowerCase()
				.replace(/[^a-z ]/g, '')
				.replaceAll(' ', '-'),
	);
	const links = [...readFileSync(join(DOCS, 'api.md'), 'utf8').matchAll(/check-api\.md#([a-z-]+)/g)].map(
		([, link]) => link,
	);
	expect(links.length).toBeGreaterThan(8);
	expect(links.filter((link) => !headings.includes(link ?? ''))).toEqual([]);
});
