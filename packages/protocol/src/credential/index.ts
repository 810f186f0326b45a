export { originOf } from './client-data.ts';
export { CREDENTIAL_ALGORITHMS, readCredentialKey } from './credential-key.ts';
export { type KeyAttestation, keyAttestationCodec, registrationChallenge } from './registration.ts';
export { verifyAssertion } from './verify-assertion.ts';
