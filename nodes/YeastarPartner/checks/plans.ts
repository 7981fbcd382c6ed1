import { PRICING_FIELD } from '../portal/fieldNames';
import { type Assumption, finding, unknown } from './assumption';
import { fieldFinding, placeFinding } from './fields';
import type { Answer, Observed } from './observed';
import { objectsIn, type Row, rowsHaving, rowsIn } from './rows';
import { listed, place, seen, types } from './seen';
import { textOf } from './typed';

const GET_PLANS = 'Get Plans and operations that order';

function isService({ object }: Row): boolean {
	return textOf(object.serviceId) !== '';
}

/** The plans in an answer. */
export function plansOf({ result }: Answer): Row[] {
	// A service tells the plan that it belongs to.
	const plans = objectsIn(result).filter((row) => textOf(row.object.planId) !== '' && !isService(row));
	if (plans.length > 0) return plans;
	// Of a product that has services alone, what stands outermost is a service, or holds them.
	return rowsIn(result, '', /plan/i).filter(
		({ object, path }) => path.length > 1 || !objectsIn(object).some(isService),
	);
}

function servicesOf({ result }: Answer): Row[] {
	const having = rowsHaving(result, 'serviceId');
	return having.length > 0
		? having
		: rowsIn(result, 'serviceId', /service|add_?on/i).filter(({ path }) => path.length > 1);
}

const plans = (observed: Observed) => observed.successes('plans', 'plansOfPbx').flatMap(plansOf);
const services = (observed: Observed) => observed.successes('plans', 'plansOfPbx').flatMap(servicesOf);

/** The ID under which a row is priced, itself and in the objects in it. */
function pricingRows(rows: readonly Row[]): Row[] {
	return rows.map((row) => {
		const inside = objectsIn(row.object).find(({ object }) =>
			Object.keys(object).some((name) => PRICING_FIELD.test(name)),
		);
		return { object: inside?.object ?? row.object, path: inside?.path ?? [] };
	});
}

/** What may be the ID of a plan: its planId, else whatever ends like an ID and is not the one that it is priced under. */
export function idsOf({ object }: Row): string[] {
	if (textOf(object.planId) !== '') return [textOf(object.planId)];
	const fields = Object.keys(object).filter((field) => /id$|code$/i.test(field) && !PRICING_FIELD.test(field));
	return fields.filter((field) => field !== 'offeringId').map((field) => textOf(object[field]));
}

function planIds(answers: readonly Answer[], about: string): string {
	const own = answers.filter((answer) => answer.about === about && answer.isSuccess);
	return own.flatMap(plansOf).flatMap(idsOf).sort().join();
}

const PAGE = 'query-available-subscription-trial-plans-and-services-for-a-product';

