import { decodeMessage, encodeMessage } from '@tallystick/protocol';
import { expect, it } from 'vitest';
import { funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import { openWallet } from '../lifecycle/open-wallet.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

it('who was verified is not believed longer than a checkpoint is fresh, nor with anything else', async () => {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
  const { wallet: before, person } = await funded(town, 'ada', 100_000n);
  const { wallet: ben } = await funded(town, 'ben', 0n);
  const { wallet: eve } = await funded(town, 'eve', 0n);
  must(await before.sync());
  await before.close();
  must(await ben.offline().prepare());
  must(await eve.offline().prepare());
  const ports = person.ports();
  const start = town.clock;
  let now = start;
  const unlock = { kind: 'key', key: new Uint8Array(32).fill(1) } as const;
  const ada = must(
    await openWallet(unlock, { ...ports, clock: { ...ports.clock, now: () => now } }),
  );
  const { message } = must(await ben.offline().request('5.00', 'HRB', '', 3 * DAY));
  const faultAt = async (after: number): Promise<unknown> => {
    now = start + after;
    const read = await ada.offline().readRequest(message);
    return read.ok ? undefined : read.failure.data['fault'];
  };
  // A town's checkpoints are fresh for 48 hours.
  const times = [0, MINUTE, 47 * HOUR + 20 * MINUTE, 47 * HOUR + 40 * MINUTE];
  for (const after of times) expect(await faultAt(after)).toBeUndefined();
  expect(await faultAt(48 * HOUR + 10 * MINUTE)).toBe('checkpoint-stale');
  // A clock that was put back is before what was verified.
  expect(await faultAt(MINUTE)).toBeUndefined();

  // A membership that was verified of one is none of another.
  const { message: hers } = must(await eve.offline().request('5.00', 'HRB', '', 3 * DAY));
  expect((await ada.offline().readRequest(hers)).ok).toBe(true);
  const mixed = mix(hers, message);
  expect(await ada.offline().readRequest(mixed)).toMatchObject({
    ok: false,
    failure: { code: 'request-membership', data: { fault: 'other-identity' } },
  });
  for (const wallet of [ada, ben, eve]) await wallet.close();
});

/** The request of one message with the membership of another. */
function mix(request: Uint8Array, membership: Uint8Array): Uint8Array {
  const [one, other] = [decodeMessage(request), decodeMessage(membership)];
  if (!one.ok || one.value.kind !== 'request') throw new Error('no request');
  if (!other.ok || other.value.kind !== 'request') throw new Error('no request');
  return encodeMessage({ ...one.value, membership: other.value.membership });
}
