import { equalBytes, toHex } from '@tallystick/protocol';
import { type Context, store, storeSeen } from '../context.ts';
import type { StorageChange } from '../ports.ts';
import { KEYS } from '../records/keys.ts';
import { stop } from '../stop.ts';
import {
  type Checked,
  type TrustedCheckpoint,
  checkCheckpoint,
  readCheckpoint,
} from '../trust/checkpoints.ts';
import { establishTrust } from '../trust/constitution.ts';
import { withCheckpoint } from './ledger-time.ts';

/**
 * The changes that keep a checkpoint. One of the same log and size with another root shows two histories: the operation ends
 * with `tampering` and both checkpoints as evidence.
 */
export async function keepingCheckpoint(
  context: Context,
  { checkpoint, epoch, note }: TrustedCheckpoint,
): Promise<StorageChange[]> {
  const key = KEYS.checkpoint(epoch, checkpoint.size);
  const known = await context.vault.get(key);
  if (known === undefined) return [{ key, value: note }];
  const before = readCheckpoint(known);
  if (before !== undefined && equalBytes(before.root, checkpoint.root)) return [];
  const text = new TextDecoder();
  return stop(
    'tampering',
    'log-forked',
    `The sovereign signed two logs of size ${checkpoint.size}: ${toHex(checkpoint.root)} is not what it signed before.`,
    { first: text.decode(known), second: text.decode(note) },
  );
}

/** Asks for the newest checkpoint, checks it and keeps it; gives it. */
export async function fetchCheckpoint(context: Context): Promise<TrustedCheckpoint> {
  const bytes = await context.client.checkpoint();
  const { crypto } = context.ports;
  const under = await believe(context, () => checkCheckpoint(crypto, context.trust, bytes));
  const changes = await keepingCheckpoint(context, under);
  const seen = withCheckpoint(context, context.seen, under);
  if (seen === context.seen) await store(context.vault, changes);
  else await storeSeen(context, seen, changes);
  return under;
}

/**
 * The value of a check. Where it names a log that the wallet does not know, newer epochs are asked for and it is made again;
 * any other fault ends the operation.
 */
export async function believe<T>(context: Context, check: () => Checked<T>): Promise<T> {
  let checked = check();
  if (!checked.ok && checked.fault === 'origin') {
    await refreshEpochs(context);
    checked = check();
  }
  if (checked.ok) return checked.value;
  if (checked.fault === 'quorum') {
    return stop('unreachable', 'quorum', 'Too few witnesses have cosigned yet: try again.');
  }
  const message = `What the sovereign shows does not prove what it says: ${checked.fault}.`;
  return stop('tampering', `proof-${checked.fault}`, message);
}

/** Takes over the epochs that the sovereign shows, if the pinned root signed them and none is gone. */
async function refreshEpochs(context: Context): Promise<void> {
  const epochs = await context.client.epochs();
  const { ports, profile, trust } = context;
  const shown = establishTrust(ports.crypto, profile.constitution, epochs, trust.sovereign);
  const kept = trust.epochs.every(({ origin }) => shown.epochs.some((e) => e.origin === origin));
  if (!kept) stop('tampering', 'epoch-gone', 'The sovereign no longer shows an epoch of its log.');
  await storeSeen(context, { ...context.seen, epochs });
  context.trust = shown;
}
