/** Runs in a browser: gives a test in Node the browser's storage and wallets to work with. */
import { type Choice, signingContext } from '@tallystick/protocol';
import {
  browserPorts,
  createWallet,
  memoryStorage,
  openIndexedDbStorage,
  openWallet,
} from '../browser.ts';
import type {
  RegisteredVotingKey,
  Said,
  VotingKeyRequest,
} from '../core/governance/governance-types.ts';
import type { Outcome } from '../core/outcome.ts';
import type { StorageChange, WalletStorage } from '../core/ports.ts';
import type { Unlock, Wallet, WalletEvent } from '../core/wallet-types.ts';

const UNLOCK: Unlock = { kind: 'key', key: new Uint8Array(32).fill(3) };
const storages = new Map<string, WalletStorage>();
const wallets = new Map<string, Wallet>();

/** What a test calls; bytes travel as base64, for nothing else survives the way. */
const tally = {
  async openStorage(name: string): Promise<Outcome<null>> {
    const opened = await openIndexedDbStorage(name);
    if (!opened.ok) return opened;
    storages.set(name, opened.value);
    return { ok: true, value: null };
  },
  async get(name: string, key: string): Promise<string | null> {
    return (await storageOf(name).get(key))?.toBase64() ?? null;
  },
  async list(name: string, prefix: string): Promise<[string, string][]> {
    const listed = await storageOf(name).list(prefix);
    return listed.map(([key, value]) => [key, value.toBase64()]);
  },
  async write(name: string, changes: { key: string; value: string | null }[]): Promise<void> {
    const decoded: StorageChange[] = changes.map(({ key, value }) => ({
      key,
      value: value === null ? null : Uint8Array.fromBase64(value),
    }));
    await storageOf(name).write(decoded);
  },
  async closeStorage(name: string): Promise<void> {
    await storageOf(name).close();
  },
  async create(name: string): Promise<Outcome<unknown>> {
    const storage = await openIndexedDbStorage(name);
    if (!storage.ok) return storage;
    const { sovereign = '' } = document.documentElement.dataset;
    const options = { unlock: UNLOCK, sovereign, country: 'KE', handle: name };
    return keep(name, await createWallet(options, browserPorts(storage.value)));
  },
  async open(name: string): Promise<Outcome<unknown>> {
    const storage = await openIndexedDbStorage(name);
    if (!storage.ok) return storage;
    return keep(name, await openWallet(UNLOCK, browserPorts(storage.value)));
  },
  /** Calls a method of an open wallet. */
  async call(name: string, method: keyof Wallet, args: unknown[]): Promise<unknown> {
    const wallet = walletOf(name);
    return await (wallet[method] as (...given: unknown[]) => unknown).apply(wallet, args);
  },
  /** Makes a voting key, and registers it; `id` is the credential's. */
  async registerVotingKey(
    name: string,
  ): Promise<Outcome<{ id: string; registered: RegisteredVotingKey }>> {
    const governance = walletOf(name).governance();
    const asked = await governance.askForVotingKey();
    if (!asked.ok) return asked;
    const credential = await makeCredential(asked.value.options);
    const registered = await governance.registerVotingKey(asked.value, credential);
    if (!registered.ok) return registered;
    return { ok: true, value: { id: credential.id, registered: registered.value } };
  },
  /** The bytes of an attestation object, in base64url, of a key for nothing. */
  async sampleAttestation(): Promise<string> {
    const { response } = await makeCredential({
      challenge: 'AAAA',
      rp: { name: 'sample' },
      user: { id: 'AAAA', name: 'sample', displayName: 'sample' },
      pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
      attestation: 'direct',
    });
    return response.attestationObject;
  },
  /** Votes with the voting key whose credential has this id. */
  async vote(name: string, proposal: string, choice: Choice, id: string): Promise<Outcome<Said>> {
    const governance = walletOf(name).governance();
    const asked = await governance.askForAssertion({ proposal, choice }, id);
    if (!asked.ok) return asked;
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON({
      ...asked.value,
      allowCredentials: [...asked.value.allowCredentials],
    });
    const credential = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
    const assertion = credential.toJSON() as AuthenticationResponseJSON;
    return await governance.vote({ proposal, choice, assertion });
  },
  /** Watches, and gives the first amounts that came in. */
  async firstReceived(name: string, everyMs: number): Promise<unknown> {
    const stop = new AbortController();
    let received: unknown;
    const told = (event: WalletEvent): void => {
      if (event.kind !== 'received') return;
      received = event.moved.received;
      stop.abort();
    };
    await walletOf(name).watch(told, stop.signal, everyMs);
    return received;
  },
  /** How long each of so many signatures and verifications with a device's key takes, in ms. */
  async signatures(count: number): Promise<{ sign: number[]; verify: number[] }> {
    const ports = browserPorts(memoryStorage());
    const pair = ports.crypto.keyPair(1, new Uint8Array(32).fill(5));
    const context = signingContext('transition', new Uint8Array(32));
    const sign: number[] = [];
    const verify: number[] = [];
    for (let i = 0; i < count; i += 1) {
      const message = new Uint8Array(32).fill(i);
      const start = performance.now();
      const signature = await (ports.signer ?? ports.crypto).sign(pair, message, context);
      const signed = performance.now();
      if (!ports.crypto.verify(pair, message, signature, context)) throw new Error('not signed');
      sign.push(signed - start);
      verify.push(performance.now() - signed);
    }
    return { sign, verify };
  },
};

type Creation = PublicKeyCredentialCreationOptionsJSON;

async function makeCredential(
  options: VotingKeyRequest['options'] | Creation,
): Promise<RegistrationResponseJSON> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options as Creation);
  const credential = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  return credential.toJSON() as RegistrationResponseJSON;
}

function keep(name: string, wallet: Outcome<Wallet>): Outcome<unknown> {
  if (!wallet.ok) return wallet;
  wallets.set(name, wallet.value);
  return { ok: true, value: wallet.value.view() };
}

function walletOf(name: string): Wallet {
  const wallet = wallets.get(name);
  if (wallet === undefined) throw new Error(`no wallet ${name}`);
  return wallet;
}

function storageOf(name: string): WalletStorage {
  const storage = storages.get(name);
  if (storage === undefined) throw new Error(`no storage ${name}`);
  return storage;
}

export type Tally = typeof tally;
(globalThis as { tally?: Tally }).tally = tally;
