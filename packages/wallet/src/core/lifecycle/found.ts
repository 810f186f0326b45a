import {
  type AdmittedSuites,
  type Constitution,
  type Device,
  ENCRYPTION_SEED_LENGTH,
  type KeyPair,
  SUITES,
  type Suite,
  fromHex,
} from '@tallystick/protocol';
import { type PublicClient, publicClient } from '../client/public-client.ts';
import { declaredMeanwhile } from '../epoch/declared-meanwhile.ts';
import type { WalletPorts } from '../ports.ts';
import type { Profile, Seen } from '../records/profile.ts';
import { type AskedChanges, askChanges } from '../rulebook/carry-changes.ts';
import { stop } from '../stop.ts';
import { checkCheckpoint } from '../trust/checkpoints.ts';
import { type Trust, establishTrust } from '../trust/constitution.ts';
import type { CreateOptions } from '../wallet-types.ts';

const VALIDITY_MS = 30_000;
const CLAIM_WINDOW_MS = 30 * 86_400_000;

/** A sovereign as a new wallet first meets it: what it believes of it, and what it has seen. */
export interface FirstMeeting {
  readonly client: PublicClient;
  readonly trust: Trust;
  /** What `trust` has beyond the founding. */
  readonly changes: AskedChanges;
  readonly constitution: Uint8Array;
  readonly seen: Seen;
  readonly checkpoint: { readonly epoch: number; readonly size: number; readonly note: Uint8Array };
}

/** What a wallet on one sovereign is made with. */
export type SovereignOptions = Pick<
  CreateOptions,
  'sovereign' | 'pin' | 'validityMs' | 'claimWindowMs'
>;

/** Ends the operation with `usage` where this is no address of a sovereign. */
export function checkUrl(url: string): void {
  if (/^https?:\/\/[^\s]{1,2000}$/.test(url) && URL.canParse(url)) return;
  stop('usage', 'bad-url', 'Give the sovereign as http://… or https://….');
}

/** Fetches the constitution, its epochs and the newest checkpoint, and checks them; nothing is stored. */
export async function meetSovereign(
  ports: WalletPorts,
  { sovereign: url, pin }: SovereignOptions,
): Promise<FirstMeeting> {
  checkUrl(url);
  const pinned = pin === undefined ? null : fromHex(pin, 32);
  if (pinned === undefined)
    stop('usage', 'bad-pin', 'A pin is the sovereign id in 64 hexadecimal digits.');
  const client = publicClient(ports.connect(url), ports.clock);
  const constitution = await client.constitution();
  const epochs = await client.epochs();
  const founded = establishTrust(ports.crypto, constitution, epochs, pinned);
  const changes = await firstChanges(ports, client, founded);
  const { trust } = changes;
  const note = await client.checkpoint();
  const checked = checkCheckpoint(ports.crypto, trust, note);
  if (!checked.ok) {
    if (checked.fault === 'origin') await declaredMeanwhile(client, epochs.length);
    return stop(
      'tampering',
      `proof-${checked.fault}`,
      `Its newest checkpoint does not hold: ${checked.fault}.`,
    );
  }
  const { epoch, signedTime, checkpoint } = checked.value;
  const seenAt = ports.clock.now();
  const seen: Seen = { signedTime, seenAt, epoch, consistentSize: checkpoint.size, epochs };
  const met = { epoch, size: checkpoint.size, note };
  return { client, trust, changes, constitution, seen, checkpoint: met };
}

/** What votes have made of the constitution so far. */
async function firstChanges(
  ports: WalletPorts,
  client: PublicClient,
  founded: Trust,
): Promise<AskedChanges> {
  if (founded.constitution.governance === null) return { trust: founded, proven: [], shown: [] };
  const { changes } = await client.current();
  const asked = await askChanges(client, ports.crypto, founded, changes);
  if (asked !== undefined) return asked;
  return stop(
    'unreachable',
    'bad-answer',
    'The sovereign’s constitution has just changed: try again.',
  );
}

/** Fresh keys of a device. The suite is ML-DSA-44, which the constitution must admit. */
export function newDevice(
  ports: WalletPorts,
  suites: AdmittedSuites,
): Pick<Profile, 'deviceSeed' | 'encryptionSeed' | 'device'> {
  if (!suites.devices.includes(1)) {
    stop('usage', 'suite-not-admitted', 'This sovereign admits no devices with ML-DSA-44.');
  }
  const { crypto } = ports;
  const deviceSeed = ports.random(SUITES[1].seed);
  const encryptionSeed = ports.random(ENCRYPTION_SEED_LENGTH);
  const { suite, publicKey } = crypto.keyPair(1, deviceSeed);
  const { publicKey: encryptionKey } = crypto.encryptionPair(encryptionSeed);
  const device: Device = { key: { suite, publicKey }, encryptionKey };
  return { deviceSeed, encryptionSeed, device };
}

/** A fresh root. */
export async function newRoot(
  ports: WalletPorts,
  suites: AdmittedSuites,
  suite: Suite,
): Promise<KeyPair> {
  if (!suites.roots.includes(suite)) {
    stop('usage', 'suite-not-admitted', `This sovereign admits no roots of suite ${suite}.`);
  }
  if (ports.newKeyPair !== undefined) return await ports.newKeyPair(suite);
  return ports.crypto.keyPair(suite, ports.random(SUITES[suite].seed));
}

export function profileOptions(
  constitution: Constitution,
  { validityMs = VALIDITY_MS, claimWindowMs = CLAIM_WINDOW_MS }: SovereignOptions,
): Pick<Profile, 'validityMs' | 'claimWindowMs'> {
  const limits = [validityMs, claimWindowMs];
  if (limits.some((limit) => !Number.isSafeInteger(limit) || limit < 1)) {
    stop('usage', 'bad-duration', 'Durations are whole milliseconds, at least 1.');
  }
  return { validityMs: Math.min(validityMs, constitution.parameters.validityMs), claimWindowMs };
}
