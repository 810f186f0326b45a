import { type Context, loadContext, loadRecord } from '../context.ts';
import { loadIdentity } from '../identity/load-identity.ts';
import type { Failure, Json, Outcome } from '../outcome.ts';
import type { WalletPorts } from '../ports.ts';
import { KEYS } from '../records/keys.ts';
import { profileCodec } from '../records/profile.ts';
import { guard, need, stop } from '../stop.ts';
import { openVault } from '../vault/vault.ts';
import { QueuedWallet } from '../wallet.ts';
import type { Unlock, Wallet } from '../wallet-types.ts';

/**
 * Unseals and checks what is stored; asks the sovereign nothing. Fails with `usage`: `no-wallet`, `wrong-unlock` or
 * `not-enrolled`; or with `tampering` and the problems in `data`. The wallet owns the storage from here on; where this fails the
 * storage is closed.
 */
export async function openWallet(unlock: Unlock, ports: WalletPorts): Promise<Outcome<Wallet>> {
  const opened = await guard(async () => new QueuedWallet(await openContext(unlock, ports)));
  if (opened.ok) return opened;
  const located = opened.failure.kind === 'tampering' ? await locate(opened, ports) : opened;
  await guard(() => ports.storage.close());
  return located;
}

/** A failure by tampering, with what the storage itself finds wrong before what the wallet met. */
async function locate(
  { failure }: { readonly failure: Failure },
  { storage }: WalletPorts,
): Promise<{ readonly ok: false; readonly failure: Failure }> {
  const inspected = await guard(() => storage.inspect());
  const found = inspected.ok ? inspected.value.map(({ where, what }) => ({ where, what })) : [];
  const problems = failure.data['problems'];
  const met = Array.isArray(problems) ? (problems as Json[]) : [];
  return {
    ok: false,
    failure: { ...failure, data: { ...failure.data, problems: [...found, ...met] } },
  };
}

async function openContext(unlock: Unlock, ports: WalletPorts): Promise<Context> {
  const vault = need(await openVault(ports, unlock));
  const profile = await loadRecord(vault, KEYS.profile, profileCodec);
  if (profile.enrolment === null) {
    return stop(
      'usage',
      'not-enrolled',
      'This device is not enrolled yet: join it with its invitation.',
    );
  }
  const context = await loadContext(ports, vault, profile, profile.enrolment);
  context.identity = await loadIdentity(context);
  return context;
}
