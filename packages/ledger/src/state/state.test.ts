import { expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';
import { pseudoKey, testConstitution } from '../testing/parties.ts';
import { takeRecords } from './records.ts';
import { createState, deviceKey, encodeFurtherDevice, encodeRoot, rootOf } from './state.ts';

const MUCH = 1 << 20;

/** A store's record, as a store may answer it: a view of a large buffer. */
function within(record: Uint8Array): Uint8Array {
  const much = new Uint8Array(MUCH);
  much.set(record, 1000);
  return much.subarray(1000, 1000 + record.length);
}

test('a record that is kept does not keep the memory that the store read it from', () => {
  const desk = new Desk();
  const ada = desk.person();
  const device = { key: pseudoKey('phone'), encryptionKey: null };
  desk.must(ada.say({ kind: 'add-device', device }));
  const { state } = desk;
  const root = within(encodeRoot(rootOf(state, 0)));
  const slot = state.devices.count - 1;
  const further = within(encodeFurtherDevice(state.furtherDevices.get(deviceKey(slot))!));
  takeRecords(state);
  const again = createState(testConstitution(), {
    record: (_, key) => (key === deviceKey(slot) ? further : root),
  });
  const kept = rootOf(again, 0);
  const { device: phone } = again.furtherDevices.get(deviceKey(slot))!;
  for (const bytes of [kept.genesis.root.publicKey, kept.entropy, phone.key.publicKey]) {
    expect(bytes.buffer.byteLength).toBeLessThan(10_000);
  }
});
