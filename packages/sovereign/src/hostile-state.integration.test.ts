import { type Built, type Person, holdFor } from '@tallystick/ledger/testing';
import { loadState, openSqliteStore, stateRoot } from '@tallystick/ledger';
import {
  MAX_AMOUNT,
  OPERATOR_CHAIN,
  type Transition,
  decode,
  encode,
  fromBase64url,
  noteHash,
  sessionHash,
  signingContext,
  toBase64url,
  toHex,
  transitionCodec,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOperator } from './folder/holders.ts';
import { Scene, requestOf } from './testing/scene.ts';

/** The same as `hostile.integration.test.ts`, and the root over the whole state is the same before and after all of it. */
let scene: Scene;
let [ada, bob]: Person[] = [];
let admitted: Built;
let toAda: Built;
let before: string;

/** A shared machine has other things to do: this is the time in which an error is still "in milliseconds". */
const SOON_MS = 1000;

beforeAll(async () => {
  scene = await Scene.found();
  await scene.start();
  ada = await scene.funded(1000n);
  bob = await scene.funded(500n);
  admitted = ada.account.put('KE', [holdFor(bob.id, scene.hrb, 10n)]);
  toAda = bob.account.put('KE', [holdFor(ada.id, scene.hrb, 20n)]);
  await scene.must(admitted);
  await scene.must(toAda);
  before = await rootOfAll();
});
afterAll(async () => {
  await scene.remove();
});

/** The root over every head, hold and supply, from what is on the disk. The node is started again. */
async function rootOfAll(): Promise<string> {
  await scene.stop();
  const store = await openSqliteStore(scene.folder.paths.ledger);
  const { state } = loadState(scene.folder.constitution, store);
  const root = toHex(stateRoot(state, store.meta.size).root);
  await store.close();
  await scene.start({ limits: { sessionsBurst: 100_000 } });
  return root;
}

/** Nothing has changed, and the node that answers is the one that was there. */
async function expectUnchanged(): Promise<void> {
  expect((await scene.get('/health/ready')).status).toBe(200);
  expect(await rootOfAll()).toBe(before);
}

async function soon<T>(work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const answer = await work();
  expect(performance.now() - startedAt).toBeLessThan(SOON_MS);
  return answer;
}

async function outcomes(...items: readonly Uint8Array[]): Promise<string[]> {
  return soon(async () => scene.outcomes(items));
}

const put = (amount: bigint): Built =>
  ada!.account.put('KE', [holdFor(bob!.id, scene.hrb, amount)]);

function changed(
  built: Built,
  change: (transition: Transition) => Partial<Transition>,
): Uint8Array {
  const decoded = decode(transitionCodec, built.bytes);
  if (!decoded.ok) throw new Error(decoded.reason);
  return encode(transitionCodec, { ...decoded.value, ...change(decoded.value) });
}

const signedBy = (built: Built, signatures: Transition['signatures']): Uint8Array =>
  changed(built, () => ({ signatures }));

test('random, truncated, lengthened, repeated and shuffled transitions', async () => {
  const good = put(1n);
  const forged = signedBy(good, [{ by: 0, bytes: scene.sign(0, good.id, bob!.account.key) }]);
  const bases = [forged, admitted.bytes, toAda.bytes];
  const piece = fc.constantFrom(...bases).chain((bytes) =>
    fc.oneof(
      fc.constant(bytes),
      fc.nat({ max: bytes.length - 1 }).map((length) => bytes.subarray(0, length)),
      fc.uint8Array({ minLength: 1, maxLength: 20 }).map((more) => Buffer.concat([bytes, more])),
      fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 })).map(([at, value]) => {
        return bytes.with(at, value);
      }),
      fc.uint8Array({ maxLength: 200 }),
    ),
  );
  const property = fc.asyncProperty(
    fc.array(piece, { minLength: 1, maxLength: 6 }),
    async (all) => {
      const answer = await soon(async () => scene.post(requestOf(all)));
      expect([200, 400]).toContain(answer.status);
      await answer.arrayBuffer();
    },
  );
  await fc.assert(property, { numRuns: 150 });
  const many = Array.from({ length: 256 }, (_, i) => bases[i % 3]!);
  const found = new Set(await outcomes(...many));
  expect(found).toEqual(new Set(['not-acceptable', 'admitted'])); // admitted before: the same certificates
  await expectUnchanged();
});

