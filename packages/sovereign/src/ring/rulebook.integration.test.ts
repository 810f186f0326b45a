import type { CurrentRulebook, Question } from '@tallystick/ledger';
import { approvalHash, encode, list, signingContext } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import {
  type Facts,
  type RulebookSource,
  checkTexts,
  encodeSource,
  factsCodec,
  noObjection,
  unknownFacts,
} from '@tallystick/rules';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_GOVERNANCE } from '../founding/governance/default-governance.ts';
import { Scene } from '../testing/scene.ts';
import type { Ring } from './keep-ring.ts';
import { openRing, requireOpen } from './open-ring.ts';

/** The ring's own program, with rules that are given to it. */
let scene: Scene;
let ring: Ring;
const id = new Uint8Array(32).fill(1);

beforeAll(async () => {
  scene = await Scene.found({ governance: { ...DEFAULT_GOVERNANCE, registrars: 'council' } });
  ring = openRing({}, scene.folder, pino({ level: 'silent' }));
  await requireOpen(ring);
});
afterAll(async () => {
  await ring.close();
  await scene.remove();
});

/** Kenya refuses above so many EUR. */
function capped(most: number): CurrentRulebook {
  const text = `module KE version 1 in force from 2027-01-01
    rule KE-1 "Cap" when amount > ${most}.00 EUR then refuse`;
  const currencies = [{ code: 'EUR', id, decimals: 2 }];
  const checked = checkTexts([{ name: 'KE', text }], { currencies, settings: [] });
  if (!checked.ok) throw new Error('a mistake');
  return checked;
}

function about(rulebook: CurrentRulebook, ...amounts: readonly bigint[]): Question {
  const facts = amounts.map((amount): Facts => ({
    ...unknownFacts(rulebook.rulebook.needs, 1),
    currency: id,
    amount,
    sender: { country: 'KE', tier: 0 },
    receivers: [{ kind: 'party', country: 'KE', tier: 0, first: null }],
    online: true,
    time: Date.UTC(2027, 5),
    sent: rulebook.rulebook.needs.sent.map((hours) => ({ hours, amount: 0n })),
  }));
  const encoded = encode(list(factsCodec, amounts.length), facts);
  return { rulebook, count: amounts.length, facts: encoded };
}

async function outcomes(rulebook: CurrentRulebook): Promise<string[]> {
  const decisions = await ring.decide(about(rulebook, 150n, 250n, 350n));
  return decisions.map(({ outcome }) => outcome);
}

test('a ring decides by the rulebook that each question names, whichever ring it is', async () => {
  const [one, two, three] = [capped(1), capped(2), capped(3)];
  expect(await outcomes(one)).toEqual(['refuse', 'refuse', 'refuse']);
  // Two at a change-over, in any order.
  const both = await Promise.all([outcomes(two), outcomes(one), outcomes(two)]);
  expect(both.map((all) => all.filter((one) => one === 'refuse').length)).toEqual([2, 3, 2]);
  expect(await outcomes(three)).toEqual(['no-objection', 'no-objection', 'refuse']);
  expect(await outcomes(one)).toEqual(['refuse', 'refuse', 'refuse']);
  expect(await outcomes({ source: null, rulebook: noObjection })).not.toContain('refuse');

  process.kill(ring.pid ?? 0, 'SIGSTOP');
  const waiting = outcomes(two);
  process.kill(ring.pid ?? 0, 'SIGKILL');
  expect(await waiting).toEqual(['no-objection', 'refuse', 'refuse']);
  expect(await outcomes(one)).toEqual(['refuse', 'refuse', 'refuse']);
  expect(ring.starts).toBe(2);
});

test('another rulebook is tried on what was decided, and numbers alone come back', async () => {
  const fresh = openRing({}, scene.folder, pino({ level: 'silent' }));
  try {
    await requireOpen(fresh);
    const [inForce, strict] = [capped(4), capped(2)];
    const at = Date.UTC(2027, 5);
    const asked = { rulebook: inForce, source: encodeSource(sourceOf(strict)), at };
    expect(await fresh.shadow(asked)).toEqual({ payments: 0, cells: [] });
    const amounts = Array.from({ length: 23 }, (_, n) => (n < 12 ? 350n : 150n));
    await fresh.decide(about(inForce, ...amounts));
    const cells = [{ change: 'newly-refused', rule: 'KE-1', count: 10 }];
    expect(await fresh.shadow(asked)).toEqual({ payments: 20, cells });
    const back = { ...asked, rulebook: strict, source: encodeSource(sourceOf(inForce)) };
    expect(await fresh.shadow(back)).toMatchObject({ cells: [{ change: 'newly-allowed' }] });
    await expect(fresh.shadow({ ...asked, source: Uint8Array.of(1) })).rejects.toThrow('declines');
    expect(fresh.starts).toBe(1);
  } finally {
    await fresh.close();
  }
});

function sourceOf({ source }: CurrentRulebook): RulebookSource {
  if (source === null) throw new Error('no source');
  return source;
}

test('what cannot be compiled, or is another, decides nothing; the ring goes on', async () => {
  const [good, other] = [capped(4), capped(5)];
  const mistaken = { source: other.source, rulebook: good.rulebook };
  await expect(outcomes(mistaken)).rejects.toThrow('declines');
  const unknown = { source: null, rulebook: capped(6).rulebook };
  await expect(outcomes(unknown)).rejects.toThrow('declines');
  const { starts } = ring;
  expect(await outcomes(other)).toEqual(['no-objection', 'no-objection', 'no-objection']);
  expect(ring.starts).toBe(starts);
});

test('it signs words for the office of gates, and has no key of another', async () => {
  const { governance } = scene.folder.constitution;
  const [gates] = governance?.offices[governance.gates]?.signers.keys ?? [];
  if (gates === undefined) throw new Error('no key of gates');
  expect(ring.offices).toEqual({ gates, registrars: null });
  const hash = new Uint8Array(32).fill(8);
  const said = { kind: 'gates', report: hash, verdict: 'passed' } as const;
  const signature = await ring.say({ ...said, proposal: id, office: 2 });
  const message = approvalHash({ proposal: id, office: 2, word: said });
  const context = signingContext('approval', scene.sovereign);
  expect(nodeCrypto.verify(gates, message, signature, context)).toBe(true);
  const registration = { identity: id, key: hash, vendor: hash, attestation: hash };
  await expect(ring.say({ kind: 'registrars', ...registration })).rejects.toThrow('declines');
});
