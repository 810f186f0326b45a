import { type Genesis, SALT_BYTES, type Suite, identityId } from '@tallystick/protocol';
import { type Context, loadContext, storing, storingProfile } from '../context.ts';
import { checkCountry, checkHandle } from '../identity/checks.ts';
import { ensureOpened } from '../identity/open-identity.ts';
import type { Outcome } from '../outcome.ts';
import type { StorageChange, WalletPorts } from '../ports.ts';
import { type ChainRecord, chainRecordCodec } from '../records/chain-record.ts';
import { KEYS } from '../records/keys.ts';
import { type Opening, type Profile, seenCodec } from '../records/profile.ts';
import { storingChanges } from '../rulebook/carry-changes.ts';
import { suitesAt } from '../trust/changes.ts';
import { Stop, guard, need, stop } from '../stop.ts';
import { createVault } from '../vault/vault.ts';
import { QueuedWallet } from '../wallet.ts';
import type { CreateOptions, Wallet } from '../wallet-types.ts';
import { type FirstMeeting, meetSovereign, newDevice, newRoot, profileOptions } from './found.ts';

/** SLH-DSA-SHA2-128s (DESIGN section 4): roots sign rarely, and their signatures should be small. */
const ROOT_SUITE: Suite = 4;
const EMPTY_CHAIN: ChainRecord = { head: null, balances: [], outgoing: [], pending: null };

/**
 * Makes a wallet in an empty storage: fetches and pins the constitution, makes the keys, stores everything, opens the identity.
 * When the sovereign stops answering half-way the wallet is stored: open it, and `sync` finishes. The wallet owns the storage
 * from here on; where this fails the storage is closed.
 */
export async function createWallet(
  options: CreateOptions,
  ports: WalletPorts,
): Promise<Outcome<Wallet>> {
  const created = await guard(() => create(options, ports));
  if (!created.ok) await guard(() => ports.storage.close());
  return created;
}

async function create(options: CreateOptions, ports: WalletPorts): Promise<Wallet> {
  const country = checkCountry(options.country);
  const handle = options.handle === undefined ? null : checkHandle(options.handle);
  const meeting = await meetSovereign(ports, options);
  if (handle !== null && (await meeting.client.identity(`@${handle}`)) !== null) {
    stop('refused', 'handle-taken', `The handle @${handle} belongs to somebody: choose another.`);
  }
  const profile = await newProfile(options, ports, meeting, { countries: [country], handle });
  const changes = firstRecords(profile, meeting);
  const vault = need(await createVault(ports, { unlock: options.unlock }, changes));
  if (profile.enrolment === null) throw new RangeError('a new profile without its enrolment');
  const context = await loadContext(ports, vault, profile, profile.enrolment);
  context.isCurrent = true;
  await openOrUndo(context);
  return new QueuedWallet(context);
}

/** A refused opening leaves no wallet behind; one without an answer does. */
async function openOrUndo(context: Context): Promise<void> {
  try {
    await ensureOpened(context);
  } catch (error) {
    if (error instanceof Stop && error.failure.kind === 'refused') await forget(context);
    throw error;
  }
}

async function forget(context: Context): Promise<void> {
  const { storage } = context.ports;
  const stored = await storage.list('');
  await storage.write(stored.map(([key]) => ({ key, value: null })));
}

async function newProfile(
  options: CreateOptions,
  ports: WalletPorts,
  { trust, constitution, seen }: FirstMeeting,
  { countries, handle }: Omit<Opening, 'genesis'>,
): Promise<Profile> {
  const suites = suitesAt(trust, seen.signedTime);
  const keys = newDevice(ports, suites);
  const { rootSuite = ROOT_SUITE } = options;
  const root = options.root === undefined ? await newRoot(ports, suites, rootSuite) : null;
  const key = options.root ?? root;
  if (key === null || key === undefined) throw new RangeError('no root');
  const genesis: Genesis = {
    version: 1,
    root: { suite: key.suite, publicKey: key.publicKey },
    device: keys.device,
    policy: { threshold: 1, recovery: null },
    salt: ports.random(SALT_BYTES),
  };
  return {
    version: 1,
    url: options.sovereign,
    constitution,
    ...profileOptions(trust.constitution, options),
    ...keys,
    root,
    enrolment: { identity: identityId(genesis), ordinal: 0 },
    opening: { genesis, countries, handle },
  };
}

/** What a vault starts with. */
export function firstRecords(profile: Profile, meeting: FirstMeeting): StorageChange[] {
  const { changes, seen, checkpoint } = meeting;
  return [
    storingProfile(profile),
    storing(KEYS.seen, seenCodec, seen),
    ...(changes.proven.length === 0 ? [] : storingChanges(changes, seen.signedTime)),
    storing(KEYS.chain('device'), chainRecordCodec, EMPTY_CHAIN),
    storing(KEYS.chain('identity'), chainRecordCodec, EMPTY_CHAIN),
    { key: KEYS.checkpoint(checkpoint.epoch, checkpoint.size), value: checkpoint.note },
  ];
}