test('signed by nobody, by others, by too many, for another kind or another sovereign', async () => {
  const built = put(1n);
  const secret = scene.secretOf(ada!.account.key);
  const sign = (kind: 'session' | 'transition', sovereign: Uint8Array | null, id = built.id) =>
    nodeCrypto.sign(secret, id, signingContext(kind, sovereign));
  const own = sign('transition', scene.sovereign);
  const signatures = [
    [{ by: 0, bytes: new Uint8Array(2420) }],
    [{ by: 0, bytes: new Uint8Array() }],
    [{ by: 0, bytes: own.subarray(1) }],
    [{ by: 0, bytes: new Uint8Array(17_088).fill(1) }],
    [{ by: 1, bytes: own }],
    [{ by: 256, bytes: own }],
    [
      { by: 0, bytes: own },
      { by: 1, bytes: own },
    ],
    [{ by: 0, bytes: sign('session', scene.sovereign) }],
    [{ by: 0, bytes: sign('transition', null) }],
    [{ by: 0, bytes: sign('transition', new Uint8Array(32).fill(7)) }],
    [{ by: 0, bytes: sign('transition', scene.sovereign, admitted.id) }],
    Array.from({ length: 16 }, (_, by) => ({ by, bytes: own })),
  ];
  const found = await outcomes(...signatures.map((one) => signedBy(built, one)));
  expect(found.filter((outcome) => !/^(?:not-acceptable|malformed)$/.test(outcome))).toEqual([]);
  await expectUnchanged();
});

test('amounts at and over every bound, of every operation that has one', async () => {
  const treasury = await scene.treasury();
  const take = (amount: bigint): Built => {
    const { hold, claim, proof, currency } = scene.taking(toAda, 0, 20n);
    return ada!.account.take([{ hold, claim, amount, proof, currency }]);
  };
  const tried: [string, () => Built][] = [
    ['put 991', () => put(991n)],
    ['put most', () => put(MAX_AMOUNT)],
    ['take 19', () => take(19n)],
    ['take 21', () => take(21n)],
    ['take 0', () => take(0n)],
    ['mint most', () => treasury.mint(scene.hrb, MAX_AMOUNT)],
    ['mint more than is left', () => treasury.mint(scene.hrb, MAX_AMOUNT - 1499n)],
    ['burn 1', () => treasury.burn(scene.hrb, 1n)],
    ['burn most', () => treasury.burn(scene.hrb, MAX_AMOUNT)],
  ];
  for (const [what, build] of tried) {
    let built: Built;
    try {
      built = build();
    } catch {
      continue; // no wallet of ours would even compute the balance
    }
    expect([what, ...(await outcomes(built.bytes))]).not.toEqual([what, 'admitted']);
  }
  // In the encoding: what no integer of 0 to 2^63 − 1 is.
  const most = '1b7fffffffffffffff';
  const withCap = (cap: string): Uint8Array =>
    changed(put(MAX_AMOUNT), ({ operation }) => {
      const parts = Buffer.from(operation).toString('hex').split(most);
      expect(parts.length).toBe(2);
      return { operation: Buffer.from(parts.join(cap), 'hex') };
    });
  expect(await outcomes(withCap(most))).toEqual(['insufficient-balance']);
  const others = ['1b8000000000000000', '1bffffffffffffffff', '20', '3903e7', 'fb41d0000000000000'];
  others.push('c249010000000000000000', '487fffffffffffffff', 'f6', '00', '1b00000000000003e7');
  for (const other of others) {
    expect([other, ...(await outcomes(withCap(other)))]).toEqual([other, 'malformed']);
  }
  await expectUnchanged();
});

interface Answer {
  chain: string;
  challenge: string;
  address: string;
  signature: string;
}

async function begin(body: Partial<Answer>): Promise<[number, string | undefined]> {
  return soon(async () => {
    const answer = await scene.call('POST', '/v1/sessions', '', body);
    const { code } = (await answer.json()) as { code?: string };
    return [answer.status, code];
  });
}

