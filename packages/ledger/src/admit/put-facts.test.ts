import type { Hold } from '@tallystick/protocol';
import {
  type Decision,
  type Facts,
  NO_OBJECTION,
  noObjection,
  type Rulebook,
} from '@tallystick/rules';
import { expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';
import { opened, raise, tabFor } from '../testing/offline.ts';
import { holdFor } from '../testing/parties.ts';

/** Keeps what it was told. */
function listening(more: Partial<Rulebook['needs']> = {}): { rulebook: Rulebook; told: Facts[] } {
  const told: Facts[] = [];
  const rulebook: Rulebook = {
    hash: new Uint8Array(32).fill(4),
    needs: { ...noObjection.needs, ...more },
    decide(facts): Decision {
      told.push(facts);
      return NO_OBJECTION;
    },
  };
  return { rulebook, told };
}

test('a purpose is what its hold says, and missing where it says none', () => {
  const desk = new Desk();
  const [ada, ben] = [desk.funded(100n), desk.person()];
  const { rulebook, told } = listening();
  desk.rulebook = rulebook;
  const wages: Hold = { ...holdFor(ben.id, desk.hrb, 5n), purpose: 'SALA' };
  desk.must(ada.account.put('KE', [wages, holdFor(ben.id, desk.hrb, 6n)]));
  expect(told.map(({ purpose }) => purpose)).toEqual(['SALA', null]);
});

test('a raise counts as a payment, for the payee and the purpose of its hold', () => {
  const desk = new Desk();
  const [ada, ben] = [desk.funded(100n), desk.person()];
  const { rulebook, told } = listening({ payments: [24], payees: [24], first: true });
  desk.rulebook = rulebook;
  const { acts } = opened(desk, ada, tabFor(ben.id, desk.hrb, 50n, {}, { purpose: 'RENT' }));
  for (const by of [7n, 8n]) {
    desk.must(raise(ada.account, [{ hold: acts.hold, by, currency: desk.hrb }]));
  }
  expect(told).toMatchObject([
    { amount: 50n, payments: [{ count: 0 }], payees: [{ count: 0 }], receivers: [{ first: true }] },
    { amount: 7n, payments: [{ count: 1 }], payees: [{ count: 1 }], receivers: [{ first: false }] },
    { amount: 8n, payments: [{ count: 2 }], payees: [{ count: 1 }], receivers: [{ first: false }] },
  ]);
  expect(told.map(({ purpose }) => purpose)).toEqual(['RENT', 'RENT', 'RENT']);
});
