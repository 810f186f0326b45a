import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Account,
  type Built,
  LATE,
  Person,
  type Sign,
  holdFor,
  treasury,
} from '@tallystick/ledger/testing';
import {
  type Hash,
  type Key,
  type KeyPair,
  OPERATOR_CHAIN,
  type SubmitResponse,
  type SubmitResult,
  bytesUpTo,
  currencyId,
  decode,
  encode,
  fromBase64url,
  holdId,
  list,
  sessionHash,
  signingContext,
  submitResponseCodec,
  toBase64url,
  toHex,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { nodePorts } from '../founding/node-ports.ts';
import type { CreateSovereignOptions } from '../founding/options.ts';
import { openOperator, openTreasury } from '../folder/holders.ts';
import { type OpenedFolder, openFolder } from '../folder/open-folder.ts';
import type { RunningSovereign, StartSovereignOptions } from '../lifecycle/options.ts';
import { startSovereign } from '../lifecycle/start-sovereign.ts';
import { foundOnce } from './found-once.ts';

const HOUR_MS = 3_600_000;

/** What the tests here seal under. */
export const PASSPHRASE: Uint8Array = new TextEncoder().encode('correct horse battery staple');

/** A founded sovereign on a disk, a node that runs on it, and people with real keys: over HTTP, as anybody uses them. */
export class Scene {
  readonly folder: OpenedFolder;
  readonly #parent: string;
  readonly #secrets: Map<string, KeyPair> = new Map();
  #node: RunningSovereign | undefined;
  #elsewhere: string | undefined;
  #treasury: Account | undefined;
  #people = 0;

  private constructor(parent: string, folder: OpenedFolder) {
    this.#parent = parent;
    this.folder = folder;
  }

  /** The same options give the same sovereign in another folder. */
  static async found(more: Partial<CreateSovereignOptions> = {}): Promise<Scene> {
    const parent = await mkdtemp(join(tmpdir(), 'tally-scene-'));
    const folder = join(parent, 'sovereign');
    const currencies = [{ code: 'HRB', decimals: 2 }];
    const passphrase = PASSPHRASE;
    await foundOnce({
      folder,
      name: 'Harbour',
      country: 'KE',
      currencies,
      passphrase,
      ...more,
      // Everybody here signs until `LATE`.
      parameters: { validityMs: untilLate(), ...more.parameters },
    });
    return new Scene(parent, await openFolder(folder, nodeCrypto));
  }

  /** A path beside the sovereign's folder. */
  path(name: string): string {
    return join(this.#parent, name);
  }

  get sovereign(): Hash {
    return this.folder.sovereign;
  }

  get url(): string {
    const url = this.#node?.url ?? this.#elsewhere;
    if (url === undefined) throw new Error('the node does not run');
    return url;
  }

  /** The node runs in another process, at this URL. */
  use(url: string): void {
    this.#elsewhere = url;
  }

  async start(options: Partial<StartSovereignOptions> = {}): Promise<void> {
    const folder = this.folder.paths.root;
    this.#node = await startSovereign({ folder, port: 0, logLevel: 'silent', ...options });
  }

  async stop(): Promise<void> {
    await this.#node?.close();
    this.#node = undefined;
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.#parent, { recursive: true });
  }

  /** Signs with whatever secret belongs to the key. */
  readonly sign: Sign = (_by, id, key) => {
    const context = signingContext('transition', this.sovereign);
    return nodeCrypto.sign(this.secretOf(key), id, context);
  };

  secretOf(key: Key): KeyPair {
    const pair = this.#secrets.get(toHex(key.publicKey));
    if (pair === undefined) throw new Error('nobody has this key');
    return pair;
  }

  newKey = (): Key => {
    const pair = nodeCrypto.keyPair(1, nodePorts.random(32));
    this.#secrets.set(toHex(pair.publicKey), pair);
    return { suite: 1, publicKey: pair.publicKey };
  };

  /** Somebody whose identity is not open yet. */
  stranger(): Person {
    this.#people += 1;
    return new Person(Date.now() + this.#people, { key: this.newKey, sign: this.sign });
  }

  async person(handle: string | null = null): Promise<Person> {
    const person = this.stranger();
    await this.must(person.open(['KE'], handle));
    return person;
  }

  async treasury(): Promise<Account> {
    if (this.#treasury !== undefined) return this.#treasury;
    const opened = await openTreasury(this.folder.paths.root, 'HRB', PASSPHRASE);
    for (const { pair } of opened.keys) this.#secrets.set(toHex(pair.publicKey), pair);
    this.#treasury = treasury(this.folder.constitution, 'HRB', this.sign);
    return this.#treasury;
  }

  get hrb(): Hash {
    return currencyId(this.sovereign, 'HRB');
  }

  /** Somebody with so much money. */
  async funded(amount: bigint, handle: string | null = null): Promise<Person> {
    const person = await this.person(handle);
    const account = await this.treasury();
    await this.must(account.mint(this.hrb, amount));
    const put = account.put('KE', [holdFor(person.id, this.hrb, amount)]);
    await this.must(put);
    await this.must(person.account.take([this.taking(put, 0, amount)]));
    return person;
  }

  taking(put: Built, index: number, amount: bigint): Parameters<Account['take']>[0][number] {
    return { hold: holdId(put.id, index), claim: 0, amount, proof: null, currency: this.hrb };
  }

  /** Sends transitions that have to be admitted. */
  async must(...built: readonly Built[]): Promise<SubmitResponse> {
    const response = await this.send(built.map(({ bytes }) => bytes));
    for (const [i, result] of response.results.entries()) {
      if (result.kind === 'refused') throw new Error(`item ${i}: ${result.code} ${result.message}`);
      built[i]?.accept();
    }
    return response;
  }

  /** What becomes of each: `admitted`, or the code of its refusal. */
  async outcomes(items: readonly Uint8Array[]): Promise<string[]> {
    return (await this.send(items)).results.map(outcomeOf);
  }

  async send(items: readonly Uint8Array[]): Promise<SubmitResponse> {
    const answer = await this.post(requestOf(items));
    const body = new Uint8Array(await answer.arrayBuffer());
    if (answer.status !== 200) throw new Error(`${answer.status}: ${Buffer.from(body).toString()}`);
    const decoded = decode(submitResponseCodec, body);
    if (!decoded.ok) throw new Error(`the answer does not decode: ${decoded.reason}`);
    return decoded.value;
  }

  async post(body: Uint8Array, type = 'application/cbor'): Promise<Response> {
    return fetch(`${this.url}/v1/transitions`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: new Uint8Array(body),
    });
  }

  async get(path: string, token?: string, headers: Record<string, string> = {}): Promise<Response> {
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
    return fetch(this.url + path, { headers: { ...headers, ...authorization } });
  }

  async json<T = Record<string, unknown>>(path: string, token?: string): Promise<T> {
    const answer = await this.get(path, token);
    return (await answer.json()) as T;
  }

  async call(method: string, path: string, token: string, body?: unknown): Promise<Response> {
    const headers: Record<string, string> = { authorization: `Bearer ${token}` };
    if (body !== undefined) headers['content-type'] = 'application/json';
    return fetch(this.url + path, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    });
  }

  /** A session's token, of an identity's device. */
  async session(account: Account): Promise<string> {
    return this.#login(account.chain, this.secretOf(account.key));
  }

  async operatorSession(): Promise<string> {
    return this.#login(OPERATOR_CHAIN, await openOperator(this.folder.paths.root));
  }

  async #login(chain: Hash, pair: KeyPair): Promise<string> {
    const begun = await this.#postJson('/v1/sessions', await this.answerOf(chain, pair));
    if (begun.status !== 200) throw new Error(await begun.text());
    return ((await begun.json()) as { token: string }).token;
  }

  /** What a key answers to a new challenge, as somebody who believes that the node is at `address`. */
  async answerOf(
    chain: Hash,
    pair: KeyPair,
    address: string = this.url,
  ): Promise<Record<'chain' | 'challenge' | 'address' | 'signature', string>> {
    const asked = await this.#postJson('/v1/sessions/challenge', { chain: toHex(chain) });
    const { challenge } = (await asked.json()) as { challenge: string };
    const bytes = fromBase64url(challenge, 32) ?? new Uint8Array(32);
    const message = sessionHash({ chain, challenge: bytes, address });
    const context = signingContext('session', this.sovereign);
    const signature = toBase64url(nodeCrypto.sign(pair, message, context));
    return { chain: toHex(chain), challenge, address, signature };
  }

  async #postJson(path: string, body: unknown): Promise<Response> {
    return this.call('POST', path, '', body);
  }
}

/** To the hour, so that those who found within one have the same parameters. */
function untilLate(): number {
  return Math.ceil((LATE - Date.now()) / HOUR_MS) * HOUR_MS;
}

/** The body of a request of these items, whatever they are. */
export function requestOf(items: readonly Uint8Array[]): Uint8Array {
  const head = encode(
    list(bytesUpTo(0), 1 << 16),
    items.map(() => new Uint8Array()),
  );
  return Buffer.concat([head.subarray(0, head.length - items.length), ...items]);
}

function outcomeOf(result: SubmitResult): string {
  return result.kind === 'admitted' ? 'admitted' : result.code;
}
