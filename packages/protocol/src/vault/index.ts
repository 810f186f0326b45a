export {
  MAX_SEALED_CONTENT,
  type SealedContent,
  type SealedShare,
  type Way,
  type WayOpened,
  isShare,
  openWithProof,
  openWithShares,
  partyHash,
  readShare,
  sealContent,
  sealedContentCodec,
} from './sealed-content.ts';
export { type Logic, type Vault, vaultId, vaultKey, vaultOf } from './vault.ts';
