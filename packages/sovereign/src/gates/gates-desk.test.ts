import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Person, START } from '@tallystick/ledger/testing';
import { Desk } from '@tallystick/ledger/testing/desk';
import { OFFICES, governedConstitution, speak } from '@tallystick/ledger/testing/governance';
import {
  type Hash,
  type Key,
  type Matter,
  approvalHash,
  contentOf,
  decode,
  signingContext,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { gatesReportCodec, parse, print, reportHash } from '@tallystick/rules';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OfficeWord } from '../ring/messages.ts';
import { type GatesDesk, type GatesDeskOptions, openGatesDesk } from './gates-desk.ts';
import { type KeptReport, keepReports } from './kept-reports.ts';
import { runApart } from './run-apart.ts';

const pair = nodeCrypto.keyPair(1, new Uint8Array(32).fill(9));
const gates: Key = { suite: 1, publicKey: pair.publicKey };
const sovereign = new Uint8Array(32).fill(2);
const KE: Matter = { kind: 'module', owner: 'KE' };
const FROM = Math.ceil((START + 60_000) / 1000) * 1000;

let folder: string;
let desk: Desk;
let ada: Person;
let open: GatesDesk[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tally-gates-'));
  const governed = governedConstitution();
  const { governance } = governed;
  if (governance === null) throw new Error('not governed');
  const offices = governance.offices.map((office, index) =>
    index === OFFICES.gates ? { ...office, signers: { threshold: 1, keys: [gates] } } : office,
  );
  desk = new Desk({ ...governed, governance: { ...governance, offices } });
  ada = desk.person();
  desk.state.header = desk.header;
  open = [];
});
afterEach(async () => {
  await Promise.all(open.map((one) => one.close()));
  await rm(folder, { recursive: true });
});

function textOf(version: number): Uint8Array {
  const from = new Date(FROM).toISOString().replace('.000Z', 'Z');
  const text = `module KE version ${version} in force from ${from}
    rule KE-1 "Cap" when amount > 5.00 HRB then refuse`;
  const { tree } = parse(text);
  if (tree === null) throw new Error('no text');
  return new TextEncoder().encode(print(tree));
}

function propose(version: number): Hash {
  const built = speak(ada, {
    kind: 'proposal',
    matter: KE,
    base: null,
    content: contentOf(textOf(version), []),
    from: FROM,
    until: null,
    lane: 'ordinary',
    alarms: [],
  });
  desk.must(built);
  return built.id;
}

function pass(ms: number): void {
  desk.wait(ms);
  desk.state.header = desk.header;
}

let said: OfficeWord[] = [];
function gatesDesk(change: Partial<GatesDeskOptions> = {}): GatesDesk {
  said = [];
  const made = openGatesDesk({
    state: () => desk.state,
    ring: {
      offices: { gates, registrars: null },
      say(word) {
        said.push(word);
        if (word.kind !== 'gates') throw new Error('another office');
        const { proposal, office, report, verdict } = word;
        const message = approvalHash({
          proposal,
          office,
          word: { kind: 'gates', report, verdict },
        });
        const context = signingContext('approval', sovereign);
        return Promise.resolve(nodeCrypto.sign(pair, message, context));
      },
    },
    reports: keepReports(folder),
    run: runApart,
    log: pino({ level: 'silent' }),
    ...change,
  });
  open.push(made);
  return made;
}

function reportIn(answer: unknown): { verdict: string; mistakes: { code: string }[]; hash: Hash } {
  if (typeof answer !== 'object' || answer === null) throw new Error(String(answer));
  const decoded = decode(gatesReportCodec, (answer as KeptReport).report);
  if (!decoded.ok) throw new Error(decoded.reason);
  const { verdict, mistakes } = decoded.value;
  return { verdict, mistakes: [...mistakes], hash: reportHash(decoded.value) };
}

