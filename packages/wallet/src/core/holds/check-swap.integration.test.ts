import { beforeAll, describe, expect, it } from 'vitest';
import { funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import type { Outcome } from '../outcome.ts';
import type { Wallet } from '../wallet-types.ts';
import type { ClaimRequest, HoldRequest, SwapTerms } from './holds-types.ts';

const HOUR = 3_600_000;

let town: Town;
let ada: Wallet;
let ben: Wallet;
let eve: Wallet;
let hash: string;

beforeAll(async () => {
  town = await Town.open('Harbour', { closureAfterMs: 1e12 });
  ({ wallet: ada } = await funded(town, 'ada', 100_000n));
  ({ wallet: ben } = await funded(town, 'ben', 100_000n));
  ({ wallet: eve } = await funded(town, 'eve', 100_000n));
  hash = must(await ada.holds().secret());
});

/** What Ada and Ben have agreed upon: 20.00 of hers, 5.00 of his, which ends 12 hours before. */
function agreed(hold: string, more: Partial<SwapTerms> = {}): SwapTerms {
  const answerUntil = town.clock + 24 * HOUR;
  return { hold, amount: '20.00', currency: 'HRB', from: '@ada', answerUntil, ...more };
}

function offer(change: Partial<ClaimRequest> = {}, more: Partial<HoldRequest> = {}): HoldRequest {
  const claim = { to: '@ben', when: `preimage ${hash}`, until: town.clock + 36 * HOUR };
  return { amount: '20.00', currency: 'HRB', claims: [{ ...claim, ...change }], ...more };
}

async function put(wallet: Wallet, ...requests: HoldRequest[]): Promise<string> {
  return must(await wallet.holds().put(requests))[0]?.hold ?? '';
}

function verdict(checked: Outcome<unknown>): unknown {
  if (checked.ok) return 'as agreed';
  const { code, data } = checked.failure;
  return code === 'swap-differs' ? data['differs'] : code;
}

describe('the offer of a swap', () => {
  it('that is what was agreed upon gives what the answer is locked under', async () => {
    const hold = await put(ada, offer());
    const checked = must(await ben.holds().checkSwap(agreed(hold)));
    expect(checked).toEqual({
      hash,
      when: `preimage ${hash}`,
      until: town.clock + 36 * HOUR,
    });
    expect(verdict(await ben.holds().checkSwap(agreed(hold, { hash })))).toBe('as agreed');
  });

  it.each<[string, () => HoldRequest, string[]]>([
    ['less', () => offer({}, { amount: '19.99' }), ['amount']],
    ['more', () => offer({}, { amount: '20.01' }), ['amount']],
    ['a shorter time', () => offer({ until: town.clock + 36 * HOUR - 1 }), ['until']],
    ['another condition', () => offer({ when: 'signed 1 of ada' }), ['condition', 'hash']],
    ['none', () => offer({ when: 'before 2100-01-01T00:00Z' }), ['condition', 'hash']],
    [
      'one condition more',
      () => offer({ when: `preimage ${hash} and signed 1 of ada` }),
      ['condition', 'hash'],
    ],
    ['the hash of another secret', () => offer({ when: `preimage ${'ab'.repeat(32)}` }), ['hash']],
    [
      'a way back for the owner',
      () => offer({}, { claims: [...offer().claims, { ...offer().claims[0]!, to: '@ada' }] }),
      ['claims'],
    ],
    [
      'all at once',
      () => offer({ until: town.clock + HOUR, when: 'signed 1 of eve' }, { amount: '1.00' }),
      ['amount', 'condition', 'hash', 'until'],
    ],
  ])('with %s is not answered', async (_, lie, differs) => {
    const hold = await put(ada, lie());
    expect(verdict(await ben.holds().checkSwap(agreed(hold, { hash })))).toEqual(differs);
  });

  it('in another currency, by somebody else, or never put, is not answered', async () => {
    const hold = await put(ada, offer());
    const differs = async (more: Partial<SwapTerms>): Promise<unknown> =>
      verdict(await ben.holds().checkSwap(agreed(hold, more)));
    expect(await differs({ currency: 'GLD', amount: '2.000' })).toEqual(['currency']);
    expect(await differs({ from: '@eve' })).toEqual(['from']);
    expect(await differs({ from: '@ben' })).toEqual(['from']);
    expect(await differs({ hold: 'ab'.repeat(32) })).toBe('hold-gone');
    expect(await differs({ hold: 'nonsense' })).toBe('hold-gone');
    expect(await differs({ answerUntil: town.clock })).toBe('bad-until');
    expect(await differs({ marginMs: -1 })).toBe('bad-duration');
    expect(await differs({ hash: 'ab' })).toBe('bad-condition');
    expect(await differs({ answerUntil: town.clock + 36 * HOUR })).toEqual(['until']);
    expect(await differs({ answerUntil: town.clock + 36 * HOUR, marginMs: 0 })).toBe('as agreed');
    // For somebody else, and for anyone: whoever hears of the secret first takes it.
    const others = await put(ada, offer({ to: '@eve' }));
    expect(await differs({ hold: others })).toBe('hold-gone');
    const anyone = await put(ada, offer({ to: { countries: ['KE'] } }));
    must(await ben.holds().agree(must(await ada.holds().terms(anyone))));
    expect(await differs({ hold: anyone })).toBe('hold-gone');
  });

  it('that stands in a put with others is believed once its terms are handed over', async () => {
    const hold = await put(ada, offer(), offer({ to: '@eve' }));
    expect(verdict(await ben.holds().checkSwap(agreed(hold)))).toBe('not-proven');
    must(await ben.holds().agree(must(await ada.holds().terms(hold))));
    expect(verdict(await ben.holds().checkSwap(agreed(hold)))).toBe('as agreed');
  });

  it('that has been taken is gone', async () => {
    const hold = await put(ada, offer());
    must(await ben.sync());
    must(await ben.holds().gather(must(await ada.holds().reveal(hash))));
    must(await ben.holds().take(hold));
    expect(verdict(await ben.holds().checkSwap(agreed(hold)))).toBe('hold-gone');
  });
});

describe('the answer to a swap', () => {
  it.each<[string, Partial<ClaimRequest>, Partial<HoldRequest>, unknown]>([
    ['as agreed', {}, {}, 'as agreed'],
    ['of less', {}, { amount: '4.99' }, ['amount']],
    ['under another hash', { when: `preimage ${'cd'.repeat(32)}` }, {}, ['hash']],
    ['that ends now', { until: -1 }, {}, ['until']],
  ])('%s', async (_, change, more, expected) => {
    const secret = must(await ada.holds().secret());
    const until = change.until === undefined ? town.clock + 24 * HOUR : town.clock + HOUR - 1;
    const claim = { to: '@ada', when: `preimage ${secret}`, ...change, until };
    const request = { amount: '5.00', currency: 'HRB', claims: [claim], ...more };
    const hold = await put(ben, request);
    const swap = { hold, amount: '5.00', currency: 'HRB', from: '@ben', hash: secret };
    expect(verdict(await ada.holds().checkSwap(swap))).toEqual(expected);
    const { hash: own, ...nameless } = swap;
    expect(own).toBe(secret);
    expect(verdict(await ada.holds().checkSwap(nameless))).toBe('bad-condition');
    expect(verdict(await eve.holds().checkSwap(swap))).toBe('hold-gone');
  });
});

describe('the secret of an own part', () => {
  const until = (): number => town.clock + 24 * HOUR;
  const locked = async (): Promise<{ secret: string; hold: string }> => {
    const secret = must(await ada.holds().secret());
    const swap = { amount: '5.00', currency: 'HRB', until: until() };
    const claim = { to: '@ben', when: `preimage ${secret}`, until: town.clock + 48 * HOUR };
    const request = { amount: '20.00', currency: 'HRB', claims: [claim], swap };
    return { secret, hold: await put(ada, request) };
  };

  it.each<[string, (secret: string) => string]>([
    ['alone', (secret) => `preimage ${secret}`],
    ['with what is so', (secret) => `preimage ${secret} and after 2020-01-01T00:00Z`],
    ['or with another one', (secret) => `preimage ${secret} or preimage ${'ab'.repeat(32)}`],
  ])('is shown for what was wanted and for nothing less: %s', async (_, when) => {
    const { secret } = await locked();
    const bait = (amount: string): HoldRequest => {
      const claim = { to: '@ada', when: when(secret), until: until() };
      return { amount, currency: 'HRB', claims: [claim] };
    };
    const [less, whole] = [await put(ben, bait('4.99')), await put(ben, bait('5.00'))];
    must(await ada.sync());
    expect(verdict(await ada.holds().take(less))).toEqual(['amount']);
    expect(must(await ada.holds().take(whole)).amount).toBe('5.00');
    // Now everybody can have it, and what is left is taken.
    must(await ben.sync());
    must(await ada.sync());
    expect(must(await ada.holds().list()).some(({ hold }) => hold === less)).toBe(true);
    expect(must(await ada.holds().take(less)).amount).toBe('4.99');
  });

  it('is the secret of no offer that somebody else makes', async () => {
    const { secret } = await locked();
    const claim = { to: '@ada', when: `preimage ${secret}`, until: town.clock + 48 * HOUR };
    const bait = await put(ben, { amount: '1.00', currency: 'HRB', claims: [claim] });
    const terms = { hold: bait, amount: '1.00', currency: 'HRB', from: '@ben' };
    const asked = { ...terms, answerUntil: until() };
    expect(verdict(await ada.holds().checkSwap(asked))).toEqual(['hash']);
    const swap = { amount: '1.00', currency: 'HRB', until: until(), answers: bait };
    const answer = { to: '@ben', when: `preimage ${secret}`, until: until() };
    const request = { amount: '0.01', currency: 'HRB', claims: [answer], swap };
    expect(verdict(await ada.holds().put([request]))).toEqual(['hash']);
  });
});

describe('what is to come for a part of a swap', () => {
  const wanted = { amount: '5.00', currency: 'HRB', until: 2e12, answers: 'ab'.repeat(32) };
  const swapOf = async (wallet: Wallet, hold: string): Promise<unknown> =>
    must(await wallet.holds().list()).find((one) => one.hold === hold)?.swap;

  it('is kept by whoever put it, and told to nobody else', async () => {
    const secret = must(await ben.holds().secret());
    const claim = { to: '@ben', when: `preimage ${secret}`, until: town.clock + 36 * HOUR };
    const request = { amount: '20.00', currency: 'HRB', claims: [claim], swap: wanted };
    const hold = await put(ada, request);
    expect(await swapOf(ada, hold)).toEqual(wanted);
    must(await ben.sync());
    expect(await swapOf(ben, hold)).toBe(null);
    const plain = must(await ada.holds().secret());
    const without = await put(ada, offer({ when: `preimage ${plain}` }));
    expect(await swapOf(ada, without)).toBe(null);
  });

  it('belongs to one claim under one preimage', async () => {
    const refusal = async (request: HoldRequest): Promise<unknown> => {
      const refused = await ada.holds().put([request]);
      return refused.ok ? 'put' : refused.failure.code;
    };
    const swap = { amount: '5.00', currency: 'HRB', until: 2e12 };
    const [claim] = offer().claims;
    expect(await refusal(offer({ when: 'signed 1 of eve' }, { swap }))).toBe('bad-claims');
    expect(await refusal(offer({}, { swap, claims: [claim!, claim!] }))).toBe('bad-claims');
    expect(await refusal(offer({ to: { countries: ['KE'] } }, { swap }))).toBe('bad-claims');
    expect(await refusal(offer({}, { swap: { ...swap, until: -1 } }))).toBe('bad-claims');
    expect(await refusal(offer({}, { swap: { ...swap, answers: 'ab' } }))).toBe('bad-claims');
    expect(await refusal(offer({}, { swap: { ...swap, amount: '0.001' } }))).not.toBe('put');
  });
});
