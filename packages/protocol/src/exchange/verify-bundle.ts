import { type ActPlace, type Party, firstActHead, firstPlace } from '../act/index.ts';
import type { Constitution, Epoch } from '../constitution/index.ts';
import type { CryptoProvider, Hash, Key } from '../crypto/index.ts';
import { equalBytes } from '../encoding/index.ts';
import {
  CLOCK_MARGIN_MS,
  type CertificateFault,
  type EvidenceFault,
  type OpeningFault,
  type ProvenEvidence,
  type Requirements,
  cosignersOf,
  countCosigners,
  openEntry,
  verifyCertificate,
  verifyEvidence,
} from '../evidence/index.ts';
import { type Hold, type Payee, holdId } from '../hold/index.ts';
import { deviceId } from '../identity/index.ts';
import { type Amount, addAmounts } from '../money/index.ts';
import type { PutOperation } from '../operation/index.ts';
import type { State } from '../chain/index.ts';
import type { Bundle, Opened, OpenedItem } from './types.ts';

export type BundleFault =
  | EvidenceFault
  | CertificateFault
  | OpeningFault
  | 'not-cosigned'
  | 'no-put'
  | 'no-such-hold'
  | 'putter'
  | 'repeated'
  | 'no-such-raise'
  | 'no-guarantee'
  | 'cap';

/** Which part of a bundle does not hold, and why. */
export type BundleCheck =
  | { ok: true; proven: ProvenHold }
  | { ok: false; part: 'fresh' | 'put' | 'raise' | 'guarantee'; fault: BundleFault };

/**
 * Value set aside for when an allowance is short: collateral, put by the chain that put the allowance, or cover, put by another
 * one. Its only claim pays.
 */
export interface Guarantee {
  readonly isCover: boolean;
  readonly hold: Hash;
  readonly cap: Amount;
  /** The until of its claim on the fork, the only one it has. */
  readonly until: number;
}

/**
 * A hold that the ledger admitted, as its put and raises say. It may since have been taken from or closed by its payees, and
 * for an allowance its writer may have signed for others: a bundle proves what was set aside, not what is left.
 */
export interface ProvenHold {
  readonly constitution: Constitution;
  readonly epoch: Epoch;
  readonly sovereign: Hash;
  readonly hold: Hash;
  readonly terms: Hold;
  /** With the raises shown. */
  readonly cap: Amount;
  readonly owner: Party;
  /** The country record under which it was put. */
  readonly country: string;
  /** Null when the hold takes no acts. */
  readonly writer: Key | null;
  /** The S_0 that the first act follows. */
  readonly first: ActPlace;
  /** Collateral before cover. */
  readonly guarantees: readonly Guarantee[];
  readonly cosigners: readonly string[];
  /** The time of the fresh checkpoint, in ms. */
  readonly signedAt: number;
}

interface Put {
  readonly id: Hash;
  readonly state: State;
  readonly operation: PutOperation;
}

type Found<T> = { ok: true; value: T } | { ok: false; fault: BundleFault };

/**
 * Verifies a bundle against the sovereign id that the reader pinned. An opened entry counts when its certificate is of the
 * tree of `fresh`, or of one that the quorum has cosigned at whatever time: else the log's key alone could show a payee
 * what no witness has seen.
 */
export function verifyBundle(
  bundle: Bundle,
  pinned: Hash,
  crypto: CryptoProvider,
  requirements: Requirements,
): BundleCheck {
  const { founding, fresh } = bundle;
  const evidence = { ...founding, certificate: fresh, state: null, operation: null };
  const now = verifyEvidence(evidence, pinned, crypto, requirements);
  if (!now.ok) return { ok: false, part: 'fresh', fault: now.fault };
  const { constitution } = now;
  const quorum = Math.max(requirements.quorum, constitution.parameters.quorum);
  const asked = { ...requirements, quorum };
  const open = (opened: Opened): Found<Put> => openPut(opened, now, asked, crypto);
  const put = open(bundle.put);
  if (!put.ok) return { ok: false, part: 'put', fault: put.fault };
  const { id, state, operation } = put.value;
  const terms = operation.holds[bundle.index];
  if (terms === undefined) return { ok: false, part: 'put', fault: 'no-such-hold' };
  const { identity, device } = bundle.putter;
  if (!equalBytes(deviceId(identity, device), state.chain)) {
    return { ok: false, part: 'put', fault: 'putter' };
  }
  const hold = holdId(id, bundle.index);
  const cap = raisedCap(terms.cap, hold, bundle.raises.map(open));
  if (!cap.ok) return { ok: false, part: 'raise', fault: cap.fault };
  const allowance = { id: hold, terms, chain: state.chain };
  const guarantees = guaranteesOf(allowance, bundle.guarantees, open);
  if (!guarantees.ok) return { ok: false, part: 'guarantee', fault: guarantees.fault };
  const writer = writerOf(terms, bundle.putter);
  const head = firstActHead(hold, (writer ?? device.key).suite, state.operation);
  const proven = {
    constitution,
    epoch: now.epoch,
    sovereign: pinned,
    hold,
    terms,
    cap: cap.value,
    owner: bundle.putter,
    country: operation.country,
    writer,
    first: firstPlace(head.state, head.id),
    guarantees: guarantees.value,
    cosigners: now.cosigners,
    signedAt: now.signedAt,
  };
  return { ok: true, proven };
}

