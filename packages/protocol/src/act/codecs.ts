import { chequeContents, holdContents } from '../chain/index.ts';
import { SUITES, type Hash, hash } from '../crypto/index.ts';
import {
  type Codec,
  amount,
  bytes,
  bytesUpTo,
  constant,
  encode,
  list,
  mapped,
  nullable,
  record,
  refine,
  uint,
} from '../encoding/index.ts';
import { MAX_EVIDENCE_BYTES, MAX_LINKS } from '../hold/index.ts';
import { MAX_SIGNATURE_BYTES, SALT_BYTES, deviceCodec, positiveAmount } from '../identity/index.ts';
import type {
  Act,
  ChequeEvidence,
  HalfStep,
  Party,
  PayeeOpening,
  SignedAct,
  Stream,
  TabEvidence,
  TakingEvidence,
  Tick,
  Void,
} from './types.ts';

/** protocol.md section 9: an act that carries a void with the longest signature and key fits. */
export const MAX_ACT_BYTES = 24_576;
/** protocol.md section 9: outcomes in one taking's evidence. */
export const MAX_OUTCOMES = 4;
/** protocol.md section 9: the last sequence of a cheque on its hold. */
export const MAX_CHEQUES = 256;

const hashCodec = bytes(32);
const positive: Codec<number> = refine(uint(), (value) => (value > 0 ? undefined : 'zero'));
const linkCount: Codec<number> = refine(uint(MAX_LINKS), (count) =>
  count > 0 ? undefined : 'no links',
);

export const partyCodec: Codec<Party> = record({ identity: hashCodec, device: deviceCodec });

export const streamCodec: Codec<Stream> = record({
  units: positiveAmount,
  perTicks: positive,
  anchor: hashCodec,
  links: linkCount,
});

export const voidCodec: Codec<Void> = record({
  state: hashCodec,
  by: partyCodec,
  signature: bytesUpTo(MAX_SIGNATURE_BYTES),
});

const halfStepCodec: Codec<HalfStep> = record({ index: positive, previous: hashCodec });

/** One act; decode with `MAX_ACT_BYTES`. */
export const actCodec: Codec<Act> = refine(
  record({
    version: constant(1),
    hold: hashCodec,
    amount,
    total: amount,
    request: nullable(hashCodec),
    half: halfStepCodec,
    payee: nullable(hashCodec),
    stream: nullable(streamCodec),
    void: nullable(voidCodec),
    salt: bytes(SALT_BYTES),
  }),
  (act) => (act.amount <= act.total ? undefined : 'an amount above the total'),
);

export const signedActCodec: Codec<SignedAct> = record({
  state: bytes(176),
  act: bytesUpTo(MAX_ACT_BYTES, 1),
  signature: bytesUpTo(SUITES[3].signature),
});

export const tickCodec: Codec<Tick> = record({ link: hashCodec, count: linkCount });

export const payeeOpeningCodec: Codec<PayeeOpening> = record({
  identity: hashCodec,
  salt: bytes(SALT_BYTES),
});

const flag: Codec<boolean> = mapped(uint(1), (value) => value === 1, Number);

export const tabEvidenceCodec: Codec<TabEvidence> = record({
  act: nullable(signedActCodec),
  tick: nullable(tickCodec),
  release: flag,
});

export const chequeEvidenceCodec: Codec<ChequeEvidence> = record({
  act: signedActCodec,
  payee: payeeOpeningCodec,
});

/** What `proof.evidence` of a taking holds; decode with `MAX_EVIDENCE_BYTES`. */
export const takingEvidenceCodec: Codec<TakingEvidence> = record({
  meter: nullable(bytesUpTo(MAX_EVIDENCE_BYTES, 1)),
  outcomes: list(bytesUpTo(MAX_EVIDENCE_BYTES, 1), MAX_OUTCOMES),
});

/** `H_act` of an act's canonical bytes: the operation of its state. */
export function actHash(actBytes: Uint8Array): Hash {
  return hash('act', actBytes);
}

/** The contents of an act's state: only a cheque names a payee, and says beside the total what it gives. */
export function actContents({ amount: given, total, payee }: Act): Hash {
  return payee === null ? holdContents(total) : chequeContents({ amount: given, total });
}

/** `H_record([identity id, salt])`: what a cheque carries of its payee. */
export function payeeCommitment(opening: PayeeOpening): Hash {
  return hash('record', encode(payeeOpeningCodec, opening));
}
