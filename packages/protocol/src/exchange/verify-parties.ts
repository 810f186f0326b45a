import { type Half, type Party, partyCodec } from '../act/index.ts';
import { verifyContents } from '../chain/index.ts';
import { type CryptoProvider, type Hash, signingContext } from '../crypto/index.ts';
import { decode, encode, equalBytes } from '../encoding/index.ts';
import {
  CLOCK_MARGIN_MS,
  type EvidenceFault,
  type Requirements,
  verifyEvidence,
} from '../evidence/index.ts';
import { deviceEntry, deviceId } from '../identity/index.ts';
import { offlineRequestCodec, receiptCodec, receiptHash, requestHash } from './codecs.ts';
import type {
  Founding,
  Membership,
  OfflineRequest,
  Receipt,
  SignedReceipt,
  SignedRequest,
} from './types.ts';

export type MembershipFault = EvidenceFault | 'other-identity' | 'not-a-member';

/**
 * A device was active in its identity at the entry that is shown, under a checkpoint that meets the requirements. It may
 * have been revoked since.
 */
export function verifyMembership(
  membership: Membership,
  party: Party,
  from: { readonly founding: Founding; readonly pinned: Hash },
  crypto: CryptoProvider,
  requirements: Requirements,
): { ok: true; signedAt: number } | { ok: false; fault: MembershipFault } {
  const { certificate, ordinal, proof } = membership;
  const evidence = { ...from.founding, certificate, state: membership.state, operation: null };
  const proven = verifyEvidence(evidence, from.pinned, crypto, requirements);
  if (!proven.ok) return proven;
  const { state } = proven.opened;
  const { identity, device } = party;
  if (state === null || !equalBytes(state.chain, identity)) {
    return { ok: false, fault: 'other-identity' };
  }
  const chain = deviceId(identity, device);
  const entry = deviceEntry({ ordinal, chain, device, status: 'active' });
  if (!verifyContents(state.contents, entry, proof)) return { ok: false, fault: 'not-a-member' };
  return { ok: true, signedAt: proven.signedAt };
}

export type RequestFault =
  'request-encoding' | 'other-sovereign' | 'in-the-future' | 'expired' | 'signature';

export type RequestCheck =
  { ok: true; request: OfflineRequest; id: Hash } | { ok: false; fault: RequestFault };

/** The payer's check of a request at `now` (ms): its form, its time, and that its payee's device signed it. */
export function verifyRequest(
  signed: SignedRequest,
  sovereign: Hash,
  now: number,
  crypto: CryptoProvider,
): RequestCheck {
  const decoded = decode(offlineRequestCodec, signed.request);
  if (!decoded.ok) return { ok: false, fault: 'request-encoding' };
  const request = decoded.value;
  if (!equalBytes(request.sovereign, sovereign)) return { ok: false, fault: 'other-sovereign' };
  if (request.time > now + CLOCK_MARGIN_MS) return { ok: false, fault: 'in-the-future' };
  if (request.until < now) return { ok: false, fault: 'expired' };
  const id = requestHash(signed.request);
  const context = signingContext('request', sovereign);
  if (!crypto.verify(request.payee.device.key, id, signed.signature, context)) {
    return { ok: false, fault: 'signature' };
  }
  return { ok: true, request, id };
}

/** What the payer handed over: C_pre of the act, the half after it, and who asked for it. */
export interface HandedOver {
  readonly sovereign: Hash;
  readonly preCommitment: Hash;
  readonly half: Half;
  readonly payee: Party;
}

export type ReceiptFault =
  'receipt-encoding' | 'other-act' | 'other-half' | 'other-payee' | 'signature';

export type ReceiptCheck = { ok: true; receipt: Receipt } | { ok: false; fault: ReceiptFault };

/** The payer's check of a receipt: that the device that asked has stored this act. */
export function verifyReceipt(
  signed: SignedReceipt,
  given: HandedOver,
  crypto: CryptoProvider,
): ReceiptCheck {
  const decoded = decode(receiptCodec, signed.receipt);
  if (!decoded.ok) return { ok: false, fault: 'receipt-encoding' };
  const receipt = decoded.value;
  const { half, by } = receipt;
  if (!equalBytes(receipt.preCommitment, given.preCommitment)) {
    return { ok: false, fault: 'other-act' };
  }
  if (half.index !== given.half.index || !equalBytes(half.head, given.half.head)) {
    return { ok: false, fault: 'other-half' };
  }
  if (!sameParty(by, given.payee)) return { ok: false, fault: 'other-payee' };
  const context = signingContext('receipt', given.sovereign);
  if (!crypto.verify(by.device.key, receiptHash(signed.receipt), signed.signature, context)) {
    return { ok: false, fault: 'signature' };
  }
  return { ok: true, receipt };
}

function sameParty(a: Party, b: Party): boolean {
  return equalBytes(encode(partyCodec, a), encode(partyCodec, b));
}
