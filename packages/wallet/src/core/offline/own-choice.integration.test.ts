import { describe, expect, it } from 'vitest';
import { funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import type { Wallet } from '../wallet-types.ts';
import type { Acceptance, OwnLimits } from './offline-types.ts';

const HOUR = 3_600_000;
const tab = { to: '@ben', amount: '50.00', currency: 'HRB', days: 30 };

interface Scene {
  readonly town: Town;
  readonly ada: Wallet;
  readonly ben: Wallet;
}

/** Ada has a tab for Ben; the constitution believes evidence for two days. */
async function scene(): Promise<Scene> {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12, freshnessMs: 48 * HOUR });
  const { wallet: ada } = await funded(town, 'ada', 100_000n);
  const { wallet: ben } = await funded(town, 'ben', 0n);
  must(await ada.offline().openTab(tab));
  must(await ben.offline().prepare());
  return { town, ada, ben };
}

async function handedTo(payee: Wallet, payer: Wallet, amount = '1.00'): Promise<Uint8Array> {
  const { message } = must(await payee.offline().request(amount, 'HRB'));
  return must(await payer.offline().pay(message, { confirmAmount: amount })).message;
}

/** One payment with all that either side asks for; the payee's last word. */
async function paid({ ada, ben }: Scene): Promise<Acceptance> {
  let answer = must(await ben.offline().accept(await handedTo(ben, ada)));
  const finished = must(await ada.offline().finish(answer.message));
  if (finished.status === 'send') answer = must(await ben.offline().accept(finished.message));
  if (answer.status === 'accepted') must(await ada.offline().finish(answer.message));
  return answer;
}

function choose(wallet: Wallet, limits: Partial<OwnLimits>): Promise<unknown> {
  return wallet.offline().setLimits(limits);
}

describe('what a wallet shows of itself', () => {
  it('is believed as long as the constitution says, and longer after each sync', async () => {
    const { town, ben } = await scene();
    const first = must(await ben.offline().readyUntil());
    expect(first).toBeGreaterThan(town.clock + 47 * HOUR);
    expect(first).toBeLessThanOrEqual(town.clock + 48 * HOUR);
    const { wallet: dan } = await funded(town, 'dan', 0n);
    expect(must(await dan.offline().readyUntil())).toBeNull();
    await town.wait(13 * HOUR);
    must(await ben.sync());
    const second = must(await ben.offline().readyUntil());
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(12 * HOUR);
  });
});

describe('an own choice of how good evidence has to be', () => {
  it('refuses what is older at a first meeting, and takes it once the payer has synced', async () => {
    const all = await scene();
    await choose(all.ben, { evidence: { maxAgeMs: 12 * HOUR, cosigners: null } });
    await all.town.wait(13 * HOUR);
    must(await all.ben.sync());
    const old = await paid(all);
    expect(old).toMatchObject({ code: 'bundle', fault: 'checkpoint-stale' });
    expect(old).toMatchObject({ words: expect.stringContaining('the payer syncs') });
    must(await all.ada.sync());
    // The act that was refused is handed over again.
    expect((await paid(all)).status).toBe('accepted');
  });

  it('is asked of every later act too: the payer shows its evidence again, and has to have synced', async () => {
    const all = await scene();
    expect((await paid(all)).status).toBe('accepted');
    await choose(all.ben, { evidence: { maxAgeMs: 12 * HOUR, cosigners: null } });
    await all.town.wait(13 * HOUR);
    expect(await paid(all)).toMatchObject({ status: 'not-accepted', fault: 'checkpoint-stale' });
    must(await all.ada.sync());
    expect((await paid(all)).status).toBe('accepted');
    await choose(all.ben, { evidence: { maxAgeMs: null, cosigners: null } });
    await all.town.wait(40 * HOUR);
    must(await all.ben.sync());
    expect((await paid(all)).status).toBe('accepted');
  });

  it('is what a payer asks of the membership that a request shows', async () => {
    const all = await scene();
    await choose(all.ada, { evidence: { maxAgeMs: 12 * HOUR, cosigners: null } });
    await all.town.wait(13 * HOUR);
    const { message } = must(await all.ben.offline().request('1.00', 'HRB'));
    const refused = await all.ada.offline().pay(message, { confirmAmount: '1.00' });
    expect(refused).toMatchObject({ ok: false, failure: { code: 'request-membership' } });
    must(await all.ben.sync());
    expect((await paid(all)).status).toBe('accepted');
  });

  it('is never looser than the constitution’s, and asks for nothing that nobody could show', async () => {
    const { ben } = await scene();
    for (const evidence of [
      { maxAgeMs: 49 * HOUR, cosigners: null },
      { maxAgeMs: 0, cosigners: null },
      { maxAgeMs: 0.5, cosigners: null },
      { maxAgeMs: null, cosigners: 1 },
      { maxAgeMs: null, cosigners: -1 },
    ]) {
      expect(await choose(ben, { evidence })).toMatchObject({ failure: { code: 'bad-limit' } });
    }
    await choose(ben, { evidence: { maxAgeMs: HOUR, cosigners: 0 } });
    await choose(ben, { voids: [{ currency: 'HRB', amount: '2.00' }] });
    expect(must(await ben.offline().limits())).toEqual({
      cheques: [],
      evidence: { maxAgeMs: HOUR, cosigners: 0 },
      voids: [{ currency: 'HRB', amount: '2.00' }],
    });
    const twice = [tab, tab].map(({ currency, amount }) => ({ currency, amount }));
    expect(await choose(ben, { voids: twice })).toMatchObject({ failure: { code: 'limit-twice' } });
  });
});

describe('a void', () => {
  it('is believed up to the owner’s limit, which is none at first, and above it when its amount is confirmed', async () => {
    const { town, ada, ben } = await scene();
    const voided = async (amount: string): Promise<Uint8Array> => {
      const message = await handedTo(ben, ada, amount);
      town.clock += HOUR;
      return must(await ben.offline().voidAct(message));
    };
    const first = await voided('3.00');
    const asked = await ada.offline().finish(first);
    expect(asked).toMatchObject({
      failure: { kind: 'refused', code: 'void-unconfirmed', data: { amount: '3.00' } },
    });
    const other = await ada.offline().finish(first, { confirmVoid: '2.00' });
    expect(other).toMatchObject({ failure: { code: 'void-unconfirmed' } });
    expect(must(await ada.offline().own())).toMatchObject([{ given: '3.00' }]);
    expect(must(await ada.offline().finish(first, { confirmVoid: '3.00' })).status).toBe('voided');
    // Once it is believed it is, whatever comes again.
    expect(must(await ada.offline().finish(first)).status).toBe('voided');
    await choose(ada, { voids: [{ currency: 'HRB', amount: '2.00' }] });
    const small = await voided('2.00');
    expect(must(await ada.offline().finish(small)).status).toBe('voided');
    const large = await ada.offline().finish(await voided('2.01'));
    expect(large).toMatchObject({ failure: { code: 'void-unconfirmed' } });
  });
});
