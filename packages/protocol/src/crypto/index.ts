export {
  type Hash,
  PURPOSES,
  type Purpose,
  hash,
  hashInto,
  hashParts,
  isHash,
  isHashOfParts,
  purposeKey,
} from './hash.ts';
export {
  AEAD_KEY_LENGTH,
  AEAD_NONCE_LENGTH,
  AEAD_TAG_LENGTH,
  type Argon2Cost,
  type CryptoProvider,
  ENCRYPTION_KEY_LENGTH,
  ENCRYPTION_SEED_LENGTH,
  type EncryptionPair,
  type KeyPair,
  SEAL_RANDOM_LENGTH,
  type VotingCrypto,
} from './provider.ts';
export { type SignatureJob, collectingJobs, verifyJob } from './signature-job.ts';
export {
  type Key,
  SUITES,
  type SignedKind,
  type Suite,
  type SuiteSizes,
  isSuite,
  signingContext,
} from './suite.ts';
