import { decode, equalBytes, signedEpochCodec, toBase64url } from '@tallystick/protocol';
import { type Context, store, storing } from '../context.ts';
import { type EvidenceRecord, evidenceRecordCodec } from '../records/given-up-record.ts';
import { KEYS } from '../records/keys.ts';
import { StorageDamage } from '../storage/damage.ts';
import { stop } from '../stop.ts';
import { type TrustedCheckpoint, checkCheckpoint } from '../trust/checkpoints.ts';
import { type Trust, establishTrust } from '../trust/constitution.ts';
import { newestEpoch } from '../trust/epochs.ts';
import { compareHistory } from './compare-history.ts';
import { declaredMeanwhile } from './declared-meanwhile.ts';
import { giveUp } from './give-up.ts';

/**
 * Looks whether the sovereign's root has declared new epochs (docs/decisions/0007-following-a-new-epoch.md), and follows them:
 * what this wallet holds of the log has to be in the log that goes on, as far as it goes back, and what was certified beyond
 * is given up. True when there were any. Ends the operation with `tampering`, and keeps the evidence, where the epochs
 * contradict those of before, or what this wallet holds; with `unreachable` where that cannot be told.
 */
export async function followEpochs(context: Context): Promise<boolean> {
  const { client, ports, profile, trust } = context;
  const signed = await client.epochs();
  const founded = establishTrust(ports.crypto, profile.constitution, signed, trust.sovereign);
  // What votes made of it is asked for with the next sync: the epoch may have given some of it up.
  const shown = { ...founded, currencies: trust.currencies, voted: trust.voted };
  await requireKnown(context, signed);
  if (shown.epochs.length === trust.epochs.length) return false;
  const under = await firstCheckpoint(context, shown);
  await requireSameHistory(context, shown, signed, under);
  await giveUp(context, shown, signed, under);
  return true;
}

/** What the root has signed stands: no epoch goes, and none is another one later. */
async function requireKnown(context: Context, signed: readonly Uint8Array[]): Promise<void> {
  for (const [number, before] of context.seen.epochs.entries()) {
    const now = signed[number];
    if (now === undefined) {
      stop('tampering', 'epoch-gone', 'The sovereign no longer shows an epoch of its log.');
    }
    if (equalBytes(contentOf(before), contentOf(now))) continue;
    const what = `its root signed two epochs with the number ${number}`;
    const [first, second] = [toBase64url(before), toBase64url(now)];
    await keepEvidence(context, { what, first, second, epochs: [...signed] });
    stop('tampering', 'epoch-changed', `The sovereign contradicts itself: ${what}.`, {
      first,
      second,
    });
  }
}

/** Signing is hedged: two signatures of one epoch differ. */
function contentOf(signedEpoch: Uint8Array): Uint8Array {
  const decoded = decode(signedEpochCodec, signedEpoch);
  if (decoded.ok) return decoded.value.epoch;
  throw new StorageDamage([{ where: 'record seen', what: decoded.reason }]);
}

/** The newest checkpoint, which has to be of the newest epoch: its log holds the tiles of what it continues. */
async function firstCheckpoint(context: Context, shown: Trust): Promise<TrustedCheckpoint> {
  const { client, ports } = context;
  const note = await client.checkpoint();
  const checked = checkCheckpoint(ports.crypto, shown, note);
  if (!checked.ok) {
    if (checked.fault === 'origin') await declaredMeanwhile(client, shown.epochs.length);
    if (checked.fault === 'quorum') {
      return stop('unreachable', 'quorum', 'Too few witnesses have cosigned yet: try again.');
    }
    const message = `What the sovereign shows of its new epoch does not hold: ${checked.fault}.`;
    return stop('tampering', `proof-${checked.fault}`, message);
  }
  const newest = newestEpoch(shown);
  if (checked.value.epoch === newest.number) return checked.value;
  const message = 'The sovereign has declared a new epoch, and shows the log of an earlier one.';
  return stop('tampering', 'epoch-over', message, { checkpoint: new TextDecoder().decode(note) });
}

async function requireSameHistory(
  context: Context,
  shown: Trust,
  signed: readonly Uint8Array[],
  under: TrustedCheckpoint,
): Promise<void> {
  const { forks, unknown } = await compareHistory(context, shown, under);
  const [fork] = forks;
  if (fork !== undefined) {
    await keepEvidence(context, { ...fork, epochs: [...signed] });
    const message = `The new epoch does not go on from what the sovereign signed before: ${fork.what}.`;
    const { first, second } = fork;
    stop('tampering', 'epoch-forked', message, { first, second });
  }
  if (unknown === 0) return;
  const message =
    'The sovereign has declared a new epoch, and shows no tiles that compare it with what it signed before: try again.';
  stop('unreachable', 'no-tiles', message);
}

async function keepEvidence(context: Context, evidence: EvidenceRecord): Promise<void> {
  const { crypto } = context.ports;
  const bytes = new TextEncoder().encode(`${evidence.first}\n${evidence.second}`);
  const key = KEYS.evidence(crypto.sha256(bytes));
  await store(context.vault, [storing(key, evidenceRecordCodec, evidence)]);
}
