import { readFileSync } from 'node:fs';
import { type Key, type KeyPair, sameKey, secretToSeed, unseal } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { type Label, Labelled } from '@tallystick/rules';
import { WATCHED_NAME, logKeyName, officeKeyName } from '../../folder/paths.ts';
import type { OfficeKeys, Opening, OpeningFault } from '../messages.ts';
import type { Secrets } from './decide.ts';
import { newDecoys } from './decoys.ts';
import type { OfficePairs } from './say-word.ts';
import { type Corridor, readCorridors } from './watched.ts';

/** What the ring holds. */
export interface Opened extends Secrets {
  readonly key: Labelled<KeyPair>;
  readonly offices: OfficePairs;
  /** Their public keys. */
  readonly officeKeys: OfficeKeys;
}

/** Founded or decided, and for nobody outside. */
const SECRET: Label = { confidentiality: 2, integrity: 2 };
const NONE: readonly Corridor[] = [];

/** Reads and unseals, while files may still be read. */
export async function openSecrets(opening: Opening): Promise<Opened | OpeningFault> {
  const { files, epoch, decoysPerMillion } = opening;
  const unlock = opening.unlock ?? readUnlock(files.unlock);
  if (unlock === undefined) return 'no-unlock';
  const log = await open(files.log, logKeyName(epoch.number), unlock);
  const list = await open(files.watched, WATCHED_NAME, unlock);
  const gates = await openOffice(opening.offices.gates, unlock);
  const registrars = await openOffice(opening.offices.registrars, unlock);
  unlock.fill(0);
  if (typeof log === 'string') return log;
  if (log === undefined) return 'no-key';
  if (typeof list === 'string') return list;
  if (typeof gates === 'string') return gates;
  if (typeof registrars === 'string') return registrars;
  const seed = secretToSeed(log);
  if (seed === undefined) return 'damaged';
  const pair = nodeCrypto.keyPair(seed.suite, seed.seed);
  if (!sameKey(pair, epoch.log)) return 'damaged';
  const decoys = newDecoys(seed.seed, decoysPerMillion);
  log.fill(0);
  seed.seed.fill(0);
  const watched = list === undefined ? NONE : readCorridors(list);
  if (watched === undefined) return 'damaged';
  return {
    key: new Labelled(pair, SECRET),
    watched: new Labelled(watched, SECRET),
    decoys: new Labelled(decoys, SECRET),
    offices: { gates: labelled(gates), registrars: labelled(registrars) },
    officeKeys: { gates: publicKey(gates), registrars: publicKey(registrars) },
  };
}

/** The key of an office; undefined where others keep it. */
async function openOffice(
  office: Opening['offices']['gates'],
  unlock: Uint8Array,
): Promise<KeyPair | OpeningFault | undefined> {
  if (office === null) return undefined;
  const secret = await open(office.path, officeKeyName(office.name), unlock);
  if (secret === undefined || typeof secret === 'string') return secret;
  const seed = secretToSeed(secret);
  secret.fill(0);
  if (seed === undefined) return 'damaged';
  const pair = nodeCrypto.keyPair(seed.suite, seed.seed);
  seed.seed.fill(0);
  return pair;
}

function labelled(pair: KeyPair | undefined): Labelled<KeyPair> | undefined {
  return pair && new Labelled(pair, SECRET);
}

function publicKey(pair: KeyPair | undefined): Key | null {
  return pair === undefined ? null : { suite: pair.suite, publicKey: pair.publicKey };
}

/** The 32 bytes in `keys/unlock`; undefined where there is no such file, or it holds others. */
function readUnlock(path: string): Uint8Array | undefined {
  const text = read(path);
  if (text === undefined) return undefined;
  const unlock = new Uint8Array(Buffer.from(text.toString('latin1').trim(), 'base64url'));
  text.fill(0);
  return unlock.length === 32 ? unlock : undefined;
}

/** What a sealed file holds; undefined where there is none. */
async function open(
  path: string,
  label: string,
  unlock: Uint8Array,
): Promise<Uint8Array | OpeningFault | undefined> {
  const sealed = read(path);
  if (sealed === undefined) return undefined;
  const opened = await unseal(label, sealed, { kind: 'key', key: unlock }, nodeCrypto);
  if (opened.ok) return opened.secret;
  if (opened.reason === 'newer') return 'newer';
  return opened.reason === 'does-not-open' ? 'locked' : 'damaged';
}

function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
