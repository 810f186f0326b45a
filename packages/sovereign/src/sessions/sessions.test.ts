import { expect, test } from 'vitest';
import { type Subject, newSessions } from './sessions.ts';

const chain = new Uint8Array(32).fill(1);
const other = new Uint8Array(32).fill(2);
const key = { suite: 1, publicKey: new Uint8Array(1312) } as const;
const subject: Subject = { kind: 'identity', identity: other, device: chain, key };

test('a challenge is open for its own chain, for a minute, and once', () => {
  const sessions = newSessions();
  const { bytes, expiresAt } = sessions.challenge(chain, 1000);
  expect(bytes.length).toBe(32);
  expect(sessions.isOpen(chain, bytes, 1000)).toBe(true);
  expect(sessions.isOpen(other, bytes, 1000)).toBe(false);
  expect(sessions.isOpen(chain, bytes, expiresAt)).toBe(false);
  sessions.begin(bytes, subject, 1000);
  expect(sessions.isOpen(chain, bytes, 1001)).toBe(false);
});

test('nobody can make or change a challenge', () => {
  const sessions = newSessions();
  const { bytes } = sessions.challenge(chain, 0);
  for (let at = 0; at < 32; at += 1) {
    const bent = bytes.slice();
    bent[at]! ^= 1;
    expect(sessions.isOpen(chain, bent, 0)).toBe(false);
  }
  expect(newSessions().isOpen(chain, bytes, 0)).toBe(false);
  expect(sessions.isOpen(chain, bytes.subarray(1), 0)).toBe(false);
});

test('a token finds its session until it ends, and no other token does', () => {
  const sessions = newSessions();
  const { token, session } = sessions.begin(sessions.challenge(chain, 0).bytes, subject, 0);
  expect(sessions.find(token, 0, true)).toBe(session);
  expect(sessions.find(`${token.slice(0, -2)}AA`, 0, true)).toBeUndefined();
  expect(sessions.find('', 0, true)).toBeUndefined();
  expect(sessions.find('x'.repeat(43), 0, true)).toBeUndefined();
  expect(sessions.find(token, session.expiresAt, true)).toBeUndefined();
  sessions.end(token);
  expect(sessions.find(token, 0, true)).toBeUndefined();
});

test('a revoked device loses its sessions, and one device cannot hold many', () => {
  const sessions = newSessions();
  const begin = (): string => sessions.begin(sessions.challenge(chain, 0).bytes, subject, 0).token;
  const tokens = Array.from({ length: 40 }, begin);
  const open = tokens.filter((token) => sessions.find(token, 0, true) !== undefined);
  expect(open).toEqual(tokens.slice(-32));
  sessions.endDevice(other);
  expect(sessions.find(open[0]!, 0, true)).toBeDefined();
  sessions.endDevice(chain);
  expect(open.filter((token) => sessions.find(token, 0, true) !== undefined)).toEqual([]);
});

test('however many sessions are opened, the operator keeps theirs, and what is over makes room', () => {
  const sessions = newSessions();
  const operator: Subject = { kind: 'operator', key, by: { passkey: 'AQ' } };
  const { token } = sessions.open(operator, 0);
  const person = (n: number): Subject => {
    const device = new Uint8Array(32);
    new DataView(device.buffer).setUint32(0, n);
    return { kind: 'identity', identity: other, device, key };
  };
  const first = sessions.open(person(0), 0).token;
  for (let n = 1; n < 66_000; n += 1) sessions.open(person(n), 1);
  expect(sessions.find(token, 1, true)).toBeDefined();
  expect(sessions.find(first, 1, true)).toBeUndefined();
  const late = 16 * 60_000;
  const newest = sessions.open(person(1), late).token;
  for (let n = 0; n < 100; n += 1) sessions.open(person(n + 2), late);
  expect(sessions.find(newest, late, true)).toBeDefined();
});

const MINUTE = 60_000;

function ofOperator(by: Extract<Subject, { kind: 'operator' }>['by']): Subject {
  return { kind: 'operator', key, by };
}

test('a session that a passkey opened lasts as long as it is used, and twelve hours at most', () => {
  const sessions = newSessions();
  const used = sessions.open(ofOperator({ passkey: 'a' }), 0);
  const idle = sessions.open(ofOperator({ passkey: 'a' }), 0);
  const link = sessions.open(ofOperator('founding'), 0);
  // What a page asks by itself is no use.
  expect(sessions.find(idle.token, 29 * MINUTE, false)).toBeDefined();
  expect(sessions.find(idle.token, 30 * MINUTE, true)).toBeUndefined();
  for (let at = 0; at < 12 * 60; at += 29) {
    expect(sessions.find(used.token, at * MINUTE, true)).toBeDefined();
    expect(sessions.find(link.token, at * MINUTE, true) === undefined).toBe(at >= 15);
  }
  expect(sessions.find(used.token, 12 * 60 * MINUTE - 1, true)).toBeDefined();
  expect(sessions.find(used.token, 12 * 60 * MINUTE, true)).toBeUndefined();
});

test('the operator sees its open sessions, and ends those of a passkey, or all but one', () => {
  const sessions = newSessions();
  const one = sessions.open(ofOperator({ passkey: 'a' }), 0);
  const two = sessions.open(ofOperator({ passkey: 'b' }), 1);
  const three = sessions.open(ofOperator('key'), 2);
  sessions.begin(sessions.challenge(chain, 0).bytes, subject, 0);
  const seen = sessions.ofOperator(two.token, 3);
  expect(seen.map(({ session, isThis }) => [session.openedAt, isThis])).toEqual([
    [0, false],
    [1, true],
    [2, false],
  ]);
  sessions.endOperators(({ subject: of }) => of === one.session.subject, '');
  expect(sessions.find(one.token, 3, true)).toBeUndefined();
  sessions.endOperators((_session, isThis) => !isThis, two.token);
  expect(sessions.find(three.token, 3, true)).toBeUndefined();
  expect(sessions.find(two.token, 3, true)).toBeDefined();
});
