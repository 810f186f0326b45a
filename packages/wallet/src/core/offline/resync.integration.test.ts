import { type Message, decodeMessage, encodeMessage } from '@tallystick/protocol';
import { describe, expect, it } from 'vitest';
import { Person, funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import type { Wallet } from '../wallet-types.ts';
import { memoryChannels } from './channel/memory-channel.ts';
import { payOver, receiveOver } from './channel/meet.ts';
import type { Finished } from './offline-types.ts';

interface Scene {
  readonly town: Town;
  readonly ada: Wallet;
  readonly ben: Wallet;
  /** A wallet from the folder as it is now, to be opened later. */
  readonly copyOf: (name: 'ada' | 'ben') => () => Promise<Wallet>;
}

async function scene(way: 'tab' | 'allowance'): Promise<Scene> {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
  const ada = await funded(town, 'ada', 100_000n);
  const ben = await funded(town, 'ben', 0n);
  const common = { amount: '200.00', currency: 'HRB', days: 30 };
  const offline = ada.wallet.offline();
  must(
    await (way === 'tab'
      ? offline.openTab({ to: '@ben', ...common })
      : offline.openAllowance({ perCheque: '10.00', ...common })),
  );
  must(await ben.wallet.offline().prepare());
  let copies = 0;
  const copyOf = (name: 'ada' | 'ben'): (() => Promise<Wallet>) => {
    const disk = new Map((name === 'ada' ? ada : ben).person.disk);
    copies += 1;
    const person = new Person(town, `${name} ${copies}`, disk);
    return async () => must(await person.open());
  };
  return { town, ada: ada.wallet, ben: ben.wallet, copyOf };
}

/** A payment over a channel; what became of it at each side. */
async function meet(payer: Wallet, payee: Wallet, amount: string): Promise<[string, string]> {
  const [near, far] = memoryChannels();
  const receiving = receiveOver(payee.offline(), far, { amount, currency: 'HRB' });
  const paid = await payOver(payer.offline(), near, (asked) => Promise.resolve(asked.amount));
  await near.close();
  const received = await receiving;
  const given = paid.ok ? told(paid.value) : paid.failure.code;
  return [given, received.ok ? received.value.status : received.failure.code];
}

function told(finished: Finished): string {
  return finished.status === 'not-accepted' ? finished.code : finished.status;
}

async function meetTimes(times: number, payer: Wallet, payee: Wallet): Promise<void> {
  for (let i = 0; i < times; i += 1) {
    expect(await meet(payer, payee, '1.00')).toEqual(['confirmed', 'accepted']);
  }
}

describe('a payee that was put back from an older copy', () => {
  it.each([3, 40])('is shown the %i acts of a tab that it lost, and claims them', async (lost) => {
    const { ada, ben, copyOf, town } = await scene('tab');
    await meetTimes(2, ada, ben);
    const older = copyOf('ben');
    await meetTimes(lost, ada, ben);
    const back = await older();
    expect(await meet(ada, back, '2.00')).toEqual(['confirmed', 'accepted']);
    expect(must(await back.sync()).received).toEqual({ HRB: `${lost + 4}.00` });
    for (const wallet of [ada, back]) expect(must(await wallet.verify()).problems).toEqual([]);
    expect(town.totals()).toEqual({ supply: 100_000n, owned: 100_000n });
  });

  it('to before the first meeting is shown the tab and all that it gave', async () => {
    const { ada, ben, copyOf } = await scene('tab');
    const older = copyOf('ben');
    await meetTimes(20, ada, ben);
    const back = await older();
    expect(await meet(ada, back, '2.00')).toEqual(['confirmed', 'accepted']);
    expect(must(await back.sync()).received).toEqual({ HRB: '22.00' });
    await meetTimes(1, ada, back);
  });

  it('has the cheques back that it lost, and deposits each once', async () => {
    const { ada, ben, copyOf, town } = await scene('allowance');
    await meetTimes(1, ada, ben);
    const older = copyOf('ben');
    await meetTimes(20, ada, ben);
    const back = await older();
    expect(await meet(ada, back, '2.00')).toEqual(['confirmed', 'accepted']);
    must(await back.sync());
    expect(must(await back.balances()).balances).toEqual({ HRB: '23.00' });
    must(await back.sync());
    expect(must(await back.balances()).balances).toEqual({ HRB: '23.00' });
    for (const wallet of [ada, back]) expect(must(await wallet.verify()).problems).toEqual([]);
    expect(town.totals()).toEqual({ supply: 100_000n, owned: 100_000n });
  });

  it('that had taken what it lost takes it no second time', async () => {
    const { ada, ben, copyOf, town } = await scene('tab');
    await meetTimes(1, ada, ben);
    const older = copyOf('ben');
    await meetTimes(3, ada, ben);
    must(await ben.sync());
    const back = await older();
    expect(await meet(ada, back, '2.00')).toEqual(['confirmed', 'accepted']);
    for (let i = 0; i < 3; i += 1) {
      must(await back.sync());
      await town.wait(60_000);
    }
    expect(must(await back.balances()).balances).toEqual({ HRB: '6.00' });
  });
});

describe('a payer that was put back from an older copy', () => {
  it('is shown its own acts, writes on nothing that it had, and goes on with what it opens', async () => {
    const { ada, ben, copyOf } = await scene('tab');
    await meetTimes(1, ada, ben);
    const older = copyOf('ada');
    const olderBen = copyOf('ben');
    await meetTimes(70, ada, ben);
    const back = await older();
    expect(await meet(back, ben, '2.00')).toEqual(['rolled-back', 'not-accepted']);
    expect(must(await back.offline().own())).toMatchObject([{ stopped: 'rolled-back' }]);
    expect((await meet(back, ben, '2.00'))[0]).toBe('no-room');
    const tab = { to: '@ben', amount: '10.00', currency: 'HRB', days: 30 };
    must(await back.offline().openTab(tab));
    await meetTimes(2, back, ben);
    expect(must(await ben.sync()).received).toEqual({ HRB: '73.00' });
    for (const wallet of [back, ben]) expect(must(await wallet.verify()).problems).toEqual([]);
    // What it was shown it can show again.
    await meetTimes(1, back, await olderBen());
  });

  it('finds it out before it pays, when it compares first', async () => {
    const { ada, ben, copyOf } = await scene('allowance');
    await meetTimes(1, ada, ben);
    const older = copyOf('ada');
    await meetTimes(3, ada, ben);
    const back = await older();
    const shown = must(await back.offline().half(ben.view().address));
    const answer = must(await ben.offline().accept(shown));
    expect(answer).toMatchObject({ status: 'not-accepted', code: 'half', fault: 'ahead' });
    expect(must(await back.offline().finish(answer.message))).toMatchObject({
      code: 'rolled-back',
    });
    expect((await meet(back, ben, '1.00'))[0]).toBe('no-room');
    // Nothing was signed a second time, so nobody has anything against it.
    expect(must(await ben.offline().meet(must(await back.offline().seen()))).reply).toBeNull();
    const same = must(await ada.offline().half(ben.view().address));
    const told = must(await ben.offline().accept(same));
    expect(told).toMatchObject({ fault: 'in-step' });
    expect(must(await ada.offline().finish(told.message))).toMatchObject({ code: 'in-step' });
  });

  it('believes nobody who shows no signature of its own', async () => {
    const { ada, ben, copyOf } = await scene('tab');
    await meetTimes(1, ada, ben);
    const second = await copyOf('ada')();
    const hand = async (payer: Wallet, amount: string): Promise<Uint8Array> => {
      const { message } = must(await ben.offline().request(amount, 'HRB'));
      return must(await payer.offline().pay(message, { confirmAmount: amount })).message;
    };
    const handover = await hand(ada, '2.00');
    const { act } = read('handover', await hand(second, '3.00'));
    const shown = must(await ada.offline().half(ben.view().address));
    const { writer, payee } = read('half', shown);
    const half = { index: 2, head: new Uint8Array(32) };
    const forged = { ...act, signature: act.signature.with(9, act.signature[9]! ^ 1) };
    for (const acts of [[], [{ act: forged, payee: null }]]) {
      const lie = encodeMessage({ kind: 'half', writer, payee, half, acts });
      expect(must(await ada.offline().finish(lie))).not.toMatchObject({ code: 'rolled-back' });
    }
    expect(must(await ada.offline().own())[0]).not.toHaveProperty('stopped');
    const accepted = must(await ben.offline().accept(handover));
    expect(must(await ada.offline().finish(accepted.message)).status).toBe('confirmed');
  });

  it('that wrote at a place of its half before it was told takes over what the payee has', async () => {
    const { ada, ben, copyOf } = await scene('tab');
    await meetTimes(1, ada, ben);
    const older = copyOf('ada');
    await meetTimes(2, ada, ben);
    const back = await older();
    expect(await meet(back, ben, '9.00')).toEqual(['rolled-back', 'not-accepted']);
    const tab = { to: '@ben', amount: '10.00', currency: 'HRB', days: 30 };
    must(await back.offline().openTab(tab));
    await meetTimes(2, back, ben);
    expect(must(await ben.sync()).received).toEqual({ HRB: '5.00' });
  });
});

describe('a payer whose receipt was lost', () => {
  it('is not refused when it pays from another hold', async () => {
    const { ada, ben, town } = await scene('allowance');
    must(await ada.offline().openTab({ to: '@ben', amount: '9.00', currency: 'HRB', days: 1 }));
    const hand = async (amount: string): Promise<[string, string]> => {
      const { message } = must(await ben.offline().request(amount, 'HRB'));
      const paid = must(await ada.offline().pay(message, { confirmAmount: amount }));
      return [paid.kind, must(await ben.offline().accept(paid.message)).status];
    };
    expect(await hand('1.00')).toEqual(['tab', 'accepted']);
    must(await ben.sync());
    // The receipt never comes, and the tab's window ends.
    town.clock += 86_400_000;
    await town.ledger.heartbeat();
    must(await ada.offline().prepare());
    expect(await hand('2.00')).toEqual(['cheque', 'accepted']);
    expect(must(await ben.sync()).received).toEqual({ HRB: '2.00' });
  });
});

describe('a half', () => {
  it.each(['tab', 'allowance'] as const)(
    'answers no request by an act of a %s that it shows before that is handed over',
    async (way) => {
      const { ada, ben } = await scene(way);
      await meetTimes(1, ada, ben);
      const { message } = must(await ben.offline().request('5.00', 'HRB'));
      const paid = must(await ada.offline().pay(message, { confirmAmount: '5.00' }));
      const { act, payee } = read('handover', paid.message);
      const shown = read('half', must(await ada.offline().half(ben.view().address)));
      must(await ben.offline().accept(encodeMessage({ ...shown, acts: [{ act, payee }] })));
      for (let n = 0; n < 2; n += 1) {
        const answer = must(await ben.offline().accept(paid.message));
        expect(answer).toMatchObject({ status: 'not-accepted', code: 'request' });
        expect(must(await ada.offline().finish(answer.message)).status).toBe('confirmed');
      }
      expect(must(await ben.sync()).received).toEqual({ HRB: '6.00' });
    },
  );

  it('of others is refused', async () => {
    const { ada, ben } = await scene('tab');
    const shown = must(await ada.offline().half(ben.view().address));
    const own = await ada.offline().accept(shown);
    expect(own).toMatchObject({ ok: false, failure: { code: 'other-half' } });
    const { message } = must(await ben.offline().accept(shown));
    const other = await ben.offline().finish(message);
    expect(other).toMatchObject({ ok: false, failure: { code: 'other-half' } });
    const nobody = await ada.offline().half('@ben');
    expect(nobody).toMatchObject({ ok: false, failure: { code: 'bad-recipient' } });
  });
});

function read<K extends Message['kind']>(
  kind: K,
  bytes: Uint8Array,
): Extract<Message, { kind: K }> {
  const decoded = decodeMessage(bytes);
  if (!decoded.ok || decoded.value.kind !== kind) throw new Error(`no ${kind}`);
  return decoded.value as Extract<Message, { kind: K }>;
}
