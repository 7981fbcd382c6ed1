import fc from 'fast-check';

import { InvalidField } from '../../../../nodes/YeastarPartner/input/invalidField';
import { billingContactIdByEmail, planIdByName } from '../../../../nodes/YeastarPartner/input/names';
import { contactsIn } from '../../../../nodes/YeastarPartner/portal/contacts';
import type { JsonObject, JsonValue } from '../../../../nodes/YeastarPartner/portal/json';
import { plansIn } from '../../../../nodes/YeastarPartner/portal/plans';

const RUNS = 3000;
const PRODUCT = { id: 11, name: 'P-Series Appliance Edition' };
const NAMES = ['Standard Plan', 'Enterprise Plan', 'Ultimate Plan', 'P-Series Ultimate Plan', 'Ultimate Plan Add-on'];
const EMAILS = ['a@b.test', 'c@d.test', 'e@f.test'];
const IDS = ['1', '2', '3', '4'];

/** What an object is really called, by its ID. An ID may stand there several times. */
type Truth = Map<string, Set<string>>;

interface Kind {
	idField: string;
	texts: readonly string[];
	/** Puts a text where it is the object's own. */
	own: ReadonlyArray<(text: string) => JsonObject>;
	/** Fields of an object whose texts are not its own. */
	foreignFields: readonly string[];
	/** Fields under which another object stands, as its relation, in an array or as a map by ID. */
	relations: readonly string[];
	/** Puts a text where it is another's, whose ID stands beside it. */
	misplaced: ReadonlyArray<(text: string) => JsonObject>;
	/** IDs of an object's row, of who wrote it and of what it belongs to: they say nothing of its text. */
	rowIds: readonly string[];
	/** A text as another object without an ID has it. */
	foreignObject: (text: string) => JsonObject;
}

const PLANS: Kind = {
	idField: 'planId',
	texts: NAMES,
	own: [
		(planName) => ({ planName }),
		(name) => ({ name }),
		(title) => ({ title }),
		(title) => ({ info: { title } }),
		(name) => ({ plan: { name } }),
		(name) => ({ name: { en_US: name, de_DE: 'Tarif' } }),
	],
	foreignFields: [
		'nextPlanName',
		'upgradeName',
		'remark',
		'description',
		'comment',
		'note',
		'parentPlanName',
		'productName',
		'serviceName',
		'tagline',
	],
	relations: [
		'nextPlan',
		'previousPlan',
		'upgrades',
		'replacedBy',
		'defaultPlan',
		'tier',
		'pricing',
		'plan',
		'info',
		'children',
	],
	misplaced: [
		(name) => ({ upgradePlanId: '91', name }),
		(planName) => ({ basePlanId: '92', planName }),
		(title) => ({ parentId: '93', title }),
		(name) => ({ details: { nextPlanId: '94', name } }),
		(planName) => ({ data: { id: '95', planName } }),
	],
	rowIds: ['id', 'uuid', 'creatorId', 'updateUserId', 'tenantId', 'partnerId', 'offeringId', 'currencyId'],
	foreignObject: (planName) => ({ planName }),
};

const CONTACTS: Kind = {
	idField: 'billingContactId',
	texts: EMAILS,
	own: [
		(emailAddress) => ({ emailAddress }),
		(email) => ({ email }),
		(eMail) => ({ eMail: [eMail] }),
		(email) => ({ contact: { email } }),
	],
	foreignFields: ['remark', 'ownerEmail', 'createdByMail', 'salesRepEmail', 'note', 'login', 'parentEmail'],
	relations: ['accountManager', 'owner', 'parent', 'children', 'contact', 'partner', 'creator', 'info'],
	misplaced: [
		(mail) => ({ accountManagerId: '91', mail }),
		(email) => ({ ownerId: '92', email }),
		(emails) => ({ details: { managerId: '93', emails } }),
		(emailAddress) => ({ billing: { userId: '94', emailAddress } }),
	],
	rowIds: ['id', 'uuid', 'creatorId', 'updateUserId', 'tenantId', 'partnerId', 'userId', 'companyId'],
	foreignObject: (email) => ({ email }),
};

/** Relations that can hold something of the object itself: there another object is told by its ID only. */
const PARTS = ['plan', 'info', 'pricing', 'contact'];

interface Told {
	value: JsonObject;
	truth: Array<[string, string]>;
}

