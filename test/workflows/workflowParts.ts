import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import {
	deepCopy,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type IHttpRequestOptions,
	type INodeType,
	type INodeTypeDescription,
	type INodeTypes,
	type IVersionedNodeType,
} from 'n8n-workflow';

import { CredentialStore } from '../support/credentials';
import { YeastarPartnerTrigger } from '../../nodes/YeastarPartner/YeastarPartnerTrigger.node';
import { NODE_TYPE, type PackageUnderTest } from '../support/engine';

const PLAYGROUND = join(__dirname, '..', '..', 'playground', 'node_modules');

/** Loads a node of n8n's own packages, as n8n's loader does. */
function loadType(type: string): INodeType | IVersionedNodeType {
	const [, name = ''] = type.split(/\.(?=[^.]*$)/);
	const packageName = type.slice(0, -name.length - 1);
	const folder = join(PLAYGROUND, packageName);
	const known = JSON.parse(readFileSync(join(folder, 'dist', 'known', 'nodes.json'), 'utf8')) as Record<
		string,
		{ className: string; sourcePath: string } | undefined
	>;
	const entry = known[name];
	if (entry === undefined) throw new Error(`n8n has no node ${type}`);
	const path = [join(folder, entry.sourcePath), join(folder, 'dist', entry.sourcePath)].find(existsSync) ?? '';
	const loaded = createRequire(__filename)(path) as Record<string, new () => INodeType>;
	const Class = loaded[entry.className];
	if (Class === undefined) throw new Error(`${dirname(path)} has no ${entry.className}`);
	return new Class();
}

interface ToolGeneration {
	convertNodeToAiTool(item: { description: INodeTypeDescription }): { description: INodeTypeDescription };
}

/** The Yeastar node as n8n's server offers it to agents, made by the server's own code. */
function asTool(node: INodeType): INodeType {
	const server = createRequire(__filename)(
		join(PLAYGROUND, 'n8n', 'dist', 'tool-generation', 'ai-tools.js'),
	) as ToolGeneration;
	const { description } = server.convertNodeToAiTool({ description: deepCopy(node.description) });
	return Object.assign(Object.create(node) as INodeType, { description });
}

/** The nodes of n8n's own packages and of the package under test, loaded when they are asked for. */
export class NodeTypes implements INodeTypes {
	private readonly loaded: Map<string, INodeType | IVersionedNodeType>;

	constructor({ node }: PackageUnderTest) {
		this.loaded = new Map([
			[NODE_TYPE, node],
			[`${NODE_TYPE}Tool`, asTool(node)],
			[`${NODE_TYPE}Trigger`, new YeastarPartnerTrigger()],
		]);
	}

	getByName(type: string): INodeType | IVersionedNodeType {
		const node = this.loaded.get(type) ?? loadType(type);
		this.loaded.set(type, node);
		return node;
	}

	getByNameAndVersion(type: string, version?: number): INodeType {
		const node = this.getByName(type);
		return 'nodeVersions' in node ? node.getNodeType(version) : node;
	}

	getKnownTypes(): IDataObject {
		return {};
	}
}

/**
 * Credentials of several types; Yeastar's is renewed as n8n does it. One of another type may hold `standIn`, the address that is
 * asked instead of the service's own.
 */
export class Credentials extends CredentialStore {
	constructor(
		{ credential }: PackageUnderTest,
		portal: ICredentialDataDecryptedObject,
		private readonly others: Record<string, ICredentialDataDecryptedObject>,
	) {
		super(credential, { accessToken: '', ...portal });
	}

	override async getDecrypted(...args: unknown[]): Promise<ICredentialDataDecryptedObject> {
		return this.others[args[2] as string] ?? (await super.getDecrypted());
	}

	override async authenticate(
		credentials: ICredentialDataDecryptedObject,
		type: string,
		options: IHttpRequestOptions & { uri?: string },
	): Promise<IHttpRequestOptions> {
		if (this.others[type] === undefined) return await super.authenticate(credentials, type, options);
		const { host, pathname, search } = new URL(options.uri ?? options.url);
		return Object.assign(options, { uri: `${String(credentials.standIn)}/${host}${pathname}${search}` });
	}
}
