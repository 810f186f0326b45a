import {
  type Membership,
  type Party,
  type Requirements,
  decode,
  encode,
  epochCodec,
  equalBytes,
  membershipCodec,
  partyCodec,
  toHex,
  verifyMembership,
} from '@tallystick/protocol';
import type { Context } from '../context.ts';
import { ownFounding } from './evidence.ts';
import { rememberingCrypto } from './known-signatures.ts';

/** As many others as are met at one time, and how long what they showed is not looked at again, in ms. */
const MOST = 16;
const SPAN_MS = 3_600_000;

interface Shown {
  readonly party: Uint8Array;
  readonly membership: Uint8Array;
  /** Under these epochs, and at every time between. */
  readonly epochs: Context['seen']['epochs'];
  readonly freshnessMs: number;
  readonly quorum: number;
  readonly from: number;
  readonly to: number;
}

const known = new WeakMap<Context, Map<string, Shown>>();

/**
 * Verifies that a device is of its identity, at the requirements' time. What is shown again within the hour is compared with what was verified: that was
 * done for the whole hour, with a checkpoint and cosignatures that are not too old at the end of it, in an epoch that is not over.
 */
export function checkMembership(
  context: Context,
  membership: Membership,
  party: Party,
  requirements: Requirements,
): ReturnType<typeof verifyMembership> | { readonly ok: true } {
  const members = known.get(context) ?? new Map<string, Shown>();
  known.set(context, members);
  const { now, freshnessMs, quorum } = requirements;
  const name = toHex(party.identity);
  const shown = {
    party: encode(partyCodec, party),
    membership: encode(membershipCodec, membership),
    epochs: context.seen.epochs,
    freshnessMs,
    quorum,
  };
  const before = members.get(name);
  if (before !== undefined && before.from <= now && now <= before.to && isSame(before, shown)) {
    return { ok: true };
  }
  const { trust } = context;
  const founding = ownFounding(context);
  const from = { founding, pinned: trust.sovereign };
  const crypto = rememberingCrypto(context);
  const verify = (freshness: number): ReturnType<typeof verifyMembership> => {
    const asked = { ...requirements, freshnessMs: freshness };
    return verifyMembership(membership, party, from, crypto, asked);
  };
  const epoch = decode(epochCodec, founding.epoch.epoch);
  const to = now + SPAN_MS;
  const isLong = freshnessMs > SPAN_MS && epoch.ok && to <= epoch.value.notAfter;
  const isGood = isLong && verify(freshnessMs - SPAN_MS).ok;
  if (!isGood) return verify(freshnessMs);
  members.delete(name);
  const [oldest] = members.keys();
  if (members.size >= MOST && oldest !== undefined) members.delete(oldest);
  members.set(name, { ...shown, from: now, to });
  return { ok: true };
}

function isSame(one: Shown, other: Omit<Shown, 'from' | 'to'>): boolean {
  return (
    one.epochs === other.epochs &&
    one.freshnessMs === other.freshnessMs &&
    one.quorum === other.quorum &&
    equalBytes(one.party, other.party) &&
    equalBytes(one.membership, other.membership)
  );
}
