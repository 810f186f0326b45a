import { MAX_MESSAGE_BYTES, decodeMessage, encodeMessage } from '@tallystick/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import type { Wallet } from '../wallet-types.ts';

const DAY_MS = 86_400_000;
let town: Town;
let ada: Wallet;
let ben: Wallet;

beforeAll(async () => {
  town = await Town.open('Harbour', { closureAfterMs: 1e12 });
  ({ wallet: ada } = await funded(town, 'ada', 100_000n));
  ({ wallet: ben } = await funded(town, 'ben', 0n));
  must(await ada.offline().openTab({ to: '@ben', amount: '50.00', currency: 'HRB', days: 2 }));
  const request = { amount: '50.00', currency: 'HRB', perCheque: '10.00', days: 2 };
  must(await ada.offline().openAllowance(request));
  must(await ben.offline().prepare());
});

async function asked(amount = '5.00', validMs?: number): Promise<Uint8Array> {
  return must(await ben.offline().request(amount, 'HRB', '', validMs)).message;
}

async function refusal(payer: Wallet, message: Uint8Array): Promise<string> {
  const paid = await payer.offline().pay(message, { confirmAmount: '5.00' });
  return paid.ok ? 'paid' : paid.failure.code;
}

async function handover(): Promise<Uint8Array> {
  const paid = await ada.offline().pay(await asked(), { confirmAmount: '5.00' });
  return must(paid).message;
}

async function answer(message: Uint8Array, payee = ben): Promise<string> {
  const accepted = await payee.offline().accept(message);
  if (!accepted.ok) return accepted.failure.code;
  return accepted.value.status === 'accepted' ? 'accepted' : accepted.value.code;
}

/** Ada and Ben are in step again. */
async function settle(message: Uint8Array): Promise<void> {
  const accepted = must(await ben.offline().accept(message));
  expect(accepted.status).toBe('accepted');
  expect(must(await ada.offline().finish(accepted.message)).status).toBe('confirmed');
}

it('what is set aside ends when somebody was shown that it ends, or nothing is set aside', async () => {
  const until = town.clock + 3 * DAY_MS + 60_001;
  const tab = { to: '@ben', amount: '1.00', currency: 'HRB' };
  const allowance = { amount: '1.00', currency: 'HRB', perCheque: '1.00' };
  const { hold } = must(await ada.offline().openTab({ ...tab, until }));
  const other = must(await ada.offline().openAllowance({ ...allowance, until }));
  const own = must(await ada.offline().own());
  const ends = [hold, other.hold].map((id) => own.find((one) => one.hold === id)?.until);
  expect(ends).toEqual([until, until]);
  for (const wrong of [0, town.clock - 1, until + 0.5, Number.NaN, until + 3650 * DAY_MS]) {
    const opened = await ada.offline().openTab({ ...tab, until: wrong });
    expect(opened.ok ? 'opened' : opened.failure.code).toBe('bad-until');
  }
});

describe('a request', () => {
  it('that is truncated, altered, oversized or of another kind is refused', async () => {
    const message = await asked();
    expect(await refusal(ada, message.slice(0, -1))).toBe('bad-message');
    expect(await refusal(ada, new Uint8Array())).toBe('bad-message');
    expect(await refusal(ada, new Uint8Array(MAX_MESSAGE_BYTES + 1).fill(0x83))).toBe(
      'bad-message',
    );
    for (let at = 0; at < message.length; at += 211) {
      const altered = message.with(at, message[at]! ^ 1);
      expect([at, await refusal(ada, altered)]).not.toEqual([at, 'paid']);
    }
    const other = encodeMessage({ kind: 'seen', sightings: [] });
    expect(await refusal(ada, other)).toBe('other-message');
  });

  it('of another sovereign, or one that has expired, is refused', async () => {
    const far = await Town.open('Island');
    const { wallet: dan } = await funded(far, 'dan', 0n);
    must(await dan.offline().prepare());
    const theirs = must(await dan.offline().request('5.00', 'HRB')).message;
    expect(await refusal(ada, theirs)).toBe('request-other-sovereign');
    const short = await asked('5.00', 1000);
    town.clock += 1001;
    expect(await refusal(ada, short)).toBe('request-expired');
    const confirmed = await ada.offline().pay(await asked('6.00'), { confirmAmount: '5.00' });
    expect(confirmed).toMatchObject({ failure: { code: 'amount-differs' } });
  });
});

