import { readProposals } from '@tallystick/ledger';
import { OFFICES, testGovernance, wordOf } from '@tallystick/ledger/testing/governance';
import { type Alarm, type Word, fromHex, signingContext, toHex } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { stageAt } from '@tallystick/rules';
import { describe, expect, it } from 'vitest';
import { Machine, SignatureWatch } from '../../testing/faults.ts';
import { keyOf, pairOf } from '../../testing/founding.ts';
import { funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import type { Wallet } from '../wallet-types.ts';
import type { OfficeStatement, ProposalRequest } from './governance-types.ts';

const governance = testGovernance((name) => keyOf(pairOf(name)));
const secrets = new Map(
  ['gates', 'council 0', 'council 1'].map((name) => {
    const pair = pairOf(name);
    return [toHex(pair.publicKey), pair];
  }),
);

function openTown(): Promise<Town> {
  return Town.open('Harbour', {}, governance);
}

function wordFrom(town: Town, office: number, proposal: string, word: Word): OfficeStatement {
  const id = fromHex(proposal, 32)!;
  return wordOf(governance, office, id, word, (key, message, kind) => {
    const pair = secrets.get(toHex(key.publicKey))!;
    return nodeCrypto.sign(pair, message, signingContext(kind, town.founding.sovereign));
  }) as OfficeStatement;
}

const PASSED: Word = { kind: 'gates', report: new Uint8Array(32), verdict: 'passed' };

function proposal(town: Town, bytes: number): ProposalRequest {
  const second = Math.ceil(town.clock / 1000) * 1000;
  const content = new Uint8Array(bytes).fill(0x61);
  const from = second + 60_000;
  return { matter: { kind: 'global' }, base: null, content, from, until: null, lane: 'ordinary' };
}

function sent(town: Town): number {
  return town.served.filter((what) => what.endsWith('/v1/transitions')).length;
}

async function sound(wallet: Wallet): Promise<void> {
  expect(must(await wallet.verify()).problems).toEqual([]);
}

describe('what an identity says about rules', () => {
  it('is proposed, reported on, voted on and adopted, each said once', async () => {
    const town = await openTown();
    const { wallet: ada } = await funded(town, 'ada', 0n);
    const { wallet: ben } = await funded(town, 'ben', 0n);
    const request = proposal(town, 100);
    const { id } = must(await ada.governance().propose(request));
    const word = wordFrom(town, OFFICES.gates, id, PASSED);
    // Whoever wants brings an office's word.
    const carried = must(await ben.governance().carry(word));
    await town.wait(1500);
    const ballot = { proposal: id, choice: 'yes' } as const;
    const voted = must(await ada.governance().vote(ballot));
    must(await ben.governance().vote({ ...ballot, choice: 'abstain' }));

    const before = sent(town);
    expect(must(await ada.governance().propose(request)).id).toBe(id);
    expect(must(await ben.governance().carry(word))).toEqual(carried);
    expect(must(await ada.governance().vote(ballot))).toEqual(voted);
    const otherwise = await ada.governance().vote({ ...ballot, choice: 'no' });
    expect(otherwise).toMatchObject({ failure: { kind: 'refused', code: 'voted' } });
    expect(must(await ada.governance().said())).toEqual([
      { kind: 'proposal', id, index: expect.any(Number) },
      { kind: 'ballot', proposal: id, choice: 'yes', ...voted },
    ]);
    expect(sent(town)).toBe(before);

    await town.wait(5000);
    const [view] = readProposals(town.ledger.state);
    expect(stageAt(view!.record, town.clock).kind).toBe('adopted');
    await sound(ada);
    await sound(ben);
  });

  it('is withdrawn by its author, and refused to anybody else', async () => {
    const town = await openTown();
    const { wallet: ada } = await funded(town, 'ada', 0n);
    const { wallet: ben } = await funded(town, 'ben', 0n);
    const { id } = must(await ada.governance().propose(proposal(town, 100)));
    const foreign = await ben.governance().withdraw(id);
    expect(foreign).toMatchObject({ failure: { kind: 'refused', code: 'not-author' } });
    const withdrawn = must(await ada.governance().withdraw(id));
    expect(must(await ada.governance().withdraw(id))).toEqual(withdrawn);
    const [view] = readProposals(town.ledger.state);
    expect(view!.record.withdrawnAt).not.toBeNull();
  });

  it('is not begun where the ledger would refuse whose it is, however long it is', async () => {
    const [people] = governance.electorates;
    const electorates = [{ ...people!, countries: ['DE'], minTier: 1 }];
    const town = await Town.open('Harbour', {}, { ...governance, electorates });
    const { wallet: ada } = await funded(town, 'ada', 0n);
    const before = sent(town);
    const long = proposal(town, 70_000);
    const modules = { ...long, matter: { kind: 'module', owner: 'KE' } } as const;
    for (const request of [long, modules]) {
      expect(await ada.governance().propose(request)).toMatchObject({
        failure: {
          kind: 'refused',
          code: 'not-entitled',
          data: { electorates: ['people'] },
          message: expect.stringContaining('(of DE, of tier 1)'),
        },
      });
    }
    expect(sent(town)).toBe(before);
  });

  it('is not signed where it makes no sense', async () => {
    const town = await openTown();
    const { wallet: ada } = await funded(town, 'ada', 0n);
    const request = proposal(town, 100);
    const before = sent(town);
    const said = ada.governance();
    const alarm: Alarm = { on: 'held', rule: null, most: 20, of: { kind: 'within', hours: 1 } };
    const codes = [
      await said.propose({ ...request, content: new Uint8Array() }),
      await said.propose({ ...request, content: new Uint8Array(2_097_153) }),
      await said.propose({ ...request, until: request.from }),
      await said.propose({ ...request, matter: { kind: 'peers' }, alarms: [alarm] }),
      await said.propose({ ...request, alarms: [{ ...alarm, most: 5 }] }),
      await said.propose({ ...request, alarms: Array.from({ length: 9 }, () => alarm) }),
      await said.withdraw('abc'),
      await said.appeal('0'.repeat(64), 'x'),
      await said.carry({
        kind: 'approval',
        proposal: new Uint8Array(32),
        office: 0,
        word: PASSED,
        signatures: [],
      }),
    ].map((outcome) => (outcome.ok ? 'ok' : outcome.failure.code));
    expect(codes).toEqual([
      'bad-content',
      'bad-content',
      'bad-interval',
      'bad-alarms',
      'bad-alarms',
      'bad-alarms',
      'bad-id',
      'bad-id',
      'bad-word',
    ]);
    expect(sent(town)).toBe(before);
  });

  it('is said once, whenever the machine stops: the proposal, and each part of a long text', async () => {
    const scenario = async (machine: Machine) => {
      const town = await openTown();
      const watch = new SignatureWatch(town);
      const { person, wallet } = await funded(town, 'ada', 0n);
      await wallet.close();
      const request = proposal(town, 40_000);
      person.faults = watch.faults(machine.faults);
      const opened = await person.open();
      if (opened.ok) await opened.value.governance().propose(request);
      person.faults = {};
      const again = must(await person.open());
      const heard: number[] = [];
      const { id } = must(await again.governance().propose(request, (said) => heard.push(said)));
      // Nothing, where it stood on the log already.
      expect([[], [0, 1, 2]]).toContainEqual(heard);
      const proposals = readProposals(town.ledger.state);
      expect(proposals.map(({ record }) => toHex(record.id))).toEqual([id]);
      // Opened, two parts and the proposal: nothing more stands on the chain.
      const said = must(await again.history()).filter(({ kind }) => kind === 'identity');
      expect(said.map(({ status }) => status)).toEqual(['final', 'final', 'final']);
      expect(watch.violations).toEqual([]);
    };
    const whole = new Machine();
    await scenario(whole);
    expect(whole.calls).toBeGreaterThan(15);
    for (let at = 0; at < whole.calls; at += 2) {
      await scenario(new Machine({ at, after: at % 4 === 0 }));
    }
  }, 120_000);
});
