import {
  type EncryptionPair,
  type Hash,
  type IdentityView,
  type KeyPair,
  decode,
  deviceId,
  encode,
  sessionHash,
  signingContext,
} from '@tallystick/protocol';
import { type OwnClient, ownClient } from './client/own-client.ts';
import { type PublicClient, type PublicIdentity, publicClient } from './client/public-client.ts';
import type { OpenStreams } from './offline/stream/open-streams.ts';
import type { StorageChange, WalletPorts } from './ports.ts';
import { type ChainRecord, chainRecordCodec } from './records/chain-record.ts';
import { type ChainName, KEYS } from './records/keys.ts';
import {
  type Enrolment,
  type Profile,
  type Seen,
  profileCodec,
  seenCodec,
} from './records/profile.ts';
import { withCarried } from './rulebook/carried-changes.ts';
import { NOT_WARY, type Wary, waryCodec } from './records/wary-record.ts';
import { StorageDamage } from './storage/damage.ts';
import { type Trust, establishTrust } from './trust/constitution.ts';
import type { Vault } from './vault/vault.ts';

/** What was learned of others lately; see `pay/resolve-party.ts`. */
interface KnownParty {
  readonly party: PublicIdentity;
  readonly at: number;
}

/**
 * An open wallet's working state. What is here and also stored is changed only after the write that stores it, so that a
 * failed write leaves the wallet as it was.
 */
export interface Context {
  readonly ports: WalletPorts;
  readonly vault: Vault;
  profile: Profile;
  enrolment: Enrolment;
  /** The id of the device's chain. */
  readonly deviceChain: Hash;
  readonly deviceKey: KeyPair;
  readonly encryption: EncryptionPair;
  client: PublicClient;
  own: OwnClient;
  readonly parties: Map<string, KnownParty>;
  trust: Trust;
  seen: Seen;
  readonly chains: Record<ChainName, ChainRecord>;
  /** The identity as its certified chain says; null before its opening is certified. */
  identity: KnownIdentity | null;
  wary: Wary;
  /** Whether the own chains were compared with the sovereign's since the wallet was opened. */
  isCurrent: boolean;
  /** A new epoch that was followed since the last sync, and how many own transitions it gave up. */
  followed: { readonly givenUp: number } | null;
  readonly streams: OpenStreams;
  /** Whether somebody has put a hold for this wallet that has a condition or a schedule. */
  hasTerms: boolean;
}

/** An identity as its certified chain says. */
export interface KnownIdentity {
  readonly view: IdentityView;
  /** By ordinal: hash of the operation that introduced a device, of which its chain's S_0 is made. */
  readonly introduced: readonly Hash[];
}

/** The working state of an enrolled wallet from its stored records. */
export async function loadContext(
  ports: WalletPorts,
  vault: Vault,
  profile: Profile,
  enrolment: Enrolment,
): Promise<Context> {
  const { crypto } = ports;
  const deviceKey = crypto.keyPair(1, profile.deviceSeed);
  const deviceChain = deviceId(enrolment.identity, profile.device);
  const seen = await loadRecord(vault, KEYS.seen, seenCodec);
  const founded = establishTrust(crypto, profile.constitution, seen.epochs, null);
  const trust = await withCarried(vault, founded);
  return {
    ...connectTo({ ports, deviceChain, deviceKey, trust }, profile.url),
    ports,
    vault,
    profile,
    enrolment,
    deviceChain,
    deviceKey,
    encryption: crypto.encryptionPair(profile.encryptionSeed),
    parties: new Map(),
    trust,
    seen,
    chains: {
      device: await loadRecord(vault, KEYS.chain('device'), chainRecordCodec),
      identity: await loadRecord(vault, KEYS.chain('identity'), chainRecordCodec),
    },
    identity: null,
    wary: (await findRecord(vault, KEYS.wary, waryCodec)) ?? NOT_WARY,
    isCurrent: false,
    followed: null,
    hasTerms: false,
    streams: { outgoing: new Map(), incoming: new Map() },
  };
}

/** The ways to the sovereign at an address, which is bound into what opens a session there. */
export function connectTo(
  {
    ports,
    deviceChain,
    deviceKey,
    trust,
  }: Pick<Context, 'ports' | 'deviceChain' | 'deviceKey' | 'trust'>,
  url: string,
): Pick<Context, 'client' | 'own'> {
  const transport = ports.connect(url);
  const context = signingContext('session', trust.sovereign);
  const { origin: address } = new URL(url);
  const sign = (challenge: Uint8Array): Promise<Uint8Array> => {
    const message = sessionHash({ chain: deviceChain, challenge, address });
    return signWith(ports, deviceKey, message, context);
  };
  return {
    client: publicClient(transport, ports.clock),
    own: ownClient(transport, ports.clock, { chain: deviceChain, address, sign }),
  };
}

/** A record that must be there; one that is missing or malformed is damage, for only the wallet writes here. */
export async function loadRecord<T>(
  vault: Vault,
  key: string,
  codec: Parameters<typeof decode<T>>[0],
): Promise<T> {
  const value = await findRecord(vault, key, codec);
  if (value !== undefined) return value;
  throw new StorageDamage([{ where: `record ${key}`, what: 'is missing' }]);
}

export async function findRecord<T>(
  vault: Vault,
  key: string,
  codec: Parameters<typeof decode<T>>[0],
): Promise<T | undefined> {
  const bytes = await vault.get(key);
  return bytes === undefined ? undefined : readRecord(key, bytes, codec);
}

/** All records under a prefix, in order of their keys. */
export async function listRecords<T>(
  vault: Vault,
  prefix: string,
  codec: Parameters<typeof decode<T>>[0],
): Promise<{ key: string; value: T }[]> {
  const listed = await vault.list(prefix);
  return listed.map(([key, bytes]) => ({ key, value: readRecord(key, bytes, codec) }));
}

export function readRecord<T>(
  key: string,
  bytes: Uint8Array,
  codec: Parameters<typeof decode<T>>[0],
): T {
  const decoded = decode(codec, bytes);
  if (decoded.ok) return decoded.value;
  throw new StorageDamage([{ where: `record ${key}`, what: decoded.reason }]);
}

/** A change that stores `value` under `key`. */
export function storing<T>(
  key: string,
  codec: Parameters<typeof encode<T>>[0],
  value: T,
): StorageChange {
  return { key, value: encode(codec, value) };
}

/** Stores changes; when it resolves they are durable. */
export async function store(vault: Vault, changes: readonly StorageChange[]): Promise<void> {
  if (changes.length > 0) await vault.write(changes);
}

/** Stores a chain's record with other changes, then takes it over. */
export async function storeChain(
  context: Context,
  chain: ChainName,
  record: ChainRecord,
  others: readonly StorageChange[] = [],
): Promise<void> {
  const change = storing(KEYS.chain(chain), chainRecordCodec, record);
  await store(context.vault, [...others, change]);
  context.chains[chain] = record;
}

export async function storeSeen(
  context: Context,
  seen: Seen,
  others: readonly StorageChange[] = [],
): Promise<void> {
  await store(context.vault, [...others, storing(KEYS.seen, seenCodec, seen)]);
  context.seen = seen;
}

export function storingProfile(profile: Profile): StorageChange {
  return storing(KEYS.profile, profileCodec, profile);
}

/** Signs with a device's key, the platform's way where it has one. */
export async function signWith(
  { crypto, signer }: WalletPorts,
  key: KeyPair,
  message: Uint8Array,
  context: Uint8Array,
): Promise<Uint8Array> {
  if (signer === undefined) return crypto.sign(key, message, context);
  return await signer.sign(key, message, context);
}