/** What is assumed of plans. */
export const PLANS: readonly Assumption[] = [
	{
		id: 'plans.withoutSerial',
		assumption: 'Plans can be asked for without a serial number, also those of products 9 and 11',
		source: 'documented: the tutorials do so; the reference requires it for 9 and 11',
		affects: `${GET_PLANS}: lists of plans before a PBX is chosen`,
		check: (observed) => {
			const answers = observed.all('plans').filter(({ about }) => ['9', '11'].includes(about));
			if (answers.length === 0) return unknown(seen`not asked`);
			const refused = answers.filter(({ isSuccess }) => !isSuccess);
			return finding(refused.length === 0, refused.length === 0 ? seen`answered` : seen`refused`);
		},
	},
	{
		id: 'plans.withSerial',
		assumption: 'With the serial number of a PBX the plans are the same',
		source: 'inferred: plans belong to the product',
		affects: `${GET_PLANS}: plans are asked for with one serial number for all PBXs of a product`,
		check: (observed) => {
			const [without, own] = [observed.all('plans'), observed.all('plansOfPbx')];
			const both = own.filter(({ about }) => planIds(own, about) !== '' && planIds(without, about) !== '');
			if (both.length === 0) return unknown(seen`not both were answered with plans`);
			const isSame = both.every(({ about }) => planIds(own, about) === planIds(without, about));
			return finding(isSame, isSame ? seen`the same` : seen`others`);
		},
	},
	{
		id: 'plans.place',
		assumption: 'Plans stand in an array planList',
		source: 'inferred: the list of prices calls it so',
		affects: 'None: they are found wherever they stand',
		check: (observed) => placeFinding(plans(observed), 'planList[]'),
	},
	{
		id: 'plans.id',
		assumption: 'Each plan has planId, a text of 19 digits',
		source: `documented: the tutorials note it down; that it is text is inferred`,
		affects: `${GET_PLANS}: without it no plan is recognized; a number is read too`,
		check: (observed) => fieldFinding(plans(observed), { field: 'planId', type: /^text of 19 digits$/ }),
	},
	{
		id: 'plans.name',
		assumption: 'Each plan has planName, a text',
		source: 'inferred: no name is documented',
		affects: `${GET_PLANS}: a plan by its name; other names are tried`,
		check: (observed) => fieldFinding(plans(observed), { field: 'planName', type: /^text$/ }),
	},
	{
		id: 'plans.pricingId',
		assumption: 'Each plan has pricingPlanId, a text of 19 digits: the ID under which it is priced',
		source: 'inferred: that there is such an ID is documented, its name is not',
		affects: 'Preview operations: the price; other names are tried',
		check: (observed) => {
			const rows = plans(observed);
			const outside = pricingRows(rows).filter(({ path }) => path.length > 0);
			const expected = { field: PRICING_FIELD, type: /^text of 19 digits$/ };
			const found = fieldFinding(pricingRows(rows), expected);
			if (outside.length > 0) {
				return finding(false, seen`${found.seen}, in ${listed(outside.map(({ path }) => place(path)))}`);
			}
			const isNamedSo = rows.every(({ object }) => 'pricingPlanId' in object);
			return found.holds === 'yes' && !isNamedSo ? finding(false, found.seen) : found;
		},
	},
	{
		id: 'plans.offering',
		assumption: 'The answer has one offeringId, beside the plans',
		source: `documented: ${PAGE}`,
		affects: 'Get Plans: shows it with each plan',
		check: (observed) => {
			const answers = observed.successes('plans', 'plansOfPbx');
			const holders = answers.flatMap(({ result }) => rowsHaving(result, 'offeringId'));
			if (answers.length === 0) return unknown(seen`no plans were answered`);
			const isBeside = holders.length === answers.length && holders.every(({ path }) => path.length === 0);
			const values = holders.map(({ object }) => object.offeringId ?? null);
			if (holders.length === 0) return finding(false, seen`none`);
			const where = listed(holders.map(({ path }) => place(path)));
			return finding(
				isBeside && values.every((value) => typeof value === 'string'),
				seen`${types(values)} in ${where}`,
			);
		},
	},
];

/** What is assumed of services, which stand beside the plans. */
export const SERVICES: readonly Assumption[] = [
	{
		id: 'services.place',
		assumption: 'Services stand in an array serviceList',
		source: 'inferred: the list of prices calls it so',
		affects: 'None: they are found wherever they stand',
		check: (observed) => placeFinding(services(observed), 'serviceList[]'),
	},
	{
		id: 'services.id',
		assumption: 'Each service has serviceId, a text of 19 digits',
		source: 'documented: a tutorial notes it down; that it is text is inferred',
		affects: 'Operations for services: without it no service is recognized, or is taken for a plan',
		check: (observed) => fieldFinding(services(observed), { field: 'serviceId', type: /^text of 19 digits$/ }),
	},
	{
		id: 'services.name',
		assumption: 'Each service has serviceName, a text',
		source: 'inferred: no name is documented',
		affects: 'Operations for services: a service by its name',
		check: (observed) => fieldFinding(services(observed), { field: 'serviceName', type: /^text$/ }),
	},
	{
		id: 'services.pricingId',
		assumption: 'Each service has an ID under which it is priced',
		source: 'inferred: that there is such an ID is documented, its name is not',
		affects: 'Preview operations for services: the price',
		check: (observed) => {
			const field = /^(pricing(service)?|service_?pricing|pricing_?add_?on)_?id$/i;
			return fieldFinding(services(observed), { field, type: /^text of 19 digits$/, quiet: true });
		},
	},
];
