import { openLedger, openSqliteStore } from '@tallystick/ledger';
import {
  type Epoch,
  type Succession,
  encode,
  epochOrigin,
  isReason,
  signedEpochCodec,
  verifyLogCheckpoint,
} from '@tallystick/protocol';
import { noObjection } from '@tallystick/rules';
import { writeDurably } from '../folder/durable-file.ts';
import { lockFolder } from '../folder/folder-lock.ts';
import { type OpenedFolder, openFolder } from '../folder/open-folder.ts';
import { openLogKey, openRootKey, readUnlock } from '../folder/open-keys.ts';
import { epochFile, logKeyName } from '../folder/paths.ts';
import { draftEpoch, signEpoch } from '../founding/constitution.ts';
import { writeOperatingKey } from '../founding/create-sovereign.ts';
import { OPERATING_SUITE, newKey } from '../founding/keys.ts';
import { nodePorts } from '../founding/node-ports.ts';
import { type FoundingPorts, SovereignProblem } from '../founding/options.ts';
import { requireNoGap } from '../lifecycle/check-gap.ts';
import type { DeclareEpochOptions, DeclaredEpoch } from '../lifecycle/options.ts';
import { checkpointSigner, signWithKey } from '../pipeline/sign-checkpoint.ts';
import { type RestoredMark, readMark, removeMark } from './restored-mark.ts';

/**
 * Gives up, in public, what a restored sovereign has certified after its backup: the root signs a new epoch with a new log
 * key and a new origin, which names where the old log is continued, and why. The folder starts again afterwards. The last resort:
 * whoever holds a certificate beyond that size can show that it was broken.
 *
 * Throws `SovereignProblem`: `invalid-options` when the folder is not restored, `clock-gap` when the clock is too far ahead of
 * the backup's log, `wrong-passphrase`, and those of `openFolder`.
 */
export async function declareEpoch(
  options: DeclareEpochOptions,
  ports: FoundingPorts = nodePorts,
): Promise<DeclaredEpoch> {
  if (!isReason(options.reason)) {
    const message = 'a reason has 1 to 256 bytes of text and no control characters';
    throw new SovereignProblem('invalid-options', message);
  }
  const folder = await openFolder(options.folder, ports.crypto);
  const { paths, constitution, sovereign, current } = folder;
  const lock = lockFolder(paths);
  try {
    const mark = await readMark(paths);
    if (mark === undefined) {
      const message = `${paths.root} was not restored from a backup: there is nothing to give up`;
      throw new SovereignProblem('invalid-options', message);
    }
    const { logged, ...goesOn } = await newestCheckpoint(folder);
    const succeeds = { ...goesOn, reason: options.reason };
    const now = ports.now();
    requireNoGap(logged, now, {
      isAccepted: options.acceptClock ?? false,
      otherwise: 'If the backup is that old, give --accept-clock as well.',
    });
    const root = await openRootKey(paths, constitution.root, options.passphrase, ports.crypto);
    await finishEpoch(folder, options.passphrase, ports);
    const number = current.epoch.number + 1;
    const origin = epochOrigin(constitution.origin, number);
    const log = newKey(OPERATING_SUITE, ports);
    const epoch = draftEpoch(sovereign, number, origin, log.pair, succeeds, { now, logged });
    const signed = signEpoch(epoch, root, ports);
    const openers = { unlock: await readUnlock(paths), passphrase: options.passphrase };
    await writeOperatingKey(paths, logKeyName(number), log, openers, ports);
    await writeDurably(epochFile(paths, number), encode(signedEpochCodec, signed));
    await removeMark(paths, mark, succeeds.size);
    const { size } = succeeds;
    const highest = Math.max(size, shownSize(mark, current.epoch, ports));
    return { number, origin, size, highest, meaning: meaningOf(succeeds, highest) };
  } finally {
    lock.release();
  }
}

/**
 * A backup of a running node may have the newest checkpoints without their signatures, which people may hold all the same. The
 * key of the epoch that ends signs them once more: one certificate stays one of the same checkpoint of the same log, and the
 * new epoch signs nothing below the size at which it goes on.
 */
async function finishEpoch(
  { paths, constitution, current }: OpenedFolder,
  passphrase: Uint8Array,
  ports: FoundingPorts,
): Promise<void> {
  const { crypto } = ports;
  const { epoch } = current;
  const key = await openLogKey(paths, epoch, { kind: 'passphrase', passphrase }, crypto);
  const signCheckpoint = checkpointSigner(epoch, crypto, signWithKey(epoch.origin, key, crypto));
  const store = await openSqliteStore(paths.ledger);
  try {
    // Opening signs what is unsigned, and logs nothing.
    await openLedger(constitution, epoch, {
      store,
      crypto,
      rulebook: noObjection,
      now: () => ports.now(),
      signCheckpoint,
    });
  } finally {
    await store.close();
  }
}

/** Where the new epoch's log goes on, and from what time: at the newest checkpoint that is in the store. */
async function newestCheckpoint({
  paths,
  current,
  constitution,
}: OpenedFolder): Promise<Omit<Succession, 'reason'> & { readonly logged: number }> {
  const store = await openSqliteStore(paths.ledger);
  try {
    const { newest } = store.meta;
    const { origin } = current.epoch;
    const {
      size,
      root,
      time: logged,
    } = newest ?? {
      size: 0,
      root: EMPTY_ROOT,
      time: constitution.createdAt,
    };
    return { origin, size, root, logged };
  } finally {
    await store.close();
  }
}

/** RFC 9162 section 2.1.1: the root of the empty tree is the hash of nothing. */
const EMPTY_ROOT: Uint8Array = nodePorts.crypto.sha256(new Uint8Array());

/** How far the log had come by what attempts to bring the rest were shown. */
function shownSize({ checkpoint }: RestoredMark, epoch: Epoch, { crypto }: FoundingPorts): number {
  const note = new TextEncoder().encode(checkpoint ?? '');
  const check = verifyLogCheckpoint(note, epoch, crypto);
  return check.ok ? check.checkpoint.size : 0;
}

function meaningOf({ origin, size, reason }: Succession, highest: number): string {
  const known =
    highest > size
      ? `Entries ${size} to ${highest - 1} are known to have been certified, and are among it. `
      : '';
  return (
    `The log ${origin} ends at ${size} entries, and a new epoch goes on from there. Whatever was certified beyond ${size} is ` +
    `given up: payments in it did not happen on this ledger. ${known}Wallets that hold such certificates find the break by ` +
    'themselves, at /v1/epochs, and anybody can prove what was lost. Everybody can read there why: ' +
    `"${reason}". Tell the people whom it concerns`
  );
}
