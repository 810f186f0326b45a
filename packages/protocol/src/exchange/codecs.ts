import {
  halfCodec,
  openedStateCodec,
  partyCodec,
  payeeOpeningCodec,
  signedActCodec,
  voidCodec,
} from '../act/index.ts';
import { STATE_BYTES, chequeSumCodec, contentsProofCodec } from '../chain/index.ts';
import { type Hash, hash } from '../crypto/index.ts';
import {
  type Codec,
  bytes,
  bytesUpTo,
  constant,
  list,
  nullable,
  record,
  refine,
  text,
  time,
  uint,
} from '../encoding/index.ts';
import { certificateCodec } from '../evidence/index.ts';
import {
  MAX_DEVICES,
  MAX_SIGNATURE_BYTES,
  countryCodec,
  keyCodec,
  positiveAmount,
} from '../identity/index.ts';
import { bundleCodec } from './bundle-codec.ts';
import type {
  HalfAct,
  HalfMessage,
  Handover,
  Membership,
  Message,
  NotAccepted,
  OfflineRequest,
  Receipt,
  ReceiptMessage,
  RequestMessage,
  Seen,
  Shown,
  Sighting,
  SumSighting,
  SignedReceipt,
  SignedRequest,
  Voided,
} from './types.ts';

/** protocol.md section 10: a request's canonical bytes. */
const MAX_REQUEST_BYTES = 4096;
/** protocol.md section 10: a receipt's canonical bytes. */
const MAX_RECEIPT_BYTES = 4096;
/** protocol.md section 10: bytes of UTF-8. */
export const MAX_REQUEST_MEMO_BYTES = 256;
const NONCE_BYTES = 16;
/** protocol.md section 10: acts shown with one handover. */
export const MAX_EARLIER = 16;
/** protocol.md section 10. */
export const MAX_SIGHTINGS = 256;
/** protocol.md section 10. */
export const MAX_SHOWN = 16;
/** protocol.md section 10. */
export const MAX_SUMS = 128;
/** protocol.md section 10: acts shown with one half. */
export const MAX_HALF_ACTS = 64;
const MAX_CODE_BYTES = 64;
const CODE = /^[a-z][a-z0-9-]*$/;

const hashCodec = bytes(32);

/** A request; decode with its bound. */
export const offlineRequestCodec: Codec<OfflineRequest> = record({
  version: constant(1),
  sovereign: hashCodec,
  currency: hashCodec,
  amount: positiveAmount,
  payee: partyCodec,
  country: countryCodec,
  time,
  until: time,
  nonce: bytes(NONCE_BYTES),
  memo: text(MAX_REQUEST_MEMO_BYTES),
});

export const signedRequestCodec: Codec<SignedRequest> = record({
  request: bytesUpTo(MAX_REQUEST_BYTES, 1),
  signature: bytesUpTo(MAX_SIGNATURE_BYTES),
});

export const receiptCodec: Codec<Receipt> = record({
  version: constant(1),
  preCommitment: hashCodec,
  half: halfCodec,
  by: partyCodec,
  time,
});

export const signedReceiptCodec: Codec<SignedReceipt> = record({
  receipt: bytesUpTo(MAX_RECEIPT_BYTES, 1),
  signature: bytesUpTo(MAX_SIGNATURE_BYTES),
});

export const membershipCodec: Codec<Membership> = record({
  certificate: certificateCodec,
  state: bytes(STATE_BYTES),
  ordinal: uint(MAX_DEVICES - 1),
  proof: contentsProofCodec,
});

const sightingCodec: Codec<Sighting> = record({
  hold: hashCodec,
  sequence: uint(),
  state: hashCodec,
});

const sumSightingCodec: Codec<SumSighting> = record({
  hold: hashCodec,
  sequence: uint(),
  sum: chequeSumCodec,
});

export const halfActCodec: Codec<HalfAct> = record({
  act: signedActCodec,
  payee: nullable(payeeOpeningCodec),
});

const codeCodec: Codec<string> = refine(text(MAX_CODE_BYTES, 1), (code) =>
  CODE.test(code) ? undefined : 'not a code',
);

/** The bodies of the messages, without their kind. */
export const BODIES: {
  readonly [K in Message['kind']]: Codec<Omit<Extract<Message, { kind: K }>, 'kind'>>;
} = {
  request: record({
    request: signedRequestCodec,
    membership: membershipCodec,
  }) satisfies Codec<Omit<RequestMessage, 'kind'>>,
  handover: record({
    act: signedActCodec,
    payee: nullable(payeeOpeningCodec),
    earlier: list(signedActCodec, MAX_EARLIER),
    bundle: nullable(bundleCodec),
  }) satisfies Codec<Omit<Handover, 'kind'>>,
  receipt: record({ receipt: signedReceiptCodec }) satisfies Codec<Omit<ReceiptMessage, 'kind'>>,
  'not-accepted': record({
    subject: hashCodec,
    code: codeCodec,
    half: nullable(halfCodec),
  }) satisfies Codec<Omit<NotAccepted, 'kind'>>,
  seen: record({ sightings: list(sightingCodec, MAX_SIGHTINGS) }) satisfies Codec<
    Omit<Seen, 'kind'>
  >,
  shown: record({
    states: list(openedStateCodec, MAX_SHOWN),
    sums: list(sumSightingCodec, MAX_SUMS),
  }) satisfies Codec<Omit<Shown, 'kind'>>,
  voided: record({ void: voidCodec }) satisfies Codec<Omit<Voided, 'kind'>>,
  half: record({
    writer: keyCodec,
    payee: hashCodec,
    half: halfCodec,
    acts: list(halfActCodec, MAX_HALF_ACTS),
  }) satisfies Codec<Omit<HalfMessage, 'kind'>>,
};

/** `H_record` of a request's canonical bytes: what is signed, and what the act that answers it names. */
export function requestHash(requestBytes: Uint8Array): Hash {
  return hash('record', requestBytes);
}

/** `H_record` of a receipt's canonical bytes: what is signed. */
export function receiptHash(receiptBytes: Uint8Array): Hash {
  return hash('record', receiptBytes);
}
