import { describe, expect, it } from 'vitest';
import { funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import type { Wallet } from '../wallet-types.ts';

interface Scene {
  readonly town: Town;
  readonly ada: Wallet;
  readonly ben: Wallet;
  readonly hold: string;
}

async function withTab(): Promise<Scene> {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
  const { wallet: ada } = await funded(town, 'ada', 100_000n);
  const { wallet: ben } = await funded(town, 'ben', 0n);
  const tab = { to: '@ben', amount: '50.00', currency: 'HRB', days: 30 };
  const { hold } = must(await ada.offline().openTab(tab));
  must(await ben.offline().prepare());
  return { town, ada, ben, hold };
}

async function pay({ ada, ben }: Scene, amount: string): Promise<string> {
  const { message } = must(await ben.offline().request(amount, 'HRB'));
  const paid = must(await ada.offline().pay(message, { confirmAmount: amount }));
  const answer = must(await ben.offline().accept(paid.message));
  must(await ada.offline().finish(answer.message));
  return answer.status === 'accepted' ? answer.status : answer.code;
}

describe('a release', () => {
  it('takes what the tab gave, and its owner has the rest at once', async () => {
    const scene = await withTab();
    const { town, ada, ben, hold } = scene;
    await pay(scene, '5.00');
    const released = must(await ben.offline().release(hold));
    expect(released).toEqual({ status: 'final', hold, amount: '5.00', currency: 'HRB' });
    expect(must(await ben.offline().held())).toMatchObject([{ isOver: true, taken: '5.00' }]);
    expect(must(await ben.offline().exposure()).lines).toEqual([]);
    expect(await pay(scene, '1.00')).toBe('released');
    expect(must(await ada.sync()).returned).toEqual({ HRB: '45.00' });
    expect(must(await ada.offline().own())).toMatchObject([{ stopped: 'closed' }]);
    expect(must(await ada.offline().exposure()).lines).toEqual([]);
    const { message } = must(await ben.offline().request('1.00', 'HRB'));
    const none = await ada.offline().pay(message, { confirmAmount: '1.00' });
    expect(none).toMatchObject({ ok: false, failure: { code: 'no-room' } });
    const balances = { balances: { HRB: '995.00' }, incoming: {}, outgoing: {} };
    expect(must(await ada.balances())).toEqual(balances);
    for (const wallet of [ada, ben]) expect(must(await wallet.verify()).problems).toEqual([]);
    expect(town.totals()).toEqual({ supply: 100_000n, owned: 100_000n });
  });

  it('of a tab that was never used needs nothing to show', async () => {
    const { ada, ben, hold } = await withTab();
    expect(must(await ben.offline().release(hold)).amount).toBe('0.00');
    expect(must(await ada.sync()).returned).toEqual({ HRB: '50.00' });
    const again = await ben.offline().release(hold);
    expect(again).toMatchObject({ ok: false, failure: { code: 'released' } });
  });

  it('after the window, of a tab that was claimed to the end, is refused and damages nothing', async () => {
    const scene = await withTab();
    const { town, ben, hold } = scene;
    await pay(scene, '5.00');
    must(await ben.sync());
    await town.wait(31 * 86_400_000);
    const late = await ben.offline().release(hold);
    expect(late).toMatchObject({ ok: false, failure: { code: 'claim-ended' } });
    must(await ben.sync());
    expect(must(await ben.balances()).balances).toEqual({ HRB: '5.00' });
    expect(must(await ben.verify()).problems).toEqual([]);
  });

  it('is for the payee of the tab alone', async () => {
    const { ada, hold } = await withTab();
    for (const id of [hold, '00'.repeat(32), 'x']) {
      const outcome = await ada.offline().release(id);
      expect(outcome).toMatchObject({ ok: false, failure: { code: 'unknown-tab' } });
    }
  });

  it('that was not answered accepts no act, and is finished by the next sync', async () => {
    const scene = await withTab();
    const { town, ben, ada, hold } = scene;
    await pay(scene, '5.00');
    const answer = town.answer.bind(town);
    town.answer = (request) =>
      request.path === '/v1/transitions'
        ? Promise.resolve({ ok: false, reason: 'cut off' })
        : answer(request);
    expect(must(await ben.offline().release(hold))).toMatchObject({ status: 'pending' });
    expect(await pay(scene, '1.00')).toBe('released');
    town.answer = answer;
    must(await ben.sync());
    expect(must(await ben.balances()).balances).toEqual({ HRB: '5.00' });
    expect(must(await ada.sync()).returned).toEqual({ HRB: '45.00' });
  });
});
