import { equalBytes, type Key, type State, type Statement, ZERO_HASH } from '@tallystick/protocol';
import { describe, expect, test } from 'vitest';
import { stateRoot } from '../state/root.ts';
import { Desk, outcomeOf, taking } from '../testing/desk.ts';
import {
  assemble,
  type Built,
  holdFor,
  LATE,
  Person,
  seeded,
  testConstitution,
} from '../testing/parties.ts';
import { seal, verifySeal } from '../testing/seal.ts';

/** Transitions of every kind of chain that would be admitted as they are, and who signs them. */
function scene(): { desk: Desk; good: Record<Kind, Good> } {
  const desk = new Desk(testConstitution(), seal);
  desk.verify = verifySeal;
  const ada = new Person(1, { sign: seal });
  desk.must(ada.open());
  desk.must(desk.treasury.mint(desk.hrb, 100n));
  desk.must(ada.say(handle('ada')));
  const put = desk.treasury.put('KE', [holdFor(ada.id, desk.hrb, 10n)]);
  desk.must(put);
  desk.must(ada.account.take([taking(put, 0, 0, 10n, desk.hrb)]));
  const own = [holdFor(ada.id, desk.hrb, 10n)];
  return {
    desk,
    good: {
      treasury: { built: desk.treasury.burn(desk.hrb, 90n), key: desk.treasury.key, by: 0 },
      identity: { built: ada.say(handle('lovelace')), key: ada.genesis.device.key, by: 1 },
      device: { built: ada.account.put('KE', own), key: ada.account.key, by: 0 },
    },
  };
}

function handle(name: string): Statement {
  return { kind: 'handle', handle: name };
}

interface Good {
  readonly built: Built;
  readonly key: Key;
  readonly by: number;
}

type Kind = 'treasury' | 'identity' | 'device';

const RANDOM = seeded('other', 1, 32);

/** What one owner, who signs whatever he likes, may try with each field of the state. */
const changes: [field: string, change: (state: State) => State, outcome: string][] = [
  ['the suite', (state) => ({ ...state, suite: 2 }), 'not-acceptable: wrong-suite'],
  ['another chain', (state) => ({ ...state, chain: RANDOM }), 'not-acceptable: unknown-chain'],
  ['a later sequence', (state) => plus(state, 1), 'not-acceptable: not-successor'],
  ['an earlier sequence', (state) => plus(state, -1), 'not-acceptable'],
  ['previous', (state) => ({ ...state, previous: RANDOM }), 'not-acceptable: not-successor'],
  ['no previous', (state) => ({ ...state, previous: ZERO_HASH }), 'not-acceptable: not-successor'],
  ['the entropy', (state) => ({ ...state, entropy: RANDOM }), 'not-acceptable: wrong-entropy'],
  ['the operation', (state) => ({ ...state, operation: RANDOM }), 'malformed'],
  ['the contents', (state) => ({ ...state, contents: RANDOM }), 'contents-mismatch'],
  ['no contents', (state) => ({ ...state, contents: ZERO_HASH }), 'contents-mismatch'],
];

describe.each<Kind>(['treasury', 'identity', 'device'])('on the chain of a kind: %s', (kind) => {
  test.each(changes)('%s is noticed, though the owner signs it', (_, change, outcome) => {
    const { desk, good } = scene();
    const { built, key, by } = good[kind];
    const sign = (signer: number, id: Uint8Array): Uint8Array => seal(signer, id, key);
    const next = change(built.state);
    // What an operation leaves may be nothing.
    const isSame =
      equalBytes(next.contents, built.state.contents) && outcome.startsWith('contents');
    const changed = assemble(next, built.operation, [by], sign);
    const before = stateRoot(desk.state, 0);
    if (!isSame) expect(outcomeOf(desk.offer(changed.bytes))).toContain(outcome);
    expect(stateRoot(desk.state, 0)).toEqual(before);
    expect(desk.outcome(built)).toBe('admitted');
  });
});

test('a transition is good up to its last millisecond, and no longer', () => {
  const desk = new Desk();
  const mint = desk.treasury.mint(desk.hrb, 5n);
  desk.wait(LATE - desk.header.time + 1);
  expect(desk.outcome(mint)).toBe('not-acceptable: expired');
  desk.header = { ...desk.header, time: LATE };
  expect(desk.outcome(mint)).toBe('admitted');
});

test('a transition is good for no longer than the constitution allows', () => {
  const constitution = testConstitution();
  const parameters = { ...constitution.parameters, validityMs: 86_400_000 };
  const desk = new Desk({ ...constitution, parameters });
  const open = new Person(1).open();
  expect(desk.outcome(open)).toBe('not-acceptable: too-far-ahead');
  desk.wait(LATE - parameters.validityMs - 1 - desk.header.time);
  expect(desk.outcome(open)).toBe('not-acceptable: too-far-ahead');
  desk.wait(1);
  expect(desk.outcome(open)).toBe('admitted');
});

describe('signatures', () => {
  test.each([
    [[0], 'not-acceptable: wrong-signers'],
    [[0, 2], 'admitted'],
    [[1, 2], 'admitted'],
    [[0, 1, 2], 'admitted'],
    [[0, 3], 'not-acceptable: wrong-signers'],
  ])('of a treasury of two of three by %j: %s', (by, outcome) => {
    const constitution = testConstitution();
    const desk = new Desk(constitution, seal);
    desk.verify = verifySeal;
    const { state, operation } = desk.goldTreasury.mint(desk.gld, 5n);
    const keys = constitution.currencies[1]!.treasury.keys;
    const sign = (signer: number, id: Uint8Array): Uint8Array =>
      seal(signer, id, keys[signer] ?? keys[0]!);
    expect(outcomeOf(desk.offer(assemble(state, operation, by, sign).bytes))).toBe(outcome);
  });

  test('must all be good, also those that are not needed', () => {
    const constitution = testConstitution();
    const desk = new Desk(constitution, seal);
    desk.verify = verifySeal;
    const { state, operation } = desk.goldTreasury.mint(desk.gld, 5n);
    const keys = constitution.currencies[1]!.treasury.keys;
    const sign = (signer: number, id: Uint8Array): Uint8Array =>
      seal(signer, id, keys[signer === 2 ? 0 : signer]!);
    const offered = assemble(state, operation, [0, 1, 2], sign);
    expect(outcomeOf(desk.offer(offered.bytes))).toBe('not-acceptable: wrong-signature');
  });

  test.each([[[1]], [[0, 1]]])('of a device are one, by 0, and not by %j', (by) => {
    const desk = new Desk();
    const ada = desk.funded(10n);
    const { state, operation } = ada.account.put('KE', [holdFor(ada.id, desk.hrb, 1n)]);
    const offered = assemble(state, operation, by, () => new Uint8Array(4));
    expect(outcomeOf(desk.offer(offered.bytes))).toBe('not-acceptable: wrong-signers');
  });
});

function plus(state: State, change: number): State {
  return { ...state, sequence: state.sequence + change };
}
