export { secretToSeed, type Seed, seedToSecret, SIGNER_LABEL } from './key-seed.ts';
export { checkSealed, type Opener, seal, type Sealer, unseal } from './sealed-file.ts';
