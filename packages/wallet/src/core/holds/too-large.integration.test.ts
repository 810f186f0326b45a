import { MAX_CLAIMS, MAX_HOLDS } from '@tallystick/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import type { Wallet } from '../wallet-types.ts';
import type { ClaimRequest, HoldRequest } from './holds-types.ts';

let town: Town;
let ada: Wallet;
let until: number;

beforeAll(async () => {
  town = await Town.open();
  ada = (await funded(town, 'ada', 10_000n)).wallet;
  await funded(town, 'ben', 0n);
  until = town.clock + 86_400_000;
});

function holds(count: number, all: readonly ClaimRequest[]): HoldRequest[] {
  return Array.from({ length: count }, () => {
    return { amount: '0.01', currency: 'HRB', claims: all };
  });
}

/** As many as a hold may have. */
function claims(one: ClaimRequest): ClaimRequest[] {
  return Array.from({ length: MAX_CLAIMS }, () => one);
}

const SIGNED = 'signed 1 of ben';
const ORACLES = Array.from({ length: 4 }, (_, at) => `oracle ben "${at}"`).join(' or ');

describe('what one transition has no room for', () => {
  it.each<[string, () => HoldRequest[]]>([
    [
      'fifty holds that ask for a signature',
      () => holds(50, [{ to: '@ben', when: SIGNED, until }]),
    ],
    [
      'as many holds and claims as there may be',
      () => holds(MAX_HOLDS, claims({ to: '@ben', until })),
    ],
    [
      'one hold whose claims name many keys',
      () => holds(1, claims({ to: '@ben', when: ORACLES, until })),
    ],
  ])('is refused before anything is signed or stored: %s', async (_, asked) => {
    const before = must(await ada.history()).length;
    const put = await ada.holds().put(asked());
    expect(put).toMatchObject({
      ok: false,
      failure: { kind: 'usage', code: 'operation-too-large', data: { most: 65_536 } },
    });
    expect(!put.ok && put.failure.message).toMatch(/^All of this takes \d+ bytes.*fewer holds/);
    expect(must(await ada.history()).length).toBe(before);
    expect(must(await ada.holds().list())).toEqual([]);
    // Nothing is pending: the next payment has the place at once.
    const paid = must(await ada.pay({ to: '@ben', amount: '0.01', currency: 'HRB' }));
    expect(paid.status).toBe('final');
  });

  it('is no payment: as many as there may be, each with a memo, have room', async () => {
    const one = { to: '@ben', amount: '0.01', currency: 'HRB', memo: 'For the fish.' };
    const paid = must(await ada.payMany(Array.from({ length: MAX_HOLDS }, () => one)));
    expect(new Set(paid.map(({ status }) => status))).toEqual(new Set(['final']));
  });
});

it('more countries than a claim may name are refused by the wallet', async () => {
  const countries = Array.from({ length: 33 }, (_, at) => {
    return String.fromCodePoint(65 + Math.trunc(at / 26), 65 + (at % 26));
  });
  const put = await ada.holds().put(holds(1, [{ to: { countries }, when: SIGNED, until }]));
  expect(put).toMatchObject({ failure: { kind: 'usage', code: 'bad-country' } });
  const fewer = countries.slice(0, 32);
  must(await ada.holds().put(holds(1, [{ to: { countries: fewer }, when: SIGNED, until }])));
});
