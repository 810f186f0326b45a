import { holdFor, type Person, type Sign } from '@tallystick/ledger/testing';
import {
  Acts,
  allowanceFor,
  chequeFor,
  deposit,
  raise,
  tabFor,
} from '@tallystick/ledger/testing/offline';
import {
  type Codec,
  decode,
  decodeStatement,
  encode,
  forkProofCodec,
  fromBase64url,
  holdId,
  keyId,
  operationCodec,
  type SignedState,
  signingContext,
  toBase64url,
  toHex,
  transitionCodec,
  verifyForkProof,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Scene } from './testing/scene.ts';

let scene: Scene;
let signAct: Sign;
beforeAll(async () => {
  scene = await Scene.found();
  await scene.start();
  const context = signingContext('act', scene.sovereign);
  signAct = (_, id, key) => nodeCrypto.sign(scene.secretOf(key), id, context);
});
afterAll(async () => {
  await scene.remove();
});

async function read(path: string, token?: string): Promise<Record<string, unknown>> {
  const answer = await scene.get(path, token);
  expect(answer.status).toBe(200);
  return (await answer.json()) as Record<string, unknown>;
}

test('a clone’s cheques are paid within the bound; the fork is public, proven, and outlasts a restart', async () => {
  const { hrb } = scene;
  const [ada, ben] = [await scene.funded(500n), await scene.person()];
  const put = ada.account.put('KE', [allowanceFor(hrb, 100n)]);
  await scene.must(put);
  const acts = new Acts(put, 0, ada.account.key, hrb, { sign: signAct });
  const clone = acts.clone(put, 0);
  const collateral = ada.account.put('KE', [allowanceFor(hrb, 30n, { fork: acts.hold })]);
  expect(await scene.outcomes([collateral.bytes])).toEqual(['bad-terms']);
  const [one, other] = [chequeFor(acts, ben, 80n), chequeFor(clone, ben, 90n)];
  // Both in one request: the second builds upon the first.
  const first = ben.account.take([deposit(one, acts.hold, 80n, hrb)]);
  first.accept();
  const second = ben.account.take([deposit(other, acts.hold, 20n, hrb)]);
  second.accept();
  expect(await scene.outcomes([first.bytes, second.bytes])).toEqual(['admitted', 'admitted']);
  const hold = toHex(acts.hold);
  const fork = { hold, writer: toHex(keyId(ada.account.key)), owner: toHex(ada.id) };
  // Nobody has said anything: the two deposits on the log prove it.
  const bare = ({ state, signature }: SignedState): SignedState => ({ state, signature });
  const proof = { first: bare(one.act), second: bare(other.act), sums: null };
  const shown = { ...fork, key: keyOf(ada), forkProof: base64(forkProofCodec, proof) };
  const unsaid = { ...shown, proof: null, transition: null };
  expect(await read('/v1/forks')).toEqual({ forks: [unsaid], next: null });
  expect(await read(`/v1/forks/${hold}`)).toEqual(unsaid);
  expect((await scene.get(`/v1/forks/${toHex(put.id)}`)).status).toBe(404);
  const uncovered = [
    { hold, currency: toHex(hrb), code: 'HRB', decimals: 2, cap: '100', unpaid: '70' },
  ];
  expect(await read('/v1/uncovered')).toEqual({ uncovered, next: null });
  const said = ben.say({ kind: 'fork-proof', hold: acts.hold, proof });
  await scene.must(said);
  expect(await scene.outcomes([ada.account.put('KE', [holdFor(ben.id, hrb, 1n)]).bytes])).toEqual([
    'writer-forked',
  ]);
  await scene.stop();
  await scene.start();
  expect(await read('/v1/uncovered?limit=1')).toEqual({ uncovered, next: null });
  const { forks } = (await read('/v1/forks?limit=1')) as { forks: Record<string, string>[] };
  expect(forks).toMatchObject([{ ...shown, proof: toHex(said.id) }]);
  expect(await read('/v1/forks?after=0')).toEqual({ forks: [], next: null });
  // Anybody can verify it with the writer's key.
  const bytes = fromBase64url(forks[0]?.['transition'] ?? '', 100_000) ?? new Uint8Array();
  const transition = decode(transitionCodec, bytes);
  const operation = transition.ok && decode(operationCodec, transition.value.operation);
  if (!operation || !operation.ok || operation.value.kind !== 'say') throw new Error('no say');
  const statement = decodeStatement(operation.value.statement, operation.value.body);
  if (!statement.ok || statement.value.kind !== 'fork-proof') throw new Error('no fork proof');
  const signer = { key: ada.account.key, kind: 'act', sovereign: scene.sovereign } as const;
  expect(verifyForkProof(statement.value.proof, signer, nodeCrypto)).toMatchObject({
    ok: true,
    rule: 'same-sequence',
    sequence: 1,
  });
});

