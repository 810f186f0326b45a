import {
  decode,
  encode,
  forkEvidenceCodec,
  forkProofCodec,
  fromBase64url,
  toBase64url,
  verifyForkEvidence,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { expect, it } from 'vitest';
import { Person, funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import type { Wallet } from '../wallet-types.ts';
import type { KnownFork } from './offline-types.ts';

const allowance = { amount: '50.00', currency: 'HRB', perCheque: '10.00', days: 7 };

interface Scene {
  readonly ada: Wallet;
  readonly town: Town;
  readonly ben: Wallet;
  readonly cyd: Wallet;
}

/** Ada and a clone of hers have paid Ben and Cyd, who have no way to each other. */
async function apart(collateral?: string): Promise<Scene> {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
  const { wallet: ada, person } = await funded(town, 'ada', 100_000n);
  const { wallet: ben } = await funded(town, 'ben', 0n);
  const { wallet: cyd } = await funded(town, 'cyd', 0n);
  const more = collateral === undefined ? {} : { collateral };
  must(await ada.offline().openAllowance({ ...allowance, ...more }));
  for (const payee of [ben, cyd]) must(await payee.offline().prepare());
  const copy = must(await new Person(town, 'ada', new Map(person.disk)).open());
  await hand(ada, ben, '5.00');
  await hand(copy, cyd, '6.00');
  return { town, ada, ben, cyd };
}

async function hand(payer: Wallet, payee: Wallet, amount: string): Promise<void> {
  const { message } = must(await payee.offline().request(amount, 'HRB'));
  const paid = must(await payer.offline().pay(message, { confirmAmount: amount }));
  expect(must(await payee.offline().accept(paid.message)).status).toBe('accepted');
}

async function forksOf(wallet: Wallet): Promise<readonly KnownFork[]> {
  return must(await wallet.offline().forks());
}

it('payees that never meet have the proof once both have deposited, and evidence for anybody', async () => {
  const { town, ben, cyd } = await apart();
  must(await ben.sync());
  expect(await forksOf(ben)).toEqual([]);
  must(await cyd.sync());
  must(await ben.sync());
  const { sovereign } = town.founding;
  for (const wallet of [ben, cyd]) {
    const [fork] = await forksOf(wallet);
    const decoded = decode(forkEvidenceCodec, fork?.evidence ?? new Uint8Array());
    const check = decoded.ok && verifyForkEvidence(decoded.value, sovereign, nodeCrypto);
    expect(check).toMatchObject({ ok: true, rule: 'same-sequence', sequence: 1 });
  }
  // It is asked for no more.
  const asked = (): number => town.served.filter((path) => path.includes('/v1/forks/')).length;
  const before = asked();
  must(await ben.sync());
  expect(asked()).toBe(before);
});

it('a sovereign that shows what the writer never signed has accused nobody', async () => {
  const { town, ben, cyd } = await apart();
  const answer = town.answer.bind(town);
  let bend = (proof: Uint8Array): Uint8Array => proof.with(400, (proof[400] ?? 0) ^ 1);
  town.answer = async (request) => {
    const told = await answer(request);
    if (!request.path.startsWith('/v1/forks/') || !told.ok || told.status !== 200) return told;
    const { forkProof } = JSON.parse(new TextDecoder().decode(told.body)) as { forkProof: string };
    const shown = toBase64url(bend(fromBase64url(forkProof, 100_000) ?? new Uint8Array()));
    return { ...told, body: new TextEncoder().encode(JSON.stringify({ forkProof: shown })) };
  };
  must(await ben.sync());
  must(await cyd.sync());
  // What Cyd has anyhow, twice, and bytes that are no proof.
  bend = (proof) => {
    const decoded = decode(forkProofCodec, proof);
    if (!decoded.ok) throw new Error(decoded.reason);
    const { second } = decoded.value;
    return encode(forkProofCodec, { first: second, second, sums: null });
  };
  must(await cyd.sync());
  bend = () => new Uint8Array(9);
  must(await cyd.sync());
  expect(await forksOf(cyd)).toEqual([]);
  town.answer = answer;
  must(await cyd.sync());
  expect(await forksOf(cyd)).toHaveLength(1);
});

it('it is asked for until a week after the end of the collateral, not of the allowance alone', async () => {
  const { town, ben, cyd } = await apart('20.00');
  must(await ben.sync());
  must(await cyd.sync());
  const asked = (): number => town.served.filter((path) => path.includes('/v1/forks/')).length;
  const before = asked();
  // The allowance lasts 7 days, its collateral 7 more; Ben has not asked since Cyd deposited.
  town.clock += 20 * 86_400_000;
  await town.ledger.heartbeat();
  must(await ben.sync());
  expect(asked()).toBe(before + 1);
  expect(await forksOf(ben)).toHaveLength(1);
});

it('nobody asks for ever', async () => {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
  const { wallet: ada } = await funded(town, 'ada', 100_000n);
  const { wallet: ben } = await funded(town, 'ben', 0n);
  must(await ada.offline().openAllowance({ ...allowance, collateral: '20.00' }));
  must(await ben.offline().prepare());
  await hand(ada, ben, '5.00');
  must(await ben.sync());
  const asked = (): number => town.served.filter((path) => path.includes('/v1/forks/')).length;
  const before = asked();
  town.clock += 22 * 86_400_000;
  await town.ledger.heartbeat();
  must(await ben.sync());
  expect(asked()).toBe(before);
});

it('a payer whose wallet was copied learns it, and writes nothing more; one that was not goes on', async () => {
  const { town, ada, ben, cyd } = await apart();
  must(await ada.sync());
  expect(must(await ada.offline().own()).map(({ stopped }) => stopped)).toEqual([undefined]);
  must(await ben.sync());
  must(await cyd.sync());
  must(await ada.sync());
  expect(must(await ada.offline().own()).map(({ stopped }) => stopped)).toEqual(['forked']);
  const [line] = must(await ada.offline().exposure()).lines;
  expect(line).toMatchObject({ role: 'payer', amount: '39.00', stopped: 'forked' });
  expect(line?.words).toMatch(/^Stopped: its cheques contradict one another/);
  expect(line?.words).not.toContain('returns');
  const { message } = must(await ben.offline().request('1.00', 'HRB'));
  const paid = await ada.offline().pay(message, { confirmAmount: '1.00' });
  expect(paid).toMatchObject({ ok: false, failure: { code: 'no-room' } });
  // Whoever shows another key's proof in its place stops nobody.
  const { wallet: dan } = await funded(town, 'dan', 100_000n);
  must(await dan.offline().openAllowance(allowance));
  must(await dan.offline().prepare());
  await hand(dan, ben, '2.00');
  const answer = town.answer.bind(town);
  const [forked] = must(await ada.offline().own());
  town.answer = (request) =>
    answer(
      request.path.startsWith('/v1/forks/')
        ? { ...request, path: `/v1/forks/${forked?.hold ?? ''}` }
        : request,
    );
  must(await dan.sync());
  expect(must(await dan.offline().own()).map(({ stopped }) => stopped)).toEqual([undefined]);
});
