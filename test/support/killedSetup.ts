import type { RunSetup } from './engine';

const locator = (value: string) => ({ __rl: true, mode: 'id', value });

/** The run that is killed and started again: one switch of the Appliance Edition. */
export const KILLED_SETUP: RunSetup = {
	parameters: {
		resource: 'plan',
		operation: 'switchPlan',
		productId: 11,
		productNo: locator('3631E0997265'),
		billingId: locator('3197218168379846218'),
		serviceId: locator('3048560606464323584'),
		billingCycle: 'annually',
		multiCycle: 1,
		options: {},
	},
};