describe('a handover', () => {
  it('that is truncated, altered, or for somebody else is not accepted; the true one is, once', async () => {
    const { wallet: cyd } = await funded(town, 'cyd', 0n);
    const message = await handover();
    const begun = performance.now();
    let tried = 0;
    expect(await answer(message.slice(0, -1))).toBe('bad-message');
    expect(await answer(new Uint8Array(MAX_MESSAGE_BYTES + 1).fill(0x83))).toBe('bad-message');
    for (let at = 0; at < message.length; at += 487) {
      const altered = message.with(at, message[at]! ^ 1);
      expect([at, await answer(altered)]).not.toEqual([at, 'accepted']);
      tried += 1;
    }
    // In milliseconds: the mean, and with room for a machine that is busy.
    expect((performance.now() - begun) / tried).toBeLessThan(100);
    expect(await answer(message, cyd)).toBe('request');
    await settle(message);
    const again = must(await ben.offline().accept(message));
    expect(again.status).toBe('accepted');
    expect(must(await ben.sync()).received).toEqual({ HRB: '5.00' });
    must(await ben.offline().accept(message));
    expect(must(await ben.sync()).received).toEqual({});
  });

  it('that answers a request which has expired is not accepted, and on a tab it is voided', async () => {
    const request = await asked('5.00', 1000);
    const paid = must(await ada.offline().pay(request, { confirmAmount: '5.00' }));
    town.clock += 1001;
    expect(await answer(paid.message)).toBe('request');
    const voided = must(await ben.offline().voidAct(paid.message));
    expect(must(await ada.offline().finish(voided, { confirmVoid: '5.00' })).status).toBe('voided');
    expect(await answer(paid.message)).not.toBe('accepted');
    await settle(await handover());
    expect(must(await ben.sync()).received).toEqual({ HRB: '5.00' });
  });

  it('of a hold that is not proven, or whose window ends, is not accepted', async () => {
    const { wallet: dot } = await funded(town, 'dot', 0n);
    must(await dot.offline().prepare());
    const request = must(await dot.offline().request('5.00', 'HRB')).message;
    const paid = must(await ada.offline().pay(request, { confirmAmount: '5.00' }));
    const read = decodeMessage(paid.message);
    if (!read.ok || read.value.kind !== 'handover') throw new Error('no handover');
    const bare = encodeMessage({ ...read.value, bundle: null });
    expect(await answer(bare, dot)).toBe('unknown-hold');
    must(
      await dot
        .offline()
        .setLimits({ cheques: [{ currency: 'HRB', perAct: '4.99', perPayer: '90', total: '90' }] }),
    );
    expect(await answer(paid.message, dot)).toBe('limit');
    must(await dot.offline().setLimits({ cheques: [] }));
    const late = must(await ben.offline().request('5.00', 'HRB', '', 3 * DAY_MS)).message;
    const act = must(await ada.offline().pay(late, { confirmAmount: '5.00' }));
    town.clock += 2 * DAY_MS;
    expect(await answer(act.message)).toBe('window');
    expect(await refusal(ada, await asked())).not.toBe('paid');
  });
});

describe('a receipt', () => {
  it('of another act, or altered, confirms nothing', async () => {
    const finish = async (bytes: Uint8Array): Promise<string> => {
      const finished = await ada.offline().finish(bytes);
      return finished.ok ? finished.value.status : finished.failure.code;
    };
    expect(await finish(new Uint8Array(9))).toBe('bad-message');
    const subject = new Uint8Array(32);
    const unknown = encodeMessage({ kind: 'not-accepted', subject, code: 'half', half: null });
    expect(await finish(unknown)).toBe('unknown-act');
  });
});