/** An object with an ID: its own text or none, texts of others in it, and others of its kind inside. */
function objectOf(kind: Kind): fc.Arbitrary<Told> {
	const foreignText = fc.tuple(fc.constantFrom(...kind.foreignFields), fc.constantFrom(...kind.texts));
	const { node } = fc.letrec<{ node: Told }>((tie) => ({
		node: fc
			.record({
				id: fc.constantFrom(...IDS),
				text: fc.option(fc.constantFrom(...kind.texts), { freq: 4 }),
				own: fc.constantFrom(...kind.own),
				foreign: fc.dictionary(fc.constantFrom(...kind.foreignFields), fc.constantFrom(...kind.texts), { maxKeys: 3 }),
				loose: fc.option(foreignText),
				misplaced: fc.option(fc.tuple(fc.constantFrom(...kind.misplaced), fc.constantFrom(...kind.texts)), { freq: 2 }),
				rowId: fc.option(fc.constantFrom(...kind.rowIds)),
				inner: fc.option(
					fc.tuple(fc.constantFrom(...kind.relations), tie('node'), fc.constantFrom('object', 'array', 'map')),
					{ maxDepth: 3 },
				),
			})
			.map(({ id, text, own, foreign, loose, misplaced, rowId, inner }): Told => {
				const [relation, told, form] = inner ?? [];
				const within: JsonObject = {};
				if (relation !== undefined && told !== undefined) {
					const forms: Record<string, JsonValue> = {
						object: told.value,
						array: [told.value],
						map: { x1: told.value },
					};
					within[relation] = forms[form ?? 'object'] ?? null;
				}
				const looseField = kind.relations.find((field) => !PARTS.includes(field) && field !== relation) ?? 'x';
				const looseObject: JsonObject = loose ? { [looseField]: kind.foreignObject(loose[1]) } : {};
				const fields: JsonObject[] = [
					looseObject,
					within,
					misplaced === null ? {} : misplaced[0](misplaced[1]),
					rowId === null ? {} : { [rowId]: '81' },
					text === null ? {} : own(text),
					foreign,
					{ [kind.idField]: id },
				];
				const value = Object.assign({}, ...fields) as JsonObject;
				const isInnerTold = relation !== undefined && value[relation] === within[relation];
				const ownTruth: Told['truth'] = text === null ? [] : [[id, text]];
				return { value, truth: [...ownTruth, ...(isInnerTold ? (told?.truth ?? []) : [])] };
			}),
	}));
	return node;
}

function truthOf(told: readonly Told[]): Truth {
	const truth: Truth = new Map();
	for (const [id, text] of told.flatMap((each) => each.truth)) truth.set(id, new Set([...(truth.get(id) ?? []), text]));
	return truth;
}

/** What a look-up finds, or undefined where it refuses. */
function resolved(lookUp: () => string): string | undefined {
	try {
		return lookUp();
	} catch (error) {
		if (error instanceof InvalidField) return undefined;
		throw error;
	}
}

const around = fc.constantFrom<(objects: JsonObject[]) => JsonValue>(
	(objects) => objects,
	(objects) => ({ offeringId: '9', planList: objects }),
	(objects) => ({ planName: 'Ultimate Plan', results: objects }),
	(objects) => [{ product: { name: 'Standard Plan', email: 'a@b.test', items: objects } }],
);

describe('whatever is nested in what', () => {
	it("a plan's name that is found is that of the object with this very ID", () => {
		let found = 0;
		fc.assert(
			fc.property(fc.array(objectOf(PLANS), { minLength: 1, maxLength: 4 }), around, (told, shape) => {
				const plans = plansIn(shape(told.map(({ value }) => value)), '11');
				const truth = truthOf(told);
				for (const name of NAMES) {
					const id = resolved(() => planIdByName(plans, name, PRODUCT));
					if (id === undefined) continue;
					found++;
					const isItsName = truth.get(id)?.has(name) === true;
					const isPartOfIt = name === 'Ultimate Plan' && truth.get(id)?.has('P-Series Ultimate Plan') === true;
					expect({ name, id, isRight: isItsName || isPartOfIt }).toEqual({ name, id, isRight: true });
					const isShared = [...truth].some(([other, names]) => other !== id && names.has(name));
					expect({ name, id, isShared }).toEqual({ name, id, isShared: false });
				}
			}),
			{ numRuns: RUNS },
		);
		expect(found).toBeGreaterThan(RUNS / 4);
	});

	it('an e-mail address that is found is that of the object with this very ID', () => {
		let found = 0;
		fc.assert(
			fc.property(fc.array(objectOf(CONTACTS), { minLength: 1, maxLength: 4 }), around, (told, shape) => {
				const contacts = contactsIn(shape(told.map(({ value }) => value)));
				const truth = truthOf(told);
				for (const email of EMAILS) {
					const id = resolved(() => billingContactIdByEmail(contacts, email));
					if (id === undefined) continue;
					found++;
					expect({ email, id, isRight: truth.get(id)?.has(email) }).toEqual({ email, id, isRight: true });
					const isShared = [...truth].some(([other, emails]) => other !== id && emails.has(email));
					expect({ email, id, isShared }).toEqual({ email, id, isShared: false });
				}
			}),
			{ numRuns: RUNS },
		);
		expect(found).toBeGreaterThan(RUNS / 4);
	});
});
