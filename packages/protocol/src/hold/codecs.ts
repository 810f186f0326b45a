import { type Hash, hash } from '../crypto/index.ts';
import {
  type Codec,
  amount,
  bytes,
  bytesUpTo,
  constant,
  encode,
  list,
  nullable,
  record,
  recursive,
  refine,
  text,
  time,
  uint,
  variant,
} from '../encoding/index.ts';
import {
  MAX_COUNTRIES,
  MAX_KEYS,
  MAX_TIER,
  countryCodec,
  distinctCountries,
  distinctKeys,
  keyCodec,
  positiveAmount,
  thresholdFault,
} from '../identity/index.ts';
import type {
  Claim,
  Condition,
  Hold,
  HoldWriter,
  Meter,
  Payee,
  Proof,
  Raise,
  Taking,
} from './types.ts';

/** protocol.md section 4, `hold`: claims of one hold. */
export const MAX_CLAIMS = 16;
/** protocol.md section 4, `meter`: links of one hash chain. */
export const MAX_LINKS = 65_536;
/** protocol.md section 4, `condition`: how deep conditions nest, a condition alone being 1 deep. */
export const MAX_CONDITION_DEPTH = 4;
/** protocol.md section 4, `condition`: conditions in one tree, those that hold others included. */
export const MAX_CONDITION_NODES = 32;
/** protocol.md section 4, `condition`: conditions directly within one. */
export const MAX_CONDITIONS = 16;
/** protocol.md section 4, `proof`. */
export const MAX_EVIDENCE_BYTES = 49_152;
/** protocol.md section 4, `proof`. */
export const MAX_WITNESSES = 16;
/** protocol.md section 4, `proof`: a witness that is a signature of SLH-DSA-SHA2-128f fits. */
export const MAX_WITNESS_BYTES = 17_408;

const positive: Codec<number> = refine(uint(), (value) => (value > 0 ? undefined : 'zero'));

export const payeeCodec: Codec<Payee> = variant('kind', {
  0: ['identity', { identity: bytes(32), country: countryCodec }],
  1: ['anyone', { countries: distinctCountries(MAX_COUNTRIES.payee), minTier: uint(MAX_TIER) }],
});

export const meterCodec: Codec<Meter> = variant('kind', {
  0: ['all', {}],
  1: ['voucher', {}],
  2: [
    'ticks',
    {
      units: positiveAmount,
      perTicks: positive,
      anchor: bytes(32),
      links: refine(uint(MAX_LINKS), (links) => (links > 0 ? undefined : 'no links')),
    },
  ],
  3: ['cheque', { perCheque: positiveAmount }],
  4: ['schedule', { amount: positiveAmount, periodMs: positive, firstAt: time, periods: positive }],
  5: [
    'price',
    {
      currency: bytes(32),
      numerator: positiveAmount,
      denominator: positiveAmount,
      least: amount,
    },
  ],
});

const nodeCodec: Codec<Condition> = variant('kind', {
  1: ['after', { time }],
  2: ['before', { time }],
  3: ['preimage', { hash: bytes(32) }],
  4: ['signed', { threshold: uint(MAX_KEYS), keys: distinctKeys }],
  5: ['attested', { oracle: keyCodec, statement: bytes(32) }],
  6: ['admitted', { sovereign: bytes(32), hold: bytes(32), outcome: uint() }],
  7: ['fork', { hold: bytes(32) }],
  8: [
    'some',
    {
      threshold: uint(MAX_CONDITIONS),
      conditions: list(
        recursive((): Codec<Condition> => nodeCodec),
        MAX_CONDITIONS,
        1,
      ),
    },
  ],
});

/** One tree of conditions, within its bounds of depth and size. */
export const conditionCodec: Codec<Condition> = refine(nodeCodec, conditionFault);

export const claimCodec: Codec<Claim> = record({
  payee: payeeCodec,
  meter: meterCodec,
  condition: nullable(conditionCodec),
  until: time,
});

const PUTTER = constant(0);

/** null, 0 or a key. */
export const writerCodec: Codec<HoldWriter> = {
  write(out, value) {
    if (value.kind === 'none') out.null();
    else if (value.kind === 'putter') PUTTER.write(out, 0);
    else keyCodec.write(out, value.key);
  },
  read(input) {
    if (input.takeNull()) return { kind: 'none' };
    if (input.peek() >> 5 !== 0) return { kind: 'key', key: keyCodec.read(input) };
    PUTTER.read(input);
    return { kind: 'putter' };
  },
};

