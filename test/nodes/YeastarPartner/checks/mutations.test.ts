import { check, placeOrders, type Report } from '../../../support/checking';
import { closeOtherPortals, type Mutation, setUpMutated } from '../../../support/otherPortal';
import { ORDER_PATH } from '../../../support/portal';
import { ANSWERS } from './mutations/answers';
import { DETAILS } from './mutations/details';
import { LISTS } from './mutations/lists';
import { PAGES } from './mutations/pages';

let usual: Report;

async function reportOf(mutation: Mutation): Promise<Report> {
	const { engine, portal } = await setUpMutated(mutation);
	placeOrders(portal);
	const { report } = await check(engine);
	expect(portal.requests.filter(({ path }) => path === ORDER_PATH)).toEqual([]);
	return report;
}

beforeAll(async () => {
	usual = await reportOf({});
});

afterEach(closeOtherPortals);

describe('Check API finds, and changes its mind about nothing else', () => {
	it.each([...LISTS, ...PAGES, ...DETAILS, ...ANSWERS])('%s', async (_name, mutation, changed, seen) => {
		const { findings } = await reportOf(mutation);
		const ids = Object.keys(usual.findings);
		const differing = ids.filter((id) => JSON.stringify(findings[id]) !== JSON.stringify(usual.findings[id]));
		expect(differing.sort()).toEqual([...changed].sort());
		expect(findings[changed[0] ?? '']?.seen).toMatch(seen);
	});
});

it('finds the usual portal to be the usual portal', async () => {
	expect((await reportOf({})).findings).toEqual(usual.findings);
});