test('challenges that are replayed, swapped, bent, or signed by and for others open nothing', async () => {
  const chain = ada!.account.chain;
  const key = scene.secretOf(ada!.account.key);
  const stranger = nodeCrypto.keyPair(1, new Uint8Array(32).fill(9));
  const no = [401, 'signature-invalid'];
  const used = await scene.answerOf(chain, key);
  expect((await begin(used))[0]).toBe(200);
  expect(await begin(used)).toEqual(no);
  const twice = await scene.answerOf(chain, key);
  const both = await Promise.all([begin(twice), begin(twice), begin(twice)]);
  expect(both.filter(([status]) => status === 200).length).toBe(1);

  const asked = await scene.answerOf(chain, key);
  const other = await scene.answerOf(bob!.account.chain, scene.secretOf(bob!.account.key));
  expect(await begin({ ...asked, challenge: other.challenge })).toEqual(no);
  expect(await begin({ ...asked, signature: other.signature })).toEqual(no);
  expect(await begin({ ...other, chain: asked.chain })).toEqual(no);
  expect(await begin(await scene.answerOf(chain, stranger))).toEqual(no);
  expect(await begin(await scene.answerOf(OPERATOR_CHAIN, key))).toEqual(no);
  const operator = await openOperator(scene.folder.paths.root);
  expect(await begin(await scene.answerOf(chain, operator))).toEqual(no);
  expect(await begin(await scene.answerOf(ada!.id, key))).toEqual(no); // an identity's chain is no device's
  const challenge = fromBase64url(asked.challenge, 32) ?? new Uint8Array(32);
  const message = sessionHash({ chain, challenge, address: scene.url });
  for (const sovereign of [null, new Uint8Array(32).fill(3)]) {
    const signature = nodeCrypto.sign(key, message, signingContext('session', sovereign));
    expect(await begin({ ...asked, signature: toBase64url(signature) })).toEqual(no);
  }
  const wrongKind = nodeCrypto.sign(key, message, signingContext('transition', scene.sovereign));
  expect(await begin({ ...asked, signature: toBase64url(wrongKind) })).toEqual(no);

  const text = fc.oneof(fc.string({ maxLength: 60 }), fc.stringMatching(/^[A-Za-z0-9_-]{0,80}$/));
  const change = fc.record(
    { chain: text, challenge: text, signature: text, address: text },
    { requiredKeys: [] },
  );
  const property = fc.asyncProperty(change, async (changed) => {
    if (Object.keys(changed).length === 0) return;
    const [status] = await begin({ ...asked, ...changed });
    expect([400, 401, 403]).toContain(status);
  });
  await fc.assert(property, { numRuns: 100 });
  expect((await begin(asked))[0]).toBe(200); // nobody has used it up
  await expectUnchanged();
});

test('memos, backups, webhooks and copies take nothing that they should not', async () => {
  const person = await scene.session(ada!.account);
  const operator = await scene.operatorSession();
  const tried: [string, string, string, unknown][] = [];
  for (const url of [
    'x',
    'file:///etc/passwd',
    'javascript:1',
    `https://${'x'.repeat(1100)}`,
    '',
  ]) {
    tried.push(['POST', '/v1/operator/webhooks', operator, { url, events: ['taken'] }]);
  }
  for (const events of [[], ['x'], ['taken', 'taken'], 'taken', null, Array(100).fill('taken')]) {
    tried.push(['POST', '/v1/operator/webhooks', operator, { url: 'https://x.example', events }]);
  }
  for (const file of [
    '',
    '..',
    '../x',
    '/etc/x',
    'a/b',
    'x'.repeat(201),
    '.x',
    'x\u0000',
    5,
    null,
  ]) {
    tried.push(['POST', '/v1/operator/backup', operator, { file }]);
  }
  for (const from of ['2', '9007199254740992', '-1', '1.5', '']) {
    tried.push(['GET', `/v1/operator/log/entries?from=${from}`, operator, undefined]);
  }
  const hash = toHex(noteHash(new Uint8Array([1])));
  for (const id of ['0'.repeat(64), toHex(admitted.id), toHex(toAda.id), 'x', '']) {
    tried.push(['DELETE', `/v1/notes/${id}`, person, undefined]);
    tried.push(['GET', `/v1/notes/${hash}?put=${id}`, person, undefined]);
  }
  for (const [method, path, token, body] of tried) {
    const answer = await soon(async () => scene.call(method, path, token, body));
    const seen = [method, path, JSON.stringify(body)?.slice(0, 60), answer.status];
    const isRefusal = answer.status >= 400 && answer.status < 500;
    expect([...seen, isRefusal]).toEqual([...seen, true]);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  }
  const upload = async (length: number, of: string, put: string): Promise<number> =>
    soon(async () => {
      const headers = {
        authorization: `Bearer ${person}`,
        'content-type': 'application/octet-stream',
      };
      const init = { method: 'PUT', headers, body: new Uint8Array(length).fill(1) };
      return (await fetch(`${scene.url}/v1/notes/${of}?put=${put}`, init)).status;
    });
  const id = toHex(admitted.id);
  expect(await upload(1, hash, id)).toBe(404);
  expect([await upload(0, hash, id), await upload(2, hash, id)]).toEqual([400, 400]);
  expect([await upload(16_385, hash, id), await upload(60_000, hash, id)]).toEqual([413, 413]);
  await expectUnchanged();
});
