import { existsSync } from 'node:fs';
import { type Moved, type NewEpoch, type TabNews, type Wallet, timeText } from '@tallystick/wallet';
import { openFolderWallet } from '@tallystick/wallet/node';
import type { Call } from '../command.ts';
import { EXIT } from '../exit-status.ts';
import { toStop, valueOf } from '../failure.ts';
import { type PassphraseOptions, givePassphrase } from '../passphrase/passphrase.ts';
import { unlockKeyPath } from '../passphrase/unlock-key.ts';
import { Stop, usage } from '../stop.ts';
import { amountsText } from './amounts-text.ts';
import { reminderText } from './holds/mandate-text.ts';
import { partyText } from './party-text.ts';

/** Opens the wallet in `dir` for as long as `use` takes. */
export async function withWallet<T>(
  call: Call,
  dir: string,
  options: PassphraseOptions,
  use: (wallet: Wallet) => Promise<T>,
): Promise<T> {
  if (!existsSync(dir)) {
    throw usage(`There is no folder ${dir}. Make a wallet there: tally wallet create ${dir} …`);
  }
  const keyed = options.passphraseFile === undefined && existsSync(unlockKeyPath(dir));
  const unlock = keyed ? {} : { passphrase: await givePassphrase(call, dir, options) };
  const wallet = valueOf(await openFolderWallet(dir, unlock));
  try {
    return await use(wallet);
  } catch (error) {
    if (error instanceof Stop && error.answer.status === EXIT.tampering) {
      const { complaint = '', ...answer } = error.answer;
      const advice = `Everything that does not fit: tally verify ${dir}`;
      throw new Stop({ ...answer, complaint: `${complaint}\n${advice}` });
    }
    throw error;
  } finally {
    await wallet.close();
  }
}

/** What came of asking the sovereign before showing anything. */
export interface Synced {
  readonly received: Moved['received'];
  readonly returned: Moved['returned'];
  /** Tabs for this wallet that are new, or to which something was added; told once. */
  readonly tabs: readonly TabNews[];
  /** Why the sovereign could not be asked, if so: what is shown then is what the wallet knew before. */
  readonly unreachable: string | undefined;
  /** As the wallet's SDK says it. */
  readonly waitsUntil?: number;
}

/** Resolves what is pending and collects what is due, and tells a person about it. */
export async function syncWallet(call: Call, wallet: Wallet): Promise<Synced> {
  const synced = await askSovereign(call, wallet);
  const { received, returned, tabs } = synced;
  for (const tab of tabs) call.note(tabText(tab));
  for (const [verb, amounts] of [
    ['Received', received],
    ['Back, since nobody claimed it:', returned],
  ] as const) {
    if (Object.keys(amounts).length > 0) call.note(`${verb} ${amountsText(amounts)}.`);
  }
  return synced;
}

/** The same for a command that tells itself what was moved. */
export async function askSovereign(call: Call, wallet: Wallet): Promise<Synced> {
  const synced = await wallet.sync();
  if (!synced.ok) {
    const { kind, message } = synced.failure;
    if (kind !== 'unreachable') throw toStop(synced.failure);
    return { received: {}, returned: {}, tabs: [], unreachable: message };
  }
  const { received, returned, newEpoch, waitsUntil, clockOff } = synced.value;
  const { reminders = [], tabs = [] } = synced.value;
  if (clockOff !== undefined) call.note(clockText(clockOff));
  if (newEpoch !== undefined) call.note(newEpochText(newEpoch));
  if (waitsUntil !== undefined) {
    const time = new Date(waitsUntil).toISOString().slice(11, 19);
    call.note(
      `Nothing can be paid or collected before ${time} UTC: an earlier transition could still be admitted until then.`,
    );
  }
  for (const mandate of reminders) call.note(reminderText(mandate));
  const waits = waitsUntil === undefined ? {} : { waitsUntil };
  return { received, returned, tabs, unreachable: undefined, ...waits };
}

/** Of a tab that the sovereign lists for this wallet; what counts is what its payer shows with an act. */
export function tabText({ news, from, handle, amount, currency, until }: TabNews): string {
  const who = partyText({ handle, address: from });
  return news === 'raised'
    ? `${who} has added ${amount} ${currency} to the tab for this wallet, which can be claimed until ${timeText(until)}.`
    : `${who} has opened a tab for this wallet: ${amount} ${currency}, to be claimed until ${timeText(until)}.`;
}

/** Of a clock that disagrees with the newest time that the ledger has signed. */
function clockText(off: number): string {
  const minutes = Math.round(Math.abs(off) / 60_000);
  const how = `${minutes} min ${off < 0 ? 'behind' : 'ahead of'}`;
  return `This machine's clock is ${how} the newest time that the ledger has signed. Set it: without a network the wallet has no better one. Until then it goes by the ledger's.`;
}

/** What the sovereign has given up in public, in the words that its root has signed. */
function newEpochText({ number, succeeds, givenUp }: NewEpoch): string {
  const { size = 0, reason = '' } = succeeds ?? {};
  const yours =
    givenUp === 0
      ? 'Nothing of this wallet is among it.'
      : `Of this wallet ${givenUp} certified transitions did not happen; its history names them, and their proofs are kept.`;
  return `The sovereign has declared epoch ${number}: what came after the first ${size} entries of its log is given up, because “${reason}”. ${yours}`;
}
