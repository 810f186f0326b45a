import { type Person, START } from '@tallystick/ledger/testing';
import { Desk } from '@tallystick/ledger/testing/desk';
import { governedConstitution, speak } from '@tallystick/ledger/testing/governance';
import {
  type Hash,
  type Matter,
  PART_BYTES,
  contentOf,
  encode,
  partsOf,
} from '@tallystick/protocol';
import { type GatesReport, decodeSource, gatesReportCodec, parse, print } from '@tallystick/rules';
import { pino } from 'pino';
import { beforeEach, expect, test } from 'vitest';
import type { ShadowQuestion } from '../ring/keep-ring.ts';
import type { Shadow } from '../ring/shadow-message.ts';
import { type ShadowDesk, openShadowDesk } from './shadow-desk.ts';

const KE: Matter = { kind: 'module', owner: 'KE' };
const FROM = Math.ceil((START + 60_000) / 1000) * 1000;
const TOLD: Shadow = { payments: 20, cells: [] };

let ledger: Desk;
let ada: Person;
let asked: ShadowQuestion[];
let verdict: GatesReport['verdict'] | undefined;
let monotonic: number;
let shadow: ShadowDesk;

beforeEach(() => {
  ledger = new Desk(governedConstitution());
  ada = ledger.person();
  ledger.state.header = ledger.header;
  asked = [];
  verdict = 'passed';
  monotonic = 0;
  shadow = openShadowDesk({
    state: () => ledger.state,
    ring: {
      shadow(question) {
        asked.push(question);
        return Promise.resolve(TOLD);
      },
    },
    gates: { find: () => Promise.resolve(verdict && { report: reportOf(verdict), word: null }) },
    clock: () => monotonic,
    log: pino({ level: 'silent' }),
  });
});

function reportOf(said: GatesReport['verdict']): Uint8Array {
  const none = new Uint8Array(32);
  return encode(gatesReportCodec, {
    checker: 1,
    at: START,
    matter: KE,
    base: null,
    content: none,
    rulebook: none,
    mistakes: [],
    examples: 0,
    findings: [],
    differences: [],
    overruled: [],
    undecided: [],
    leftOut: 0,
    verdict: said,
  });
}

function propose(version: number, rules = 1): Hash {
  const from = new Date(FROM).toISOString().replace('.000Z', 'Z');
  const caps = Array.from(
    { length: rules },
    (_, at) => `rule KE-${at + 1} "Cap" when amount > ${at + 5}.00 HRB then refuse`,
  );
  const { tree } = parse(`module KE version ${version} in force from ${from} ${caps.join(' ')}`);
  if (tree === null) throw new Error('no text');
  const content = new TextEncoder().encode(print(tree));
  const parts = content.length > PART_BYTES ? partsOf(content) : [];
  const said = parts.map((bytes) => {
    const part = speak(ada, { kind: 'part', bytes });
    ledger.must(part);
    return part.id;
  });
  const built = speak(ada, {
    kind: 'proposal',
    matter: KE,
    base: null,
    content: contentOf(content, said),
    from: FROM,
    until: null,
    lane: 'ordinary',
    alarms: [],
  });
  ledger.must(built);
  return built.id;
}

test('a proposal is tried as if it were in force at the header’s time, once a minute', async () => {
  const id = propose(1);
  const at = START - (START % 1000);
  expect(await shadow.ask(id)).toMatchObject({ ...TOLD, at });
  const [question] = asked;
  expect(question?.at).toBe(at);
  const source = decodeSource(question?.source ?? new Uint8Array());
  expect(source?.modules).toMatchObject([{ version: 1, force: { from: at, until: null } }]);
  expect(question?.rulebook.source?.modules).toEqual([]);
  monotonic = 59_999;
  await Promise.all([shadow.ask(id), shadow.ask(id)]);
  expect(asked).toHaveLength(1);
  monotonic = 60_000;
  await shadow.ask(id);
  expect(asked).toHaveLength(2);
});

test('proposals do not crowd the ring', async () => {
  const [one, two] = [propose(1), propose(2)];
  expect(await Promise.all([shadow.ask(one), shadow.ask(two)])).toMatchObject([TOLD, 'busy']);
  monotonic = 1000;
  expect(await shadow.ask(two)).toMatchObject(TOLD);
  expect(asked).toHaveLength(2);
});

test('the longer one takes, the longer the next waits', async () => {
  const [large, small] = [propose(1, 2500), propose(2)];
  expect(await shadow.ask(large)).toMatchObject(TOLD);
  const pauses = Math.ceil((asked[0]?.source.length ?? 0) / 65_536);
  expect(pauses).toBeGreaterThan(1);
  monotonic = pauses * 1000 - 1;
  expect(await shadow.ask(small)).toBe('busy');
  monotonic += 1;
  expect(await shadow.ask(small)).toMatchObject(TOLD);
});

test('what the gates have not passed, is not known or not in its comment stage is not tried', async () => {
  const id = propose(1);
  verdict = undefined;
  expect(await shadow.ask(id)).toBe('gates');
  verdict = 'failed';
  expect(await shadow.ask(id)).toBe('gates');
  verdict = 'tightens';
  expect(await shadow.ask(new Uint8Array(32))).toBe('unknown');
  ledger.wait(1000);
  ledger.state.header = ledger.header;
  expect(await shadow.ask(id)).toBe('not-comment');
  expect(asked).toEqual([]);
});
