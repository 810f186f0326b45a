import { expect, test } from 'vitest';
import { newEventHub } from './event-hub.ts';
import type { NodeEvent } from './node-event.ts';

const ada = new Uint8Array(32).fill(1);
const bob = new Uint8Array(32).fill(2);

function event(index: number, part = 0, identity = ada): NodeEvent {
  return { id: `${index}-${part}`, index, type: 'admitted', identity, time: 0, data: {} };
}
const ids = (events: readonly NodeEvent[] | undefined): string[] | undefined =>
  events?.map(({ id }) => id);

test('a reader gets the events of its identity, in order, and no others', async () => {
  const hub = newEventHub();
  expect(hub.isIdle).toBe(true);
  const stream = hub.subscribe(ada, 0, 0);
  expect([hub.isIdle, hub.wants(ada), hub.wants(bob)]).toEqual([false, true, false]);
  const first = stream.next();
  hub.publish([event(1), event(1, 1, bob), event(2)]);
  expect(ids(await first)).toEqual(['1-0', '2-0']);
  hub.publish([event(3)]);
  expect(ids(await stream.next())).toEqual(['3-0']);
  const last = stream.next();
  stream.close();
  expect(await last).toEqual([]);
});

test('a reader that comes back gets what it missed, or is told that it is forgotten', () => {
  const hub = newEventHub();
  expect(hub.since(ada, '10-0')).toBeUndefined();
  hub.subscribe(ada, 10, 0).close();
  hub.publish([event(11), event(12, 0, bob), event(12, 1), event(13)]);
  expect(ids(hub.since(ada, '11-0'))).toEqual(['12-1', '13-0']);
  expect(ids(hub.since(ada, '12-1'))).toEqual(['13-0']);
  expect(ids(hub.since(ada, '9-0'))).toEqual(['11-0', '12-1', '13-0']);
  expect(hub.since(ada, '8-0')).toBeUndefined();
  for (const text of ['', 'x', '1', '-1-0', '13-0\n', '9'.repeat(30)]) {
    expect(hub.since(ada, text)).toBeUndefined();
  }
});

test('what is remembered is bounded, and says where it begins', () => {
  const hub = newEventHub();
  hub.subscribe(ada, 0, 0);
  for (let index = 1; index <= 513; index += 1) hub.publish([event(index)]);
  expect(hub.since(ada, '255-0')).toBeUndefined();
  expect(hub.since(ada, '256-0')?.length).toBe(257);
  expect(ids(hub.since(ada, '511-0'))).toEqual(['512-0', '513-0']);
});

test('a reader that does not read ends, and channels without readers do not pile up', async () => {
  const hub = newEventHub();
  const slow = hub.subscribe(ada, 0, 0);
  for (let index = 1; index <= 2000; index += 1) hub.publish([event(index)]);
  expect(await slow.next()).toEqual([]);
  const other = hub.subscribe(ada, 0, 0);
  slow.close();
  hub.subscribe(bob, 0, Number.MAX_SAFE_INTEGER);
  expect(hub.wants(ada)).toBe(true);
  other.close();
  hub.subscribe(new Uint8Array(32), 0, Number.MAX_SAFE_INTEGER);
  expect([hub.wants(ada), hub.wants(bob)]).toEqual([false, true]);
  const last = hub.subscribe(bob, 0, 0);
  hub.close();
  expect(await last.next()).toEqual([]);
});