/** An admitted put, in a tree that whoever is to watch the log has seen. */
function openPut(
  opened: Opened,
  now: ProvenEvidence,
  requirements: Requirements,
  crypto: CryptoProvider,
): Found<Put> {
  const { certificate } = opened;
  const included = verifyCertificate(certificate, now.epoch, crypto);
  if (!included.ok) return included;
  const { size, root } = included.checkpoint;
  if (size !== now.checkpoint.size || !equalBytes(root, now.checkpoint.root)) {
    const ever = { from: now.epoch.notBefore, to: now.signedAt + CLOCK_MARGIN_MS };
    const named = cosignersOf(now.constitution, requirements, included.signedAt);
    const cosigners = countCosigners(named, included, ever, crypto);
    if (cosigners === undefined) return { ok: false, fault: 'cosignature-invalid' };
    if (cosigners.length < requirements.quorum) return { ok: false, fault: 'not-cosigned' };
  }
  const entry = openEntry(opened, certificate);
  if (!entry.ok) return entry;
  const { state, operation } = entry.entry;
  if (state === null || operation?.kind !== 'put') return { ok: false, fault: 'no-put' };
  return { ok: true, value: { id: certificate.transition, state, operation } };
}

function raisedCap(cap: Amount, hold: Hash, raises: readonly Found<Put>[]): Found<Amount> {
  let raised = cap;
  const counted: Hash[] = [];
  for (const found of raises) {
    if (!found.ok) return found;
    const { id, operation } = found.value;
    if (counted.some((other) => equalBytes(other, id))) return { ok: false, fault: 'repeated' };
    counted.push(id);
    const own = operation.raises?.filter((raise) => equalBytes(raise.hold, hold)) ?? [];
    if (own.length === 0) return { ok: false, fault: 'no-such-raise' };
    for (const { by } of own) {
      const sum = addAmounts(raised, by);
      if (sum === undefined) return { ok: false, fault: 'cap' };
      raised = sum;
    }
  }
  return { ok: true, value: raised };
}

/** Holds of the same currency from which cheques of `allowance` are paid once its writer has forked. */
function guaranteesOf(
  allowance: { readonly id: Hash; readonly terms: Hold; readonly chain: Hash },
  items: readonly OpenedItem[],
  open: (opened: Opened) => Found<Put>,
): Found<Guarantee[]> {
  const guarantees: Guarantee[] = [];
  for (const { put: opened, index } of items) {
    const put = open(opened);
    if (!put.ok) return put;
    const found = put.value.operation.holds[index];
    if (found === undefined) return { ok: false, fault: 'no-such-hold' };
    const hold = holdId(put.value.id, index);
    if (guarantees.some((other) => equalBytes(other.hold, hold))) {
      return { ok: false, fault: 'repeated' };
    }
    const until = guaranteedUntil(found, allowance.id, allowance.terms);
    if (until === undefined) return { ok: false, fault: 'no-guarantee' };
    const isCover = !equalBytes(put.value.state.chain, allowance.chain);
    guarantees.push({ isCover, hold, cap: found.cap, until });
  }
  const inOrder = guarantees.toSorted((a, b) => Number(a.isCover) - Number(b.isCover));
  return { ok: true, value: inOrder };
}

/**
 * Until when a hold pays cheques of an allowance that is short, whoever its payees are; undefined where it is no guarantee to
 * them (protocol.md section 10).
 */
export function guaranteedUntil(found: Hold, allowance: Hash, terms: Hold): number | undefined {
  const [claim] = found.claims;
  const isGuarantee =
    claim?.condition?.kind === 'fork' &&
    equalBytes(claim.condition.hold, allowance) &&
    claim.meter.kind === 'cheque' &&
    terms.claims.every(({ until }) => until < claim.until) &&
    // Under another claim somebody else could take what is to pay for the fork.
    found.claims.length === 1 &&
    terms.claims.every(({ payee }) => admitsAllOf(claim.payee, payee)) &&
    equalBytes(found.currency, terms.currency);
  return isGuarantee ? claim.until : undefined;
}

/** Whoever is admitted by `narrow` is so by `wide`, as far as the two say by themselves. */
function admitsAllOf(wide: Payee, narrow: Payee): boolean {
  if (wide.kind === 'identity') {
    return narrow.kind === 'identity' && equalBytes(wide.identity, narrow.identity);
  }
  if (narrow.kind === 'identity' || wide.minTier > narrow.minTier) return false;
  if (wide.countries.length === 0) return true;
  // No countries are all of them.
  return (
    narrow.countries.length > 0 && narrow.countries.every((one) => wide.countries.includes(one))
  );
}

function writerOf({ writer }: Hold, putter: Party): Key | null {
  switch (writer.kind) {
    case 'none':
      return null;
    case 'putter':
      return putter.device.key;
    case 'key':
      return writer.key;
  }
}
