import { resolve } from 'node:path';
import type { Logger } from 'pino';
import type { OpenedFolder } from '../folder/open-folder.ts';
import { logKeyName, officeKeyName, operatingKeyFile } from '../folder/paths.ts';
import { SovereignProblem } from '../founding/options.ts';
import type { StartSovereignOptions } from '../lifecycle/options.ts';
import { type Ring, keepRing } from './keep-ring.ts';
import { MILLION, type Opening, type OpeningFault } from './messages.ts';
import { RING_PROGRAM } from './program.ts';

/** Starts the ring of a sovereign. It opens meanwhile: see `requireOpen`. */
export function openRing(
  options: Pick<StartSovereignOptions, 'unlock' | 'decoysPerMillion'>,
  folder: OpenedFolder,
  log: Logger,
): Ring {
  const { paths, sovereign, current } = folder;
  const { epoch } = current;
  const { decoysPerMillion = 0 } = options;
  if (
    !Number.isSafeInteger(decoysPerMillion) ||
    decoysPerMillion < 0 ||
    decoysPerMillion > MILLION
  ) {
    throw new SovereignProblem('invalid-options', 'decoysPerMillion is from 0 to 1,000,000');
  }
  const files = {
    unlock: resolve(paths.unlock),
    log: resolve(operatingKeyFile(paths, logKeyName(epoch.number), false)),
    watched: resolve(paths.watched),
  };
  const { number, origin, log: key } = epoch;
  const opening = {
    files,
    offices: officesOf(folder),
    sovereign,
    epoch: { number, origin, log: key },
    decoysPerMillion,
  };
  return keepRing({ program: RING_PROGRAM, opening, unlock: options.unlock, log });
}

/** Whose words the ring may sign, where it has their keys: as the constitution was founded. */
function officesOf({ paths, constitution }: OpenedFolder): Opening['offices'] {
  const { governance } = constitution;
  const fileOf = (index: number | null | undefined): Opening['offices']['gates'] => {
    const office = governance?.offices[index ?? -1];
    if (office === undefined) return null;
    const path = resolve(operatingKeyFile(paths, officeKeyName(office.name), false));
    return { name: office.name, path };
  };
  return { gates: fileOf(governance?.gates), registrars: fileOf(governance?.registrars) };
}

/** Waits until a ring is open. Throws `SovereignProblem`: `locked-keys`, `damaged`, `newer-format`. */
export async function requireOpen(ring: Ring): Promise<void> {
  const fault = await ring.opened;
  if (fault === undefined) return;
  if (fault === 'ended') throw new Error(PROBLEMS[fault]);
  const code = fault === 'damaged' ? fault : fault === 'newer' ? 'newer-format' : 'locked-keys';
  throw new SovereignProblem(code, PROBLEMS[fault]);
}

const PROBLEMS: Readonly<Record<OpeningFault | 'ended', string>> = {
  'no-unlock':
    'keys/unlock is missing, or is not 32 bytes: the operating keys stay sealed. Put it back, ' +
    'or restore the folder with the passphrase',
  'no-key': "the epoch's sealed log key is missing from keys/: it is kept elsewhere",
  locked:
    'keys/unlock does not open the log key, an office’s key, or the list of watched corridors',
  damaged: "keys/: the epoch's log key, an office's or the list of watched corridors is damaged",
  newer: 'keys/: a newer program sealed them',
  ended: 'the ring ended before it was open',
};
