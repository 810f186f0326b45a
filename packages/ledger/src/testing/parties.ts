import {
  type Amount,
  applyStatement,
  type Constitution,
  currencyId,
  type Device,
  deviceContents,
  deviceId,
  encode,
  encodeOperation,
  encodeState,
  encodeStatement,
  type Genesis,
  genesisState,
  type Hash,
  type Hold,
  identityContents,
  identityId,
  type IdentityView,
  impliedFirstState,
  type Key,
  openIdentity,
  type Operation,
  operationHash,
  paymentHold,
  type Signature,
  sovereignId,
  type State,
  stateId,
  type Statement,
  successor,
  type Taking,
  transitionCodec,
  treasuryId,
} from '@tallystick/protocol';

/** Times in tests: a Thursday. */
export const START = 1_800_000_000_000;
export const LATE: number = START + 400 * 86_400_000;

/** Signs a stateId as the signer `by`; without one, transitions carry signatures of zeros. */
export type Sign = (by: number, id: Hash, key: Key) => Uint8Array;

const NO_SIGNATURE: Sign = () => new Uint8Array(4);

/** The client's side of one chain that holds balances: it builds successors as a wallet does. */
export class Account {
  head: State;
  readonly balances: Map<string, Amount> = new Map();
  readonly key: Key;
  readonly #by: readonly number[];
  readonly #sign: Sign;
  #salt = 0;

  constructor(first: State, key: Key, by: readonly number[], sign: Sign) {
    this.head = first;
    this.key = key;
    this.#by = by;
    this.#sign = sign;
  }

  get chain(): Hash {
    return this.head.chain;
  }

  get headId(): Hash {
    return stateId(encodeState(this.head));
  }

  balance(currency: Hash): Amount {
    return this.balances.get(currency.toHex()) ?? 0n;
  }

