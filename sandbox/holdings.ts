import type { Holding } from './bookedOrder';
import type { Book } from './book';

/** Whom something belongs to: a PBX, or else the account of a customer or of the partner. */
export type Owner = Pick<Holding, 'productId' | 'productNo'> & { partnerId?: string | undefined };

/** What an owner has of a service or an account's plan. */
export function holdingOf(
	{ holdings }: Book,
	{ productId, productNo, partnerId }: Owner,
	serviceId: string,
): Holding | undefined {
	return holdings.find(
		(held) =>
			held.productId === productId &&
			held.productNo === productNo &&
			(productNo !== '' || held.partnerId === partnerId) &&
			held.serviceId === serviceId,
	);
}

/** How many extensions the plan of a PBX or of an account has. */
export function extensionsOf(book: Book, owner: Owner): number | undefined {
	if (owner.productNo !== '') return book.findPbx(owner.productNo)?.extensions;
	return book.plans.flatMap(({ planId }) => holdingOf(book, owner, planId) ?? [])[0]?.quantity;
}
