/**
 * Every name of a field that is guessed, in one place. The documentation of the portal's answers breaks off before these fields
 * [inferred], so each is looked for under several names, and found or not found without an error.
 */

// Orders, in the order list and in an order's details.

/** Fields that may hold the purchase order number [doc: query-order-list names customReferenceNo; that it is poNumber is inferred]. */
export const REFERENCE_FIELDS: readonly string[] = ['customReferenceNo', 'poNumber'];

/** Fields that may hold the ID of the plan that was ordered [inferred]. */
export const ORDERED_PLAN_FIELDS: readonly string[] = ['serviceId', 'planId'];

// Plans and services.

// Billing contacts.

// PBXs.

// Prices.
