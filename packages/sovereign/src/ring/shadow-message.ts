import {
  type Codec,
  type Hash,
  bytes,
  bytesUpTo,
  list,
  mapped,
  record,
  text,
  time,
  uint,
} from '@tallystick/protocol';
import type { ChangeKind } from '@tallystick/rules';

/** What goes through the ring's door about a rulebook that is only proposed (decision 0010). */

/** What a rulebook would have done otherwise than the one in force, with what was decided last. */
export interface AskedShadow {
  /** The one in force. */
  readonly rulebook: Hash;
  /** The other one: see `encodeSource`. */
  readonly source: Uint8Array;
  /** As if every payment were put then: a whole second. */
  readonly at: number;
}

/** Compiled while payments wait: some hundred milliseconds, for 6,000 rules. */
export const MAX_SHADOW_BYTES = 524_288;
export const askedShadow: Codec<AskedShadow> = record({
  rulebook: bytes(32),
  source: bytesUpTo(MAX_SHADOW_BYTES, 1),
  at: time,
});

/** How many payments another rulebook would have treated otherwise; see `inside/shadow.ts`. */
export interface Shadow {
  /** How many were looked at, in steps of `SHADOW_STEP`; 0 where too few were. */
  readonly payments: number;
  /** Those with fewer than `SHADOW_STEP` are not told. */
  readonly cells: readonly ShadowCell[];
}

export interface ShadowCell {
  readonly change: ChangeKind;
  /** The rule that would object; or that would no more. */
  readonly rule: string;
  /** A multiple of `SHADOW_STEP`. */
  readonly count: number;
}

/** So many facts a ring remembers. */
export const SHADOW_FACTS = 1024;
/** Nothing is told of fewer. */
export const SHADOW_LEAST = 20;
/** What is told is told in such steps, so that one payment more rarely shows. */
export const SHADOW_STEP = 5;

const MAX_RULE = 64;
const CHANGES = ['newly-refused', 'newly-held', 'newly-allowed'] as const;
const changeCodec: Codec<ChangeKind> = mapped(
  uint(CHANGES.length - 1),
  (at) => CHANGES[at] as ChangeKind,
  (change) => CHANGES.indexOf(change),
);
export const shadowCodec: Codec<Shadow> = record({
  payments: uint(SHADOW_FACTS),
  cells: list(
    record({ change: changeCodec, rule: text(MAX_RULE, 1), count: uint(SHADOW_FACTS) }),
    Math.floor(SHADOW_FACTS / SHADOW_STEP),
  ),
});

/** Whether what is told of many payments has the form of that, and tells of no few. */
export function isShadow({ payments, cells }: Shadow): boolean {
  return (
    payments % SHADOW_STEP === 0 &&
    (payments >= SHADOW_LEAST || (payments === 0 && cells.length === 0)) &&
    cells.every(
      ({ change, rule, count }) =>
        CHANGES.includes(change) &&
        PRINTABLE.test(rule) &&
        rule.length <= MAX_RULE &&
        count >= SHADOW_STEP &&
        count % SHADOW_STEP === 0 &&
        count <= payments,
    )
  );
}

const PRINTABLE = /^[ -~]+$/;
