import { type Epoch, type Succession, decode, epochCodec, toHex } from '@tallystick/protocol';
import { describe, expect, it } from 'vitest';
import { pairOf, signEpoch } from '../../testing/founding.ts';
import { type Person, funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import type { TransportAnswer } from '../ports.ts';
import type { Wallet } from '../wallet-types.ts';

const PAYMENT = { to: '@ben', amount: '5.00', currency: 'HRB' } as const;

/** A town that paid after its backup. */
async function lossAfterBackup(): Promise<{
  town: Town;
  person: Person;
  ada: Wallet;
  backup: ReturnType<Town['copyDisk']>;
}> {
  const town = await Town.open();
  const { person, wallet: ada } = await funded(town, 'ada', 100_000n);
  await funded(town, 'ben', 0n);
  must(await ada.sync());
  const backup = town.copyDisk();
  await town.startWith(backup);
  must(await ada.pay(PAYMENT));
  town.clock += 60_000;
  return { town, person, ada, backup };
}

/** The balance is as before: nothing of the epoch was believed. */
async function isUntouched(ada: Wallet): Promise<void> {
  expect(must(await ada.balances()).balances).toEqual({ HRB: '995.00' });
  expect(must(await ada.history()).some(({ status }) => status === 'given-up')).toBe(false);
  expect(ada.view().epochs).toHaveLength(1);
}

/** What a wallet says of an epoch, changed before the root signs it. */
async function answerTo(changes: Partial<Epoch> | null, root?: string): Promise<unknown> {
  const { town, ada, backup } = await lossAfterBackup();
  const honest = await town.giveUpBeyond(backup);
  const { epochs } = town;
  const signer = root === undefined ? town.founding.root : pairOf(root);
  const lie = changes === null ? [] : [signEpoch({ ...honest, ...changes }, signer)];
  town.epochs = [...epochs.slice(0, 1), ...lie];
  const answer = await ada.sync();
  await isUntouched(ada);
  expect(must(await ada.verify()).ok).toBe(false);
  // The honest declaration is believed all the same.
  town.epochs = epochs;
  must(await ada.sync());
  expect(must(await ada.balances()).balances).toEqual({ HRB: '1000.00' });
  return answer;
}

const tampering = (code: string): object => ({ failure: { kind: 'tampering', code } });

function succeeding(changes: Partial<Succession>): (epoch: Epoch) => Partial<Epoch> {
  return ({ succeeds }) => ({ succeeds: succeeds && { ...succeeds, ...changes } });
}

describe('an epoch that is not one', () => {
  it('is not believed where the root has not signed it', async () => {
    expect(await answerTo({}, 'somebody else')).toMatchObject(tampering('epoch-signature'));
  });

  it('is not believed where it succeeds nothing, or does not stand in its place', async () => {
    expect(await answerTo({ succeeds: null })).toMatchObject(tampering('epoch-chain'));
    expect(await answerTo({ number: 2, origin: 'tallystick/harbour/2' })).toMatchObject(
      tampering('epoch-chain'),
    );
    // The checkpoint is of a log that no shown epoch has.
    expect(await answerTo(null)).toMatchObject(tampering('proof-origin'));
  });

  it.each<[string, Partial<Succession>, string]>([
    ['goes on from another log', { origin: 'tallystick/mountain' }, 'epoch-chain'],
    ['goes on from another tree', { root: new Uint8Array(32).fill(7) }, 'epoch-forked'],
    ['goes on at another size', { size: 3 }, 'epoch-forked'],
    ['goes on beyond what its log has', { size: 1000 }, 'epoch-forked'],
  ])('is not followed where it %s', async (_, changes, code) => {
    const { town, person, ada, backup } = await lossAfterBackup();
    const before = ada.view();
    await town.giveUpBeyond(backup, changes);
    expect(await ada.sync()).toMatchObject({ failure: { code } });
    expect(await ada.pay(PAYMENT)).toMatchObject({ failure: { code } });
    await isUntouched(ada);
    expect(ada.view()).toEqual(before);
    const isProven = code === 'epoch-forked';
    const { problems } = must(await ada.verify());
    expect(problems.some(({ what }) => what.includes('contradicted itself'))).toBe(isProven);
    if (!isProven) return;
    // The evidence stays, whatever the sovereign shows later.
    await ada.close();
    const again = must(await person.open());
    const kept = must(await again.verify()).problems.filter(({ where }) =>
      where.includes('evidence'),
    );
    expect(kept).toHaveLength(1);
  });
});

describe('tiles of an epoch that somebody bends on their way', () => {
  it('are no evidence against the sovereign, and it is asked again', async () => {
    const { town, person, ada, backup } = await lossAfterBackup();
    await ada.close();
    let isBending = true;
    person.faults = {
      transport: (real) => ({
        async request(request): Promise<TransportAnswer> {
          const answer = await real.request(request);
          if (!isBending || !answer.ok || !request.path.startsWith('/tile/')) return answer;
          return {
            ...answer,
            body: answer.body.map((byte, at) => (at % 32 === 9 ? byte ^ 1 : byte)),
          };
        },
      }),
    };
    const again = must(await person.open());
    await town.giveUpBeyond(backup);
    const noTiles = { failure: { kind: 'unreachable', code: 'no-tiles' } };
    expect(await again.sync()).toMatchObject(noTiles);
    await isUntouched(again);
    isBending = false;
    expect(must(await again.sync()).newEpoch).toMatchObject({ number: 1 });
    isBending = true;
    const { problems } = must(await again.verify());
    expect(problems.filter(({ what }) => !what.includes('showed no tiles'))).toEqual([]);
    isBending = false;
    expect(must(await again.verify()).problems).toEqual([]);
  });
});

describe('an epoch over another history', () => {
  it('is found by the checkpoints that the wallet has seen', async () => {
    const town = await Town.open();
    const { wallet: ada } = await funded(town, 'ada', 100_000n);
    const { wallet: ben } = await funded(town, 'ben', 0n);
    const early = town.copyDisk();
    await town.startWith(early);
    must(await ada.pay(PAYMENT));
    must(await ada.sync());
    await town.startWith(early);
    for (let i = 0; i < 3; i += 1) await town.issue(ben.view().address, 100n);
    const other = town.copyDisk();
    await town.startWith(other);
    town.clock += 60_000;
    await town.giveUpBeyond(other);
    expect(await ada.sync()).toMatchObject(tampering('epoch-forked'));
  });

  it('is found by what a certificate beyond its size says of the entries below', async () => {
    const town = await Town.open();
    const { wallet: ada } = await funded(town, 'ada', 100_000n);
    const { wallet: ben } = await funded(town, 'ben', 0n);
    must(await ada.sync());
    const early = town.copyDisk();
    await town.startWith(early);
    for (let i = 0; i < 24; i += 1) await town.issue(ben.view().address, 100n);
    // No checkpoint on the way: the wallet sees this history in one certificate only.
    must(await ada.pay(PAYMENT));
    const size = town.ledger.size;
    await town.startWith(early);
    for (let i = 0; i < 22; i += 1) await town.issue(ada.view().address, 100n);
    const other = town.copyDisk();
    await town.startWith(other);
    expect(town.ledger.size).toBeLessThan(size);
    town.clock += 60_000;
    await town.giveUpBeyond(other);
    const answer = await ada.sync();
    expect(answer).toMatchObject(tampering('epoch-forked'));
    expect(!answer.ok && answer.failure.message).toContain('names other entries');
    expect(must(await ada.history()).some(({ status }) => status === 'given-up')).toBe(false);
  });
});

describe('after a new epoch', () => {
  it('the old one is not shown again, nor another in its place', async () => {
    const { town, person, ada, backup } = await lossAfterBackup();
    const old = { epochs: town.epochs };
    const note = town.ledger.checkpoint?.note ?? new Uint8Array();
    await town.giveUpBeyond(backup);
    must(await ada.sync());
    await ada.close();
    const honest = town.epochs;
    const lying = (path: string, body: Uint8Array): void => {
      person.faults = {
        transport: (real) => ({
          async request(request): Promise<TransportAnswer> {
            const answer = await real.request(request);
            return answer.ok && request.path.startsWith(path) ? { ...answer, body } : answer;
          },
        }),
      };
    };
    lying('/checkpoint', note);
    expect(await must(await person.open()).sync()).toMatchObject(tampering('epoch-over'));
    person.faults = {};
    town.epochs = old.epochs;
    expect(must(await must(await person.open()).verify()).problems).toMatchObject([
      { what: expect.stringContaining('no longer shows an epoch') },
    ]);
    const decoded = decode(epochCodec, honest[1]!.epoch);
    if (!decoded.ok) throw new Error(decoded.reason);
    const other = signEpoch(
      { ...decoded.value, ...succeeding({ size: 5 })(decoded.value) },
      town.founding.root,
    );
    town.epochs = [...old.epochs, other];
    const { problems } = must(await must(await person.open()).verify());
    expect(problems).toMatchObject([{ what: expect.stringContaining('two epochs') }]);
    // Hedged: the same content under another signature is the same epoch.
    town.epochs = [...old.epochs, signEpoch(decoded.value, town.founding.root)];
    const again = must(await must(await person.open()).verify());
    expect(again.problems.map(({ where }) => where.split('/')[0])).toEqual(['record evidence']);
  });

  it('a certificate that was given up proves nothing any more', async () => {
    const { town, person, ada, backup } = await lossAfterBackup();
    let isDown = true;
    await ada.close();
    person.faults = {
      transport: (real) => ({
        async request(request) {
          const answer = await real.request(request);
          const isLost = isDown && request.path === '/v1/transitions';
          return isLost ? { ok: false, reason: 'lost' } : answer;
        },
      }),
    };
    await town.startWith(backup);
    const disk = new Map(person.disk);
    person.disk.clear();
    for (const [key, value] of disk) person.disk.set(key, value);
    isDown = false;
    await town.giveUpBeyond(backup);
    const again = must(await person.open());
    must(await again.sync());
    isDown = true;
    const second = town.copyDisk();
    await town.startWith(second);
    const paid = must(await again.pay(PAYMENT));
    expect(paid.status).toBe('pending');
    const broken = (await town.answer({
      method: 'GET',
      path: `/v1/certificates/${paid.id}`,
      headers: {},
      body: null,
    })) as Extract<TransportAnswer, { ok: true }>;
    expect(broken.status).toBe(200);
    await town.giveUpBeyond(second);
    await again.close();
    person.faults = {
      transport: (real) => ({
        async request(request) {
          if (request.path.includes(paid.id)) return broken;
          if (request.path === '/v1/transitions') return { ok: false, reason: 'lost' };
          return await real.request(request);
        },
      }),
    };
    town.clock += 60_000;
    await town.ledger.heartbeat();
    const last = must(await person.open());
    expect(await last.sync()).toMatchObject(tampering('certificate-given-up'));
    expect(toHex(town.founding.sovereign)).toBe(last.view().sovereign.id);
  });
});
