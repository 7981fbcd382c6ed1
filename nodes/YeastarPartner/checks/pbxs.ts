import { type Assumption } from './assumption';
import { fieldFinding, fieldsFinding } from './fields';
import type { Observed } from './observed';
import { pbxRows } from './pages';
import { objectsIn, type Row } from './rows';
import { autoRenewalFinding, endFinding } from './subscription';

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
		assumption: 'PBXs have a field for when the plan ends, under a name and in a form that the node reads',
		source: 'inferred: no such field is documented',
		affects: 'Trigger for expiring subscriptions: without it nothing can be told',
		check: (observed) => endFinding(pbxRows(observed)),
	},
	{
		id: 'pbxs.autoRenewal',
		assumption: 'PBXs have a field for whether they renew themselves, under a name that the node reads',
		source: 'inferred: no such field is documented',
		affects: 'Trigger for expiring subscriptions: otherwise those that renew themselves are told too',
		check: (observed) => autoRenewalFinding(pbxRows(observed)),
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
		check: (observed) => endFinding(details(observed)),
	},
	{
		id: 'pbx.autoRenewal',
		assumption: 'Details have a field for whether the PBX renews itself',
		source: 'inferred: no such field is documented',
		affects: 'Trigger for expiring subscriptions',
		check: (observed) => autoRenewalFinding(details(observed)),
	},
];