function keyOf(person: Person): unknown {
  const { suite, publicKey } = person.account.key;
  return { suite, publicKey: toBase64url(publicKey) };
}

function base64<T>(codec: Codec<T>, value: T): string {
  return toBase64url(encode(codec, value));
}

test.each([
  ['a neighbour that does not go on from the one before', 0],
  ['the same, the later one deposited first', 1],
])('%s: the deposits prove it, after a restart too', async (_, turn) => {
  const { hrb } = scene;
  const [ada, ben, cyd] = [await scene.funded(500n), await scene.person(), await scene.person()];
  // What else the put has is nobody's business, and shifts the hold's place in it.
  const put = ada.account.put('KE', [holdFor(ben.id, hrb, 1n), allowanceFor(hrb, 100n)]);
  await scene.must(put);
  const acts = new Acts(put, 1, ada.account.key, hrb, { sign: signAct });
  const clone = acts.clone(put, 1);
  chequeFor(clone, cyd, 1n);
  const hold = toHex(acts.hold);
  const first = { by: ben, cheque: chequeFor(acts, ben, 5n) };
  const second = { by: cyd, cheque: chequeFor(clone, cyd, 7n) };
  for (const { by, cheque } of turn === 0 ? [first, second] : [second, first]) {
    expect((await scene.get(`/v1/forks/${hold}`)).status).toBe(404);
    await scene.must(by.account.take([deposit(cheque, acts.hold, cheque.amount, hrb)]));
  }
  const verified = async (): Promise<unknown> => {
    const fork = await read(`/v1/forks/${hold}`);
    expect(fork).toMatchObject({ key: keyOf(ada), proof: null });
    const bytes = fromBase64url(String(fork['forkProof']), 10_000) ?? new Uint8Array();
    const decoded = decode(forkProofCodec, bytes);
    const signer = { key: ada.account.key, kind: 'act', sovereign: scene.sovereign } as const;
    return decoded.ok && verifyForkProof(decoded.value, signer, nodeCrypto);
  };
  const proven = { ok: true, rule: 'broken-link', sequence: 2 };
  expect(await verified()).toMatchObject(proven);
  await scene.stop();
  await scene.start();
  expect(await verified()).toMatchObject(proven);
});