/** protocol.md section 4, `intent`. */
export const INTENT_SALT_BYTES = 16;
/** protocol.md section 4, `purpose`. */
const PURPOSE = /^[A-Z0-9]{1,4}$/;

/** Whether a text can be the purpose of a hold: one to four capitals or digits. */
export function isPurpose(text: string): boolean {
  return PURPOSE.test(text);
}

const plainFields = {
  currency: bytes(32),
  cap: positiveAmount,
  writer: writerCodec,
  note: nullable(bytes(32)),
  claims: list(claimCodec, MAX_CLAIMS, 1),
};
const plainCodec: Codec<Hold> = record(plainFields);
const purposeCodec: Codec<string> = refine(text(4, 1), (code) =>
  isPurpose(code) ? undefined : 'purpose',
);
const purposedCodec: Codec<Hold & { readonly purpose: string }> = record({
  ...plainFields,
  purpose: purposeCodec,
});
const announcedCodec: Codec<Announced> = record({
  ...plainFields,
  purpose: nullable(purposeCodec),
  intent: bytes(INTENT_SALT_BYTES),
});
interface Announced extends Omit<Hold, 'purpose'> {
  readonly purpose: string | null;
  readonly intent: Uint8Array;
}
/** The heads of arrays of six and seven items: a hold with a purpose, and one that was announced. */
const SIX = 0x86;
const SEVEN = 0x87;

export const holdCodec: Codec<Hold> = {
  write(out, value) {
    const { purpose, intent } = value;
    if (intent !== undefined) {
      announcedCodec.write(out, { ...value, purpose: purpose ?? null, intent });
    } else if (purpose !== undefined) purposedCodec.write(out, { ...value, purpose });
    else plainCodec.write(out, value);
  },
  read(input) {
    const head = input.peek();
    if (head === SIX) return purposedCodec.read(input);
    if (head !== SEVEN) return plainCodec.read(input);
    const { purpose, ...hold } = announcedCodec.read(input);
    return purpose === null ? hold : { ...hold, purpose };
  },
};

const intentCodec = record({
  currency: bytes(32),
  cap: positiveAmount,
  payees: list(payeeCodec, MAX_CLAIMS, 1),
  purpose: nullable(purposeCodec),
  salt: bytes(INTENT_SALT_BYTES),
});

/** What announces a hold: `H_statement` of whom it is for, how much, what for, and the salt. */
export function intentHash(
  { currency, cap, claims, purpose }: Pick<Hold, 'currency' | 'cap' | 'claims' | 'purpose'>,
  salt: Uint8Array,
): Hash {
  const payees = claims.map(({ payee }) => payee);
  const terms = { currency, cap, payees, purpose: purpose ?? null, salt };
  return hash('statement', encode(intentCodec, terms));
}

export const raiseCodec: Codec<Raise> = record({ hold: bytes(32), by: positiveAmount });

export const proofCodec: Codec<Proof> = record({
  evidence: bytesUpTo(MAX_EVIDENCE_BYTES),
  witnesses: list(bytesUpTo(MAX_WITNESS_BYTES), MAX_WITNESSES),
});

export const takingCodec: Codec<Taking> = record({
  hold: bytes(32),
  claim: nullable(uint(MAX_CLAIMS - 1)),
  amount,
  proof: nullable(proofCodec),
});

/** Why conditions nest too deep, are too many, or have no such threshold; undefined when all is well. */
export function conditionFault(root: Condition): string | undefined {
  let nodes = 0;
  let pending: Condition[] = [root];
  for (let depth = 1; pending.length > 0; depth += 1) {
    if (depth > MAX_CONDITION_DEPTH) return `conditions nested deeper than ${MAX_CONDITION_DEPTH}`;
    nodes += pending.length;
    if (nodes > MAX_CONDITION_NODES) return `more than ${MAX_CONDITION_NODES} conditions`;
    const next: Condition[] = [];
    for (const condition of pending) {
      if (condition.kind === 'signed') {
        const fault = thresholdFault(condition.threshold, condition.keys.length);
        if (fault !== undefined) return fault;
      } else if (condition.kind === 'some') {
        const fault = thresholdFault(condition.threshold, condition.conditions.length);
        if (fault !== undefined) return fault;
        next.push(...condition.conditions);
      }
    }
    pending = next;
  }
  return undefined;
}
