import { SERVICE, SERVICE_NAME_FIELDS } from './fieldNames';
import { findObjects, textField, textsUnder } from './find';
import type { JsonObject, JsonValue } from './json';
import type { Offer } from './offers';
import { isAnotherThan, refersToAnother } from './otherIds';

/** A service of a product, its further fields as the portal gave them. */
export interface Service extends JsonObject {
	serviceId: string;
	productId: string;
}

function hasServiceId(object: JsonObject): boolean {
	return textField(object, 'serviceId') !== '';
}

/**
 * The services in an answer that lists a product's plans and services, wherever they stand in it.
 *
 * @param result the `result` of the portal's answer [doc: `serviceId` for each service and `offeringId` for the product; where they
 * stand is inferred]
 */
export function servicesIn(result: JsonValue, productId: string): Service[] {
	const offered = findObjects(result, (object) => textField(object, 'offeringId') !== '')[0]?.object;
	return findObjects(result, hasServiceId).map(({ object, around }) => {
		const nearest = around.findLast((parent) => textField(parent, 'offeringId') !== '') ?? offered;
		const offering: JsonObject = nearest === undefined ? {} : { offeringId: textField(nearest, 'offeringId') };
		return { ...offering, ...object, serviceId: textField(object, 'serviceId'), productId };
	});
}

/** A service, and what it is called; without a name where it tells of another one. */
export function offerOfService(service: Service): Offer {
	const { serviceId } = service;
	const own = { parts: /^$/, isOther: isAnotherThan(serviceId, SERVICE) };
	const names = refersToAnother(service, serviceId, SERVICE) ? [] : textsUnder(service, SERVICE_NAME_FIELDS, own);
	return { id: serviceId, name: names.join(' / '), names, otherNames: [], inside: [] };
}
