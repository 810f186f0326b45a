import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openLedger, openSqliteStore, type Pending } from '@tallystick/ledger';
import {
  type BuiltTransition,
  buildOpening,
  type Codec,
  constitutionCodec,
  cosignedMessage,
  decode,
  epochCodec,
  openIdentity,
  parseCheckpoint,
  signedCheckpoint,
  signedConstitutionCodec,
  signedEpochCodec,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { noObjection } from '@tallystick/rules';
import type { Founded } from '../traffic/stage.ts';
import { newParty, openingBy, openingBytes, VALID_MS } from '../traffic/party.ts';

/**
 * Admits many accounts into a founded sovereign that does not run: the real ledger into the real store, without checking
 * signatures. Those that will be used have real keys, derived from seeds; the others' keys and all signatures are random bytes.
 */
export interface Order extends Founded {
  readonly country: string;
  readonly accounts: number;
  /** How many have real keys, spread evenly over all. */
  readonly active: number;
}

export interface Built {
  readonly seeds: readonly Uint8Array[];
  readonly notAfter: number;
}

const BATCH = 1024;
const UNCHECKED = randomBytes(64);
const sha256 = (data: Uint8Array): Uint8Array => nodeCrypto.sha256(data);

process.once('message', (order: Order) => {
  void build(order);
});

async function build(order: Order): Promise<void> {
  const store = await openSqliteStore(join(order.folder, 'ledger'));
  const { constitution, epoch } = read(order.folder);
  // The node never shows these checkpoints to anyone: the bench signs them with a key of its own.
  const log = nodeCrypto.keyPair(1, randomBytes(32));
  const ledger = await openLedger(constitution, epoch, {
    store,
    crypto: nodeCrypto,
    rulebook: noObjection,
    now: Date.now,
    async signCheckpoint(body, time) {
      const parsed = parseCheckpoint(new TextDecoder().decode(body));
      if (parsed === undefined) throw new Error('the ledger gave no checkpoint to sign');
      const seconds = Math.floor(time / 1000);
      const message = cosignedMessage({
        name: epoch.origin,
        timestamp: seconds,
        checkpoint: parsed,
      });
      const signature = nodeCrypto.sign(log, message, new Uint8Array());
      return signedCheckpoint(parsed, log, seconds, signature, sha256);
    },
  });
  const notAfter = Date.now() + VALID_MS;
  const seeds: Uint8Array[] = [];
  const every = Math.floor(order.accounts / order.active);
  for (let from = 0; from < order.accounts; from += BATCH) {
    const batch: Pending[] = [];
    for (let number = from; number < Math.min(from + BATCH, order.accounts); number += 1) {
      const isActive = number % every === 0 && seeds.length < order.active;
      const seed = seedOf(number);
      if (isActive) seeds.push(seed);
      const built = isActive
        ? newParty({ ...order, seed, notAfter }).opening
        : passive(order.country, seed, notAfter);
      const checked = ledger.precheck(openingBytes(built, UNCHECKED));
      if (!('pending' in checked)) throw new Error('an account was refused');
      batch.push(checked.pending);
    }
    for (const answer of await ledger.admitBatch(batch)) {
      if (!answer.ok) throw new Error(`an account was refused: ${answer.code}`);
    }
    if (from % (BATCH * 64) === 0) process.send?.(`admitted ${from} of ${order.accounts} accounts`);
  }
  await ledger.close();
  await store.close();
  const built: Built = { seeds, notAfter };
  process.send?.(built, () => process.disconnect?.());
}

/** An account that will not be used, with a key that is random bytes. */
function passive(country: string, seed: Uint8Array, notAfter: number): BuiltTransition {
  const { genesis, open } = openingBy(
    { suite: 1, publicKey: randomBytes(1312) },
    country,
    seed,
    notAfter,
  );
  const opened = openIdentity(genesis, [country], null);
  if (!opened.ok) throw new Error(opened.fault);
  return buildOpening(opened.view, open);
}

function seedOf(number: number): Uint8Array {
  return new Uint8Array(createHash('sha256').update(`bench account ${number}`).digest());
}

function read(folder: string): {
  constitution: Parameters<typeof openLedger>[0];
  epoch: Parameters<typeof openLedger>[1];
} {
  const signed = decoded(signedConstitutionCodec, readFileSync(join(folder, 'constitution.cbor')));
  const first = decoded(signedEpochCodec, readFileSync(join(folder, 'epochs', '0.cbor')));
  return {
    constitution: decoded(constitutionCodec, signed.constitution),
    epoch: decoded(epochCodec, first.epoch),
  };
}

function decoded<T>(codec: Codec<T>, bytes: Uint8Array): T {
  const result = decode(codec, bytes);
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}
