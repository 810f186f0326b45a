export { CREDENTIAL_ALGORITHMS, readCredentialKey } from './credential-key.ts';
export { verifyAssertion } from './verify-assertion.ts';