test('a total that leaves out what was given is public and proven, whichever deposit comes first', async () => {
  const { hrb } = scene;
  for (const turn of [0, 1]) {
    const [ada, ben, cyd] = [await scene.funded(500n), await scene.person(), await scene.person()];
    const put = ada.account.put('KE', [allowanceFor(hrb, 100n)]);
    await scene.must(put);
    const acts = new Acts(put, 0, ada.account.key, hrb, { sign: signAct });
    const hold = toHex(acts.hold);
    const first = { by: ben, cheque: chequeFor(acts, ben, 80n) };
    chequeFor(acts, ben, 20n);
    // One unforked chain, and neighbours of nobody: it says that it is all that was given.
    const second = { by: cyd, cheque: chequeFor(acts, cyd, 90n, { total: 90n }) };
    const order = turn === 0 ? [first, second] : [second, first];
    for (const { by, cheque } of order) {
      expect((await scene.get(`/v1/forks/${hold}`)).status).toBe(404);
      const due = cheque === order[0]!.cheque ? cheque.amount : 100n - order[0]!.cheque.amount;
      await scene.must(by.account.take([deposit(cheque, acts.hold, due, hrb)]));
    }
    const bare = ({ state, signature }: SignedState): SignedState => ({ state, signature });
    const sums = { first: { amount: 80n, total: 80n }, second: { amount: 90n, total: 90n } };
    const proof = { first: bare(first.cheque.act), second: bare(second.cheque.act), sums };
    const shown = { hold, key: keyOf(ada), forkProof: base64(forkProofCodec, proof), proof: null };
    expect(await read(`/v1/forks/${hold}`)).toMatchObject(shown);
    const signer = { key: ada.account.key, kind: 'act', sovereign: scene.sovereign } as const;
    const proven = { ok: true, rule: 'total', sequence: 3 };
    expect(verifyForkProof(proof, signer, nodeCrypto)).toMatchObject(proven);
    expect(await read('/v1/uncovered')).toMatchObject({
      uncovered: expect.arrayContaining([expect.objectContaining({ hold, unpaid: '70' })]),
    });
    await scene.stop();
    await scene.start();
    expect(await read(`/v1/forks/${hold}`)).toMatchObject(shown);
    // Whoever asks can have it said on the log, where it is shown again.
    const said = ben.say({ kind: 'fork-proof', hold: acts.hold, proof });
    await scene.must(said);
    const again = { ...shown, proof: toHex(said.id) };
    expect(await read(`/v1/forks/${hold}`)).toMatchObject(again);
    expect(await scene.outcomes([ada.account.put('KE', [holdFor(ben.id, hrb, 1n)]).bytes])).toEqual(
      ['writer-forked'],
    );
  }
});

test('a cheque shown again beside the fork with a signature that nobody reads proves nothing', async () => {
  const { hrb } = scene;
  const [ada, ben] = [await scene.funded(500n), await scene.person()];
  const put = ada.account.put('KE', [allowanceFor(hrb, 100n)]);
  await scene.must(put);
  const acts = new Acts(put, 0, ada.account.key, hrb, { sign: signAct });
  const clone = acts.clone(put, 0);
  const [one, two] = [chequeFor(acts, ben, 5n), chequeFor(acts, ben, 6n)];
  const other = chequeFor(clone, ben, 7n);
  await scene.must(ben.account.take([deposit(two, acts.hold, 6n, hrb)]));
  await scene.must(ben.account.take([deposit(one, acts.hold, 5n, hrb)]));
  const { signature } = one.act;
  const unread = { ...one, act: { ...one.act, signature: signature.with(9, signature[9]! ^ 1) } };
  const both = [deposit(unread, acts.hold, 0n, hrb), deposit(other, acts.hold, 7n, hrb)];
  await scene.must(ben.account.take(both));
  // It stands nearer to the other one, and would be no proof: the one that was registered first is.
  const fork = await read(`/v1/forks/${toHex(acts.hold)}`);
  const bare = ({ state, signature }: SignedState): SignedState => ({ state, signature });
  const proof = { first: bare(other.act), second: bare(two.act), sums: null };
  expect(fork['forkProof']).toBe(base64(forkProofCodec, proof));
});

test('a tab is listed with what is left, and its raise tells another payee nothing', async () => {
  const { hrb } = scene;
  const ada = await scene.funded(500n);
  const [ben, cyd] = [await scene.person(), await scene.person()];
  const put = ada.account.put('KE', [tabFor(ben.id, hrb, 100n)]);
  await scene.must(put);
  const acts = new Acts(put, 0, ada.account.key, hrb, { sign: signAct });
  await scene.must(ben.account.take([acts.take(40n, { act: acts.act(40n) })]));
  const raised = raise(
    ada.account,
    [{ hold: acts.hold, by: 50n, currency: hrb }],
    [holdFor(cyd.id, hrb, 5n)],
  );
  await scene.must(raised);
  const mine = await read('/v1/receivables', await scene.session(ben.account));
  expect(mine['receivables']).toMatchObject([{ hold: toHex(acts.hold), amount: '110', claim: 0 }]);
  const theirs = await read('/v1/receivables', await scene.session(cyd.account));
  expect(theirs['receivables']).toMatchObject([
    { hold: toHex(holdId(raised.id, 0)), amount: '5', transition: null },
  ]);
});
