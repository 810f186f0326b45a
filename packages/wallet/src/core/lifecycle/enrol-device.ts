import { decodeAddress, deviceId, equalBytes } from '@tallystick/protocol';
import { catchUp } from '../chain/catch-up.ts';
import { deviceRequest } from '../identity/device-request.ts';
import { INVITATION_PREFIX } from '../identity/enrol.ts';
import { type Context, loadContext, loadRecord, store, storingProfile } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import type { WalletPorts } from '../ports.ts';
import { KEYS } from '../records/keys.ts';
import { type Profile, profileCodec } from '../records/profile.ts';
import { guard, need, stop } from '../stop.ts';
import { createVault, openVault } from '../vault/vault.ts';
import { QueuedWallet } from '../wallet.ts';
import { suitesAt } from '../trust/changes.ts';
import type { PrepareOptions, Unlock, Wallet } from '../wallet-types.ts';
import { firstRecords } from './create-wallet.ts';
import { meetSovereign, newDevice, profileOptions } from './found.ts';

/**
 * Prepares a further device of an identity in an empty storage: gives the request that a wallet of the identity passes to
 * `addDevice`. Closes the storage.
 */
export async function prepareDevice(
  options: PrepareOptions,
  ports: WalletPorts,
): Promise<Outcome<string>> {
  const prepared = await guard(async () => {
    const meeting = await meetSovereign(ports, options);
    const { constitution } = meeting.trust;
    const keys = newDevice(ports, suitesAt(meeting.trust, meeting.seen.signedTime));
    const profile: Profile = {
      version: 1,
      url: options.sovereign,
      constitution: meeting.constitution,
      ...profileOptions(constitution, options),
      ...keys,
      root: null,
      enrolment: null,
      opening: null,
    };
    need(await createVault(ports, { unlock: options.unlock }, firstRecords(profile, meeting)));
    return deviceRequest(keys.device);
  });
  await guard(() => ports.storage.close());
  return prepared;
}

/**
 * Opens a prepared device's wallet for the first time: learns the identity of the invitation from the sovereign, checks its
 * whole chain, and takes its place in it.
 */
export async function joinDevice(
  invitation: string,
  unlock: Unlock,
  ports: WalletPorts,
): Promise<Outcome<Wallet>> {
  const joined = await guard(async () => new QueuedWallet(await join(invitation, unlock, ports)));
  if (!joined.ok) await guard(() => ports.storage.close());
  return joined;
}

async function join(invitation: string, unlock: Unlock, ports: WalletPorts): Promise<Context> {
  const identity = invitation.startsWith(INVITATION_PREFIX)
    ? decodeAddress(invitation.slice(INVITATION_PREFIX.length).trim())
    : undefined;
  if (identity === undefined) {
    return stop('usage', 'bad-invitation', `An invitation starts with ${INVITATION_PREFIX}.`);
  }
  const vault = need(await openVault(ports, unlock));
  const profile = await loadRecord(vault, KEYS.profile, profileCodec);
  if (profile.enrolment !== null) {
    return stop('usage', 'already-enrolled', 'This device has joined an identity: open it.');
  }
  const chain = deviceId(identity, profile.device);
  // The ordinal is known once the identity's chain is; until then nothing of the context uses it.
  const context = await loadContext(ports, vault, profile, { identity, ordinal: 0 });
  await catchUp(context, 'identity');
  const found = context.identity?.view.devices.find((device) => equalBytes(device.chain, chain));
  if (found?.status !== 'active') {
    return stop('refused', 'not-enrolled', 'The identity has not enrolled this device.');
  }
  const enrolment = { identity, ordinal: found.ordinal };
  await store(vault, [storingProfile({ ...profile, enrolment })]);
  const joined = await loadContext(ports, vault, { ...profile, enrolment }, enrolment);
  joined.identity = context.identity;
  return joined;
}
