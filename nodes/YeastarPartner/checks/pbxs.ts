import { type Assumption } from './assumption';
import { fieldFinding, fieldsFinding } from './fields';
import type { Observed } from './observed';
import { pbxRows } from './pages';
import { objectsIn, type Row } from './rows';

const END = /expir|(end|due|valid)_?(date|time|until|to)$/i;
const AUTO_RENEWAL = /auto_?renew|renew(al)?_?auto/i;

function details(observed: Observed): Row[] {
	return observed.successes('pbx').flatMap(({ result }) => objectsIn(result).slice(0, 1));
}

/** What is assumed of the PBX list. */
export const PBX_LIST: readonly Assumption[] = [
	{
		id: 'pbxs.serial',
		assumption: 'Each PBX has productNo, its serial number, a text without spaces around it',
		source: 'inferred: the documented fields break off before it',
		affects: 'Get PBXs, lists of PBXs: without it no PBX is recognized',
		check: (observed) => fieldFinding(pbxRows(observed), { field: 'productNo', type: /^text$/ }),
	},
	{
		id: 'pbxs.fields',
		assumption: 'Each PBX has activationCode, activationStatus and comment',
		source: 'documented: query-product-list',
		affects: 'None',
		check: (observed) => fieldsFinding(pbxRows(observed), ['activationCode', 'activationStatus', 'comment']),
	},
	{
		id: 'pbxs.plan',
		assumption: 'Each PBX has planName, the name of its plan, a text',
		source: 'inferred: no such field is documented',
		affects: 'Preview Switch: names the present plan; other names are tried',
		check: (observed) => fieldFinding(pbxRows(observed), { field: 'planName', type: /^text$/, inSome: true }),
	},
	{
		id: 'pbxs.end',
		assumption: 'Each PBX has a field for when its plan ends',
		source: 'inferred: no such field is documented',
		affects: 'Trigger for expiring subscriptions: without it nothing can be told',
		check: (observed) => fieldFinding(pbxRows(observed), { field: END, inSome: true, quiet: true }),
	},
	{
		id: 'pbxs.autoRenewal',
		assumption: 'Each PBX has a field for whether it renews itself',
		source: 'inferred: no such field is documented',
		affects: 'Trigger for expiring subscriptions: otherwise those that renew themselves are told too',
		check: (observed) => fieldFinding(pbxRows(observed), { field: AUTO_RENEWAL, inSome: true, quiet: true }),
	},
];

/** What is assumed of a PBX's details. */
export const PBX_DETAILS: readonly Assumption[] = [
	{
		id: 'pbx.fields',
		assumption: 'Details have activationCode, activationStatus and comment',
		source: 'documented: get-product-details',
		affects: 'None',
		check: (observed) => fieldsFinding(details(observed), ['activationCode', 'activationStatus', 'comment']),
	},
	{
		id: 'pbx.switching',
		assumption: 'Details have currentPlan and currentPlanExpireDate, filled only while the plan is switching',
		source: 'documented: get-product-details',
		affects: 'Operations that order: a switch that is pending already is told',
		check: (observed) => fieldsFinding(details(observed), ['currentPlan', 'currentPlanExpireDate']),
	},
	{
		id: 'pbx.serial',
		assumption: 'Details have productNo, the serial number, a text without spaces around it',
		source: 'inferred: the documented fields break off before it',
		affects: 'None: it is known from the question',
		check: (observed) => fieldFinding(details(observed), { field: 'productNo', type: /^text$/ }),
	},
	{
		id: 'pbx.plan',
		assumption: 'Details have planName, the name of its plan, a text',
		source: 'inferred: no such field is documented',
		affects: 'Preview Switch: names the present plan; other names are tried',
		check: (observed) => fieldFinding(details(observed), { field: 'planName', type: /^text$/ }),
	},
	{
		id: 'pbx.end',
		assumption: 'Details have a field for when the plan ends, beside currentPlanExpireDate',
		source: 'inferred: no such field is documented',
		affects: 'Trigger for expiring subscriptions',
		check: (observed) =>
			fieldFinding(details(observed), {
				field: new RegExp(`^(?!currentPlanExpireDate$).*(${END.source})`, 'i'),
				quiet: true,
			}),
	},
	{
		id: 'pbx.autoRenewal',
		assumption: 'Details have a field for whether the PBX renews itself',
		source: 'inferred: no such field is documented',
		affects: 'Trigger for expiring subscriptions',
		check: (observed) => fieldFinding(details(observed), { field: AUTO_RENEWAL, quiet: true }),
	},
];
