import { describe, expect, it } from 'vitest';
import { funded, must } from '../../../testing/person.ts';
import { Town } from '../../../testing/town.ts';
import type { Wallet } from '../../wallet-types.ts';
import type { IncomingStreams, OutgoingStream } from './stream-types.ts';

const PRICE = { price: '0.01', perTicks: 1 };

interface Scene {
  readonly town: Town;
  readonly ada: Wallet;
  readonly ben: Wallet;
  readonly till: IncomingStreams;
}

async function scene(cap = '50.00'): Promise<Scene> {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
  const { wallet: ada } = await funded(town, 'ada', 100_000n);
  const { wallet: ben } = await funded(town, 'ben', 0n);
  must(await ada.offline().openTab({ to: '@ben', amount: cap, currency: 'HRB', days: 30 }));
  must(await ben.offline().prepare());
  const till = must(await ben.streams().receive({ currency: 'HRB', ...PRICE }));
  return { town, ada, ben, till };
}

async function open(ada: Wallet, till: IncomingStreams): Promise<OutgoingStream> {
  const { request } = must(await till.offer());
  const opened = must(await ada.streams().open(request, PRICE));
  const accepted = must(await till.accept(opened.message));
  if (accepted.status === 'not-accepted') throw new Error(accepted.code);
  must(await ada.offline().finish(accepted.message));
  must(await opened.stream.continueAfter(accepted.last));
  return opened.stream;
}

describe('a stream', () => {
  it('pays tick by tick, and the payee claims the last one', async () => {
    const { town, ada, ben, till } = await scene();
    const stream = await open(ada, till);
    for (let n = 1; n <= 20; n += 1) {
      expect(must(await till.receive(must(await stream.pay(1))))).toBe(n);
    }
    expect(must(await till.receive(must(await stream.pay(30))))).toBe(50);
    expect(must(await ben.offline().exposure())).toMatchObject({
      lines: [{ kind: 'stream', amount: '0.50' }],
    });
    expect(must(await ben.sync()).received).toEqual({ HRB: '0.50' });
    must(await till.receive(must(await stream.pay(1))));
    expect(must(await ben.sync()).received).toEqual({ HRB: '0.01' });
    for (const wallet of [ada, ben]) expect(must(await wallet.verify()).problems).toEqual([]);
    expect(town.totals()).toEqual({ supply: 100_000n, owned: 100_000n });
  });
});
