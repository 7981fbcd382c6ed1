/**
 * A process that runs one switch and can be killed at any moment. It keeps the execution's data in a file: as n8n saved it when
 * the node before had ended, with the node's context as it was when the last request left.
 *
 * Arguments: the portal's base URL, the file.
 */
import './environment';
import { renameSync, writeFileSync } from 'node:fs';

import { YeastarPartnerApi } from '../../credentials/YeastarPartnerApi.credentials';
// With its ending, since tsx would take the codex file for it.
import { YeastarPartner } from '../../nodes/YeastarPartner/YeastarPartner.node.js';
import { CLIENTS } from '../../sandbox/fixtures';
import { Engine } from './engine';
import { KILLED_SETUP } from './killedSetup';

const [, , baseUrl = '', file = ''] = process.argv;

class SavingCredential extends YeastarPartnerApi {
	beforeRequest: () => void = () => undefined;

	override authenticate: YeastarPartnerApi['authenticate'] = async (credentials, requestOptions) => {
		this.beforeRequest();
		const { authenticate } = new YeastarPartnerApi();
		if (typeof authenticate !== 'function') throw new Error('authenticate is no function');
		return await authenticate(credentials, requestOptions);
	};
}

const credential = new SavingCredential();
const engine = new Engine({ node: new YeastarPartner(), credential }, { ...CLIENTS[0], baseUrl });
const running = engine.start(KILLED_SETUP);
const stack = JSON.stringify(running.data.executionData?.nodeExecutionStack);

credential.beforeRequest = () => {
	const saved = JSON.parse(JSON.stringify(running.data)) as typeof running.data;
	if (saved.executionData) saved.executionData.nodeExecutionStack = JSON.parse(stack) as never;
	saved.resultData.runData = {};
	writeFileSync(`${file}.new`, JSON.stringify(saved));
	renameSync(`${file}.new`, file);
};
void running.finished;