  /** The chain ends, and what is left in it leaves in this order: by currency, ascending. */
  close(): [currency: Hash, amount: Amount][] {
    const left = [...this.balances].filter(([, amount]) => amount > 0n);
    this.balances.clear();
    return left
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, amount]) => [Uint8Array.fromHex(id), amount]);
  }

  /** The operation's transition after the head, which is not moved: see `accept`. */
  build(operation: Operation, change: readonly (readonly [Hash, Amount])[]): Built {
    const balances = new Map(this.balances);
    for (const [currency, amount] of change) {
      balances.set(currency.toHex(), (balances.get(currency.toHex()) ?? 0n) + amount);
    }
    const entries = [...balances].map(
      ([code, amount]) => [Uint8Array.fromHex(code), amount] as const,
    );
    const contents = deviceContents(entries.filter(([, amount]) => amount > 0n));
    const next = successor(this.head, this.headId, opHash(operation), contents);
    return {
      ...assemble(next, operation, this.#by, (by, id) => this.#sign(by, id, this.key)),
      accept: () => {
        this.head = next;
        for (const [code, amount] of balances) this.balances.set(code, amount);
      },
    };
  }

  put(country: string, holds: readonly Hold[], notAfter: number = LATE): Built {
    const change = holds.map((hold) => [hold.currency, -hold.cap] as const);
    return this.build({ kind: 'put', ...this.#common(notAfter), country, holds }, change);
  }

  take(takings: readonly (Taking & { readonly currency: Hash })[], notAfter: number = LATE): Built {
    const change = takings.map((taking) => [taking.currency, taking.amount] as const);
    const bare = takings.map(({ hold, claim, amount, proof }) => ({ hold, claim, amount, proof }));
    return this.build({ kind: 'take', ...this.#common(notAfter), takings: bare }, change);
  }

  mint(currency: Hash, amount: Amount): Built {
    return this.build({ kind: 'mint', ...this.#common(LATE), currency, amount }, [
      [currency, amount],
    ]);
  }

  burn(currency: Hash, amount: Amount): Built {
    return this.build({ kind: 'burn', ...this.#common(LATE), currency, amount }, [
      [currency, -amount],
    ]);
  }

  #common(notAfter: number): { notAfter: number; salt: Uint8Array } {
    this.#salt += 1;
    return { notAfter, salt: seeded('salt', this.#salt, 16) };
  }
}

/** A transition that has been built and not been sent. */
export interface Built {
  readonly bytes: Uint8Array;
  readonly id: Hash;
  readonly state: State;
  readonly operation: Operation;
  /** The ledger has admitted it: the client's head moves. */
  readonly accept: () => void;
}

/** The client's side of an identity, with its devices' accounts. */
export class Person {
  readonly genesis: Genesis;
  readonly id: Hash;
  view: IdentityView;
  head: State | undefined;
  readonly devices: Account[] = [];
  readonly #sign: Sign;
  #salt = 0;

  constructor(seed: number, options: PersonOptions = {}) {
    const { key = pseudoKey, sign = NO_SIGNATURE, threshold = 1 } = options;
    this.#sign = sign;
    this.genesis = {
      version: 1,
      root: key(`root ${seed}`),
      device: { key: key(`device ${seed}`), encryptionKey: null },
      policy: { threshold, recovery: null },
      salt: seeded('genesis', seed, 16),
    };
    this.id = identityId(this.genesis);
    const opened = openIdentity(this.genesis, [], null);
    if (!opened.ok) throw new Error(opened.fault);
    this.view = opened.view;
  }

  get account(): Account {
    return this.devices[0] as Account;
  }

  open(countries: readonly string[] = ['KE'], handle: string | null = null): Built {
    const salt = seeded('open', 0, 16);
    const { genesis } = this;
    const operation: Operation = { kind: 'open', notAfter: LATE, salt, genesis, countries, handle };
    const opened = openIdentity(genesis, countries, handle);
    if (!opened.ok) throw new Error(opened.fault);
    const contents = identityContents(opened.view);
    const { suite } = genesis.root;
    const hash = opHash(operation);
    const first = genesisState({ chain: this.id, suite, operation: hash, contents });
    return {
      ...assemble(first, operation, [1], (by, id) => this.#sign(by, id, genesis.device.key)),
      accept: () => {
        this.head = first;
        this.view = opened.view;
        this.#addDevice(genesis.device, hash);
      },
    };
  }

  say(statement: Statement, by: readonly number[] = [1]): Built {
    const { statement: kind, body } = encodeStatement(statement);
    return this.sayRaw(kind, body, statement, by);
  }

  /** With a statement that nobody can apply the contents stay as they are. */
  sayRaw(
    kind: number,
    body: Uint8Array,
    statement: Statement | undefined,
    by: readonly number[] = [1],
  ): Built {
    const { head } = this;
    if (head === undefined) throw new Error('not open');
    this.#salt += 1;
    const salt = seeded('say', this.#salt, 16);
    const operation: Operation = { kind: 'say', notAfter: LATE, salt, statement: kind, body };
    const applied = statement && applyStatement(this.view, statement);
    const view = applied?.ok === true ? applied.view : this.view;
    const hash = opHash(operation);
    const next = successor(head, stateId(encodeState(head)), hash, identityContents(view));
    const keyOf = (signer: number): Key =>
      signer === 0 ? this.genesis.root : (this.view.devices[signer - 1]?.device.key as Key);
    return {
      ...assemble(next, operation, by, (signer, id) => this.#sign(signer, id, keyOf(signer))),
      accept: () => {
        this.head = next;
        this.view = view;
        if (statement?.kind === 'add-device') this.#addDevice(statement.device, hash);
      },
    };
  }

  #addDevice(device: Device, operation: Hash): void {
    const chain = deviceId(this.id, device);
    const first = impliedFirstState(chain, device.key.suite, operation);
    this.devices.push(new Account(first, device.key, [0], this.#sign));
  }
}

export interface PersonOptions {
  readonly key?: (name: string) => Key;
  readonly sign?: Sign;
  readonly threshold?: number;
}

/**
 * A treasury's account; it is signed by its first `threshold` keys. `sovereign`: where the
 * constitution is no longer the founding one.
 */
export function treasury(
  constitution: Constitution,
  code: string,
  sign: Sign = NO_SIGNATURE,
  sovereign: Hash = sovereignId(constitution),
): Account {
  const currency = constitution.currencies.find((one) => one.code === code);
  const [key] = currency?.treasury.keys ?? [];
  if (currency === undefined || key === undefined) throw new Error(`no currency ${code}`);
  const chain = treasuryId(sovereign, currencyId(sovereign, code));
  const by = Array.from({ length: currency.treasury.threshold }, (_, index) => index);
  const signAs: Sign = (signer, id) => sign(signer, id, currency.treasury.keys[signer] as Key);
  return new Account(impliedFirstState(chain, key.suite, sovereign), key, by, signAs);
}

/** A hold for one payee, meter `all`. */
export function holdFor(
  payee: Hash,
  currency: Hash,
  cap: Amount,
  more: { country?: string; until?: number } = {},
): Hold {
  const { country = 'KE', until = LATE } = more;
  return paymentHold({ identity: payee, country }, currency, cap, until);
}

/** A constitution with two currencies, HRB by one key and GLD by two of three. */
export function testConstitution(key: (name: string) => Key = pseudoKey): Constitution {
  return {
    version: 1,
    name: 'Harbour',
    country: 'KE',
    createdAt: START,
    salt: seeded('constitution', 0, 16),
    root: key('sovereign root'),
    origin: 'tallystick/harbour-test',
    suites: { roots: [1, 4], devices: [1], log: [1] },
    currencies: [
      {
        code: 'HRB',
        decimals: 2,
        name: 'Harbour shilling',
        treasury: { threshold: 1, keys: [key('treasury 0')] },
      },
      {
        code: 'GLD',
        decimals: 3,
        name: 'Gold gram',
        treasury: { threshold: 2, keys: [key('gold 0'), key('gold 1'), key('gold 2')] },
      },
    ],
    registrars: { threshold: 1, keys: [key('registrar')] },
    parameters: {
      heartbeatMs: 60_000,
      closureAfterMs: 300_000,
      // What these parties sign is good until `LATE`.
      validityMs: LATE - START,
      freshnessMs: 172_800_000,
      quorum: 0,
      stateRootEvery: 64,
    },
    witnesses: [],
    validators: [],
    governance: null,
  };
}

/** A public key that nobody has the secret of: enough wherever signatures are not verified. */
export function pseudoKey(name: string): Key {
  return { suite: 1, publicKey: seeded(name, 0, 1312) };
}

/** Bytes that follow from a name and a number. */
export function seeded(name: string, number: number, length: number): Uint8Array {
  const out = new Uint8Array(length);
  let state = number + 1;
  for (const char of name) state = Math.imul(state ^ char.charCodeAt(0), 0x0100_0193);
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 0x0019_660d) + 0x3c6e_f35f) | 0;
    out[at] = state >>> 24;
  }
  return out;
}

/** The encoded transition of a state. */
export function assemble(
  state: State,
  operation: Operation,
  by: readonly number[],
  sign: (by: number, id: Hash) => Uint8Array,
): Omit<Built, 'accept'> {
  const stateBytes = encodeState(state);
  const id = stateId(stateBytes);
  const signatures = by.map((signer): Signature => ({ by: signer, bytes: sign(signer, id) }));
  const operationBytes = encodeOperation(operation);
  const bytes = encode(transitionCodec, {
    state: stateBytes,
    operation: operationBytes,
    signatures,
  });
  return { bytes, id, state, operation };
}

function opHash(operation: Operation): Hash {
  return operationHash(encodeOperation(operation));
}