test('a proposal is looked at once, and the word about it is the same for everybody, for ever', async () => {
  const id = propose(1);
  const first = gatesDesk();
  const [one, two] = await Promise.all([first.ask(id), first.ask(id)]);
  expect(one).toBe(two);
  const { verdict, mistakes, hash } = reportIn(one);
  expect({ verdict, mistakes }).toEqual({ verdict: 'tightens', mistakes: [] });
  expect(said).toMatchObject([{ office: OFFICES.gates, report: hash, proposal: id }]);
  const { word } = one as KeptReport;
  expect(word).toMatchObject({ office: OFFICES.gates, by: 0 });

  const again = gatesDesk({ run: () => Promise.reject(new Error('it was run')) });
  expect(await again.find(id)).toEqual(one);
  pass(60_000); // the vote is over by now
  expect(await again.ask(id)).toEqual(one);
  expect(said).toEqual([]);
});

test('what was stored without its signature is signed as it is', async () => {
  const id = propose(1);
  const silent = gatesDesk();
  const failing = gatesDesk({
    ring: { offices: { gates, registrars: null }, say: () => Promise.reject(new Error('closed')) },
  });
  expect(await failing.ask(id)).toBe('failed');
  const stored = await failing.find(id);
  expect(stored?.word).toBeNull();
  const answer = (await silent.ask(id)) as KeptReport;
  expect(answer.report).toEqual(stored?.report);
  expect(answer.word).not.toBeNull();
});

test('an office whose key is elsewhere says nothing here, and the report is there all the same', async () => {
  const other: Key = { suite: 1, publicKey: new Uint8Array(1312) };
  const elsewhere = gatesDesk({
    ring: {
      offices: { gates: other, registrars: null },
      say: () => Promise.reject(new Error('?')),
    },
  });
  const answer = (await elsewhere.ask(propose(1))) as KeptReport;
  expect(answer.word).toBeNull();
  expect(reportIn(answer).verdict).toBe('tightens');
});

test('numbers of rivals that are open are taken, and nobody takes them all', async () => {
  const ids = [propose(7), propose(5), propose(2_000), propose(8)];
  const made = gatesDesk();
  const codes = [];
  for (const id of ids) {
    codes.push(reportIn(await made.ask(id)).mistakes.map(({ code }) => code));
  }
  expect(codes).toEqual([[], ['number'], ['number'], []]);
});

test('nothing is run for what there is not, what is too late, or beyond what may wait', async () => {
  const made = gatesDesk({ run: () => Promise.reject(new Error('it was run')) });
  expect(await made.ask(new Uint8Array(32))).toBe('unknown');
  const id = propose(1);
  pass(1_000); // the comment stage
  expect(await made.ask(id)).toBe('over');
  expect(await readdir(folder)).toEqual([]);
});

test('what takes long tells how far it is, and what waits behind it', async () => {
  const [first, second] = [propose(1), propose(2)];
  let time = 0;
  const started = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const made = gatesDesk({
    now: () => time,
    async run(job, signal) {
      started.resolve();
      await goOn.promise;
      return await runApart(job, signal);
    },
  });
  expect(made.workOn(first)).toBeUndefined();
  const answers = [made.ask(first), made.ask(second)];
  await started.promise;
  time = 90_000;
  expect(made.workOn(first)).toEqual({ before: 0, runningMs: 90_000 });
  expect(made.workOn(second)).toEqual({ before: 1, runningMs: 0 });
  goOn.resolve();
  await Promise.all(answers);
  expect([made.workOn(first), made.workOn(second)]).toEqual([undefined, undefined]);
});

test('a thread that ends without an answer is told, and the next proposal is looked at', async () => {
  const id = propose(1);
  let runs = 0;
  const made = gatesDesk({
    run(job, signal) {
      runs += 1;
      return runs === 1
        ? runApart({ ...job, source: new Uint8Array(1) }, signal)
        : runApart(job, signal);
    },
  });
  expect(await made.ask(id)).toBe('failed');
  expect(reportIn(await made.ask(id)).verdict).toBe('tightens');
});
