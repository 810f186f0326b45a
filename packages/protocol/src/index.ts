/**
 * What is signed, hashed and sent: the canonical encoding, crypto suites, identities, chains, holds, amounts and
 * evidence. Pure: no clock, no randomness, no input or output, so that a browser, a server and a simulation compute
 * the same bytes.
 */
export * from './encoding/index.ts';
export * from './crypto/index.ts';
export * from './money/index.ts';
export * from './identifier/index.ts';
export * from './address/index.ts';
export * from './network/index.ts';
export * from './merkle/index.ts';
export * from './identity/index.ts';
export * from './hold/index.ts';
export * from './chain/index.ts';
export * from './operation/index.ts';
export * from './governance/index.ts';
export * from './credential/index.ts';
export * from './constitution/index.ts';
export * from './log/index.ts';
export * from './evidence/index.ts';
export * from './decision/index.ts';
export * from './session/index.ts';
export * from './act/index.ts';
export * from './exchange/index.ts';
export * from './condition/index.ts';
export * from './vault/index.ts';
export * from './sealed/index.ts';
export * from './treasury/index.ts';
export * from './frames/index.ts';
