import {
  decode,
  decodeGovernance,
  type Governance,
  operationCodec,
  toHex,
  transitionCodec,
} from '@tallystick/protocol';
import { stageAt, tally } from '@tallystick/rules';
import { expect, test } from 'vitest';
import { decodeEntry } from '../effects/entry.ts';
import { type Ledger, openLedger } from '../ledger.ts';
import { loadState } from '../state/load.ts';
import { stateRoot } from '../state/root.ts';
import { openMemoryStore, type Store } from '../store/index.ts';
import { Assembly } from '../testing/assembly.ts';
import { submit } from '../testing/counter.ts';
import { testGovernance } from '../testing/governance.ts';
import { type History, history } from '../testing/history.ts';
import { reportOn } from '../testing/report.ts';
import { sealedCrypto, verifySeal } from '../testing/seal.ts';
import { testSovereign } from '../testing/sovereign.ts';
import { countAppeals, readBallots, readProposals, readVersions, rulebookInForce } from './read.ts';

/** Votes that take voting keys for global rules, and offices that decide the rest soon. */
function livelyGovernance(): Governance {
  const governance = testGovernance();
  const procedures = governance.procedures.map((procedure) => ({
    ...procedure,
    commentMs: 4000,
    voteMs: 12_000,
    timelockMs: 2000,
    emergencyMs: procedure.office === null ? 0 : 10_000,
    vendors: procedure.vendors,
    audits: 0,
    quorumPermille: 100,
  }));
  return { ...governance, procedures };
}

const RANKS = { comment: 0, voting: 1, timelock: 2, adopted: 3, withdrawn: 4, failed: 4 } as const;

/** The ballots of each proposal in log order, as whoever looks through the whole log finds them. */
function ballotsOnLog(store: Store): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (let index = 0; ; index += 1) {
    const entry = store.entry(index);
    if (entry === undefined) return found;
    const opened = decodeEntry(entry.bytes);
    const bytes = opened.ok ? opened.value.transition : null;
    const transition = bytes && decode(transitionCodec, bytes);
    const operation = transition?.ok ? decode(operationCodec, transition.value.operation) : null;
    if (!operation?.ok || operation.value.kind !== 'say') continue;
    const said = decodeGovernance(operation.value.statement, operation.value.body);
    if (!said.ok || said.value.kind !== 'ballot') continue;
    const name = toHex(said.value.proposal);
    found.set(name, [...(found.get(name) ?? []), toHex(entry.id ?? new Uint8Array())]);
  }
}

/** Asserts at every header that no stage goes back, and nothing is in force without gates and votes. */
function watch(): (ledger: Ledger) => void {
  const ranks = new Map<string, number>();
  return ({ state }) => {
    const time = state.header?.time ?? 0;
    for (const { record, matter } of readProposals(state)) {
      const stage = stageAt(record, time);
      const [id, rank] = [toHex(record.id), RANKS[stage.kind]];
      expect(rank).toBeGreaterThanOrEqual(ranks.get(id) ?? 0);
      ranks.set(id, rank);
      const isVersion = readVersions(state, matter).versions.some(
        ({ proposal }) => toHex(proposal) === id,
      );
      if (!isVersion) continue;
      const { procedure, gates, counts, members } = record;
      expect(gates?.verdict).not.toBe('failed');
      expect(gates?.at).toBeLessThan(
        record.lane === 'emergency' ? record.schedule.voteUntil : record.schedule.voteFrom,
      );
      if (procedure.office !== null) expect(record.approvedAt).not.toBeNull();
      if (procedure.electorate !== null && record.lane === 'ordinary') {
        expect(tally(procedure, members, counts).passes).toBe(true);
      }
    }
  };
}

/** Statements and payments, with closures and restarts. */
async function run(made: History, steps: number): Promise<[Ledger, Map<string, number>]> {
  const { traffic, sovereign, image } = made;
  let { ledger } = made;
  const assembly = new Assembly({
    state: () => ledger.state,
    people: () => traffic.people,
    below: (count) => traffic.below(count),
  });
  const check = watch();
  const outcomes = new Map<string, number>();
  await made.run(12);
  for (let step = 0; step < steps; step += 1) {
    const said = traffic.below(4) > 0 ? assembly.next() : traffic.next();
    const [answer] = await submit(ledger, [said], verifySeal);
    const code = answer?.ok === true ? said.operation.kind : (answer?.code ?? '');
    outcomes.set(code, (outcomes.get(code) ?? 0) + 1);
    if (traffic.below(12) === 0) await ledger.heartbeat();
    if (traffic.below(60) === 0) {
      await ledger.close();
      const { constitution, epoch } = sovereign;
      const ports = sovereign.ports(openMemoryStore(image), { crypto: sealedCrypto });
      ledger = await openLedger(constitution, epoch, ports);
    }
    sovereign.clock += traffic.below(60) === 0 ? 400_000 : traffic.below(1500);
    check(ledger);
  }
  return [ledger, outcomes];
}

test.each([11, 137, 301])(
  'a log of statements gives the same state again, seed %i',
  async (seed) => {
    const sovereign = testSovereign({ governance: livelyGovernance() });
    const made = await history(seed, {}, sovereign);
    const [ledger, outcomes] = await run(made, 150);
    const { image } = made;
    // What was said under the last header has its effect under the next one.
    await ledger.heartbeat();
    expect(outcomes.get('say')).toBeGreaterThan(30);
    const report = await reportOn(image, sovereign);
    expect(report.problems).toEqual([]);
    const { state } = loadState(sovereign.constitution, openMemoryStore(image));
    expect(stateRoot(state, ledger.size)).toEqual(stateRoot(ledger.state, ledger.size));
    expect(readProposals(state)).toEqual(readProposals(ledger.state));
    expect(countAppeals(state)).toEqual(countAppeals(ledger.state));
    const onLog = ballotsOnLog(openMemoryStore(image));
    expect(onLog.size).toBeGreaterThan(0);
    for (const view of readProposals(state)) {
      const ballots = readBallots(state, view, 0, 256);
      expect(ballots).toEqual(readBallots(ledger.state, view, 0, 256));
      const said = ballots.map((one) => toHex(one.said));
      expect(said).toEqual(onLog.get(toHex(view.record.id)) ?? []);
      expect(readBallots(state, view, 1, 2)).toEqual(ballots.slice(1, 3));
    }
    expect(rulebookInForce(state).rulebook.hash).toEqual(
      rulebookInForce(ledger.state).rulebook.hash,
    );
  },
);
