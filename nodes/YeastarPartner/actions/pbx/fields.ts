/** The fields of a PBX that are documented or likely, the most important first [doc: query-product-list, get-product-details; productNo and names inferred]. */
export const MAIN_FIELDS = [
	'productNo',
	'productId',
	'pbxName',
	'productName',
	'planName',
	'currentPlan',
	'currentPlanExpireDate',
	'activationStatus',
	'comment',
	'createTime',
];
