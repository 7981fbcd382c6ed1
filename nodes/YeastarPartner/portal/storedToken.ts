import { createHash } from 'crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** A token as n8n stores it in the credential's hidden fields. */
export interface StoredToken {
	accessToken: string;
	/** A hash over the token and what it was issued for, so that n8n may store both apart from the fields that people fill in. */
	accessTokenIssuedFor: string;
}

/** A text of the credential, without spaces around it; empty where there is none. */
export function credentialText(credential: ICredentialDataDecryptedObject, field: string): string {
	const value = credential[field];
	return typeof value === 'string' ? value.trim() : '';
}

/** The fields that a token is issued for, and the hash over them and further texts. */
export function hashOfFields(credential: ICredentialDataDecryptedObject, ...further: string[]): string {
	const fields = ['baseUrl', 'clientId', 'clientSecret'].map((field) => credentialText(credential, field));
	return createHash('sha256')
		.update(JSON.stringify([...fields, ...further]))
		.digest('hex');
}

/**
 * A token with the note on what it was issued for: the Base URL, Client ID and Client Secret that the credential holds.
 *
 * @param token an empty text where there is none, which has n8n ask for one
 */
export function tokenToStore(credential: ICredentialDataDecryptedObject, token: string): StoredToken {
	return { accessToken: token, accessTokenIssuedFor: token === '' ? '' : hashOfFields(credential, token) };
}

/**
 * The stored token, if it was issued at the credential's Base URL for its Client ID and Client Secret. Any other is none:
 * n8n keeps the token when somebody changes these fields, and it must be sent neither to another address nor for another client.
 *
 * @returns an empty text where there is none
 */
export function tokenOf(credential: ICredentialDataDecryptedObject): string {
	const token = credentialText(credential, 'accessToken');
	const { accessTokenIssuedFor } = tokenToStore(credential, token);
	return accessTokenIssuedFor === credential.accessTokenIssuedFor ? token : '';
}
