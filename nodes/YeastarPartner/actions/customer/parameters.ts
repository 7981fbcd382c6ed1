import type { INodeProperties } from 'n8n-workflow';

/** A customer's e-mail address, which is its Yeastar ID. */
export const emailParameter: INodeProperties = {
	displayName: 'Email',
	name: 'email',
	type: 'string',
	placeholder: 'e.g. office@harbour-hotel.com',
	required: true,
	default: '',
	description: "The customer's email address, which is its Yeastar ID",
};

const text = (displayName: string, name: string, description: string, placeholder = ''): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder,
	description,
});

/** What a customer is created with [doc: create-a-subordinate-user]. */
export const newCustomerParameters: INodeProperties[] = [
	emailParameter,
	{ ...text('Company', 'company', "The customer's company", 'e.g. Harbour Hotel'), required: true },
	{ ...text('Country', 'country', 'The country as the portal spells it', 'e.g. France'), required: true },
	text('First Name', 'firstName', 'One of First Name and Last Name is needed'),
	text('Last Name', 'lastName', 'One of First Name and Last Name is needed'),
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: [
			text('City', 'city', 'The city'),
			text('Phone Number', 'phoneNumber', 'The phone number'),
			text('Remark', 'remark', 'A remark that you see in the Partner Portal'),
			{
				displayName: 'Send Activation Email',
				name: 'sendUserActivationEmail',
				type: 'boolean',
				default: false,
				description:
					'Whether the portal sends the customer an email to activate the account. Its link is valid for 48 hours.',
			},
			text('State or Province', 'stateProvince', 'The state or province'),
			text('Street', 'street', 'The street and number'),
			text('Tax Number', 'taxNum', 'The tax number'),
			{
				displayName: 'Tax Type',
				name: 'taxType',
				type: 'options',
				options: ['CUIT', 'RUC', 'Tax_ID', 'TIN_number', 'VAT_number'].map((value) => ({
					name: value.replace('_', ' '),
					value,
				})),
				default: 'VAT_number',
				description: 'What kind of number the tax number is',
			},
			text('ZIP Code', 'zipCode', 'The ZIP code'),
		],
	},
];
