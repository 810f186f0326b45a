import { countAppeals } from '@tallystick/ledger';
import { START } from '@tallystick/ledger/testing';
import { Council } from '@tallystick/ledger/testing/council';
import { Desk } from '@tallystick/ledger/testing/desk';
import { governedConstitution, speak } from '@tallystick/ledger/testing/governance';
import { type Alarm, type Hash, type Matter, toHex } from '@tallystick/protocol';
import { type Decision, parse, print } from '@tallystick/rules';
import { beforeEach, expect, test } from 'vitest';
import { type Desk as NodeDesk, openDesk } from '../desk/desk.ts';
import { newLogger } from '../observe/log.ts';
import { type AlarmDesk, openAlarmDesk } from './alarm-desk.ts';

const KE: Matter = { kind: 'module', owner: 'KE' };
const SHARE: Alarm = { on: 'refused', rule: 'KE-1', most: 20, of: { kind: 'last', payments: 50 } };
const COUNT: Alarm = { on: 'stopped', rule: null, most: 40, of: { kind: 'within', hours: 24 } };
const REFUSED: Decision = { outcome: 'refuse', rule: 'KE-1', requirements: [] };
const HELD: Decision = { outcome: 'hold', rule: 'missing-fact', requirements: [] };
const PAID: Decision = { outcome: 'no-objection', rule: null, requirements: [] };

let ledger: Desk;
let council: Council;
let desk: NodeDesk;
let alarms: AlarmDesk;
let logged: string[];
let told: string[];
let isTold: boolean;

beforeEach(() => {
  ledger = new Desk(governedConstitution());
  council = new Council(ledger);
  desk = openDesk(':memory:');
  [logged, told, isTold] = [[], [], true];
  alarms = open();
});

function open(): AlarmDesk {
  const log = newLogger('warn', { write: (line) => void logged.push(line) });
  return openAlarmDesk({
    state: () => ledger.state,
    desk,
    now: () => ledger.header.time,
    log,
    onRaised(id) {
      if (!isTold) throw new Error('no room on the disk');
      told.push(id);
    },
    appeals: { counts: () => countAppeals({ ...ledger.state, header: ledger.header }) },
  });
}

function textOf(version: number): Uint8Array {
  const from = new Date(START).toISOString().replace(/\.\d+Z/, 'Z');
  const { tree } = parse(`module KE version ${version} in force from ${from}
    rule KE-1 "Cap" when amount > 5.00 HRB then refuse`);
  if (tree === null) throw new Error('no text');
  return new TextEncoder().encode(print(tree));
}

/** A version that is in force now. */
function decide(version: number, declared: readonly Alarm[], base: Hash | null = null): Hash {
  const id = council.decide(KE, textOf(version), { alarms: declared, base });
  ledger.wait(2000);
  ledger.must(ledger.treasury.mint(ledger.hrb, 1n));
  return id;
}

const times = (count: number, decision: Decision): Decision[] =>
  Array.from({ length: count }, () => decision);
const raised = (): (boolean | number | null)[][] =>
  alarms.told.map(({ stopped, isAbove, raisedAt }) => [stopped, isAbove, raisedAt !== null]);

test('alarms count what is decided while their version is in force, and are raised once', () => {
  alarms.note(times(100, REFUSED));
  const id = decide(1, [SHARE, COUNT]);
  alarms.note([...times(30, REFUSED), ...times(15, PAID)]);
  alarms.look();
  // The last fifty are not fifty yet.
  expect(raised()).toEqual([
    [30, false, false],
    [30, false, false],
  ]);
  alarms.note([...times(5, PAID), ...times(14, HELD)]);
  alarms.look();
  expect(raised()).toEqual([
    [0, false, false],
    [40, false, false],
  ]);
  alarms.note(times(50, REFUSED));
  expect(raised()[0]).toEqual([0, false, false]);
  alarms.look();
  expect(raised()).toEqual([
    [50, true, true],
    [90, true, true],
  ]);
  expect(alarms.told).toMatchObject([{ proposal: id, since: START + 4000 }, { alarm: COUNT }]);
  alarms.note(times(50, PAID));
  alarms.look();
  expect(raised()[0]).toEqual([0, false, true]);
  expect(logged.filter((line) => line.includes(toHex(id)))).toHaveLength(2);
  expect(told).toEqual([0, 1].map((place) => `alarm-${toHex(id)}-${place}`));
});

test('a node that was started again has counted on, and tells what was raised', () => {
  decide(1, [SHARE, COUNT]);
  alarms.note([...times(30, REFUSED), ...times(20, PAID)]);
  alarms.look();
  alarms.note(times(20, HELD));
  alarms.close();
  alarms = open();
  alarms.look();
  // 20 of the last 50 payments are what was held, and 10 are refused.
  expect(raised()).toEqual([
    [0, false, true],
    [50, true, true],
  ]);
});

test('an alarm that could not be told is told later, after a restart as well', () => {
  const id = decide(1, [SHARE]);
  alarms.note(times(60, REFUSED));
  isTold = false;
  alarms.look();
  expect(told).toEqual([]);
  expect(raised()).toEqual([[50, true, false]]);
  alarms.close();
  alarms = open();
  isTold = true;
  alarms.look();
  alarms.look();
  expect(told).toEqual([`alarm-${toHex(id)}-0`]);
});

test('alarms are in the order in which their versions were proposed, whatever they are about', () => {
  const first = decide(1, []);
  const text = 'list SOME of parties version 1 in force from 2027-01-15 fresh for 9 days: none\n';
  const content = new TextEncoder().encode(text);
  const list = council.decide({ kind: 'list', name: 'SOME' }, content, { alarms: [COUNT] });
  const second = decide(2, [SHARE], first);
  alarms.look();
  expect(alarms.told.map(({ proposal }) => proposal)).toEqual([list, second]);
});

test('with the next version, a rollback among them, its alarms are gone', () => {
  const before = decide(1, [SHARE]);
  alarms.note(times(60, REFUSED));
  alarms.look();
  expect(raised()).toEqual([[50, true, true]]);
  decide(2, [], before);
  alarms.look();
  expect(alarms.told).toEqual([]);
});

test('damaged counts begin anew', () => {
  decide(1, [SHARE]);
  alarms.note(times(60, REFUSED));
  alarms.look();
  alarms.close();
  desk.exec('DROP TRIGGER temp.alarmChanged; UPDATE alarm SET raisedAt = 7');
  alarms = open();
  alarms.look();
  expect(raised()).toEqual([[0, false, false]]);
});

test('an appeal that nobody has answered in time is told to the operator, once', () => {
  const note = new Uint8Array(32);
  ledger.must(speak(ledger.person(), { kind: 'appeal', decision: note, note }));
  const late = (): unknown[] => logged.filter((line) => line.includes('answered in time'));
  ledger.wait(30 * 86_400_000);
  alarms.look();
  expect(late()).toEqual([]);
  ledger.wait(1);
  alarms.look();
  alarms.look();
  expect(late()).toHaveLength(1);
});
