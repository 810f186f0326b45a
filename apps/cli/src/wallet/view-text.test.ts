import { encodeAddress } from '@tallystick/protocol';
import { expect, it } from 'vitest';
import { viewText } from './view-text.ts';

it('shows the id of the sovereign, which `tally verify --fork --pin` asks for', () => {
  const id = 'ab'.repeat(32);
  const text = viewText({
    identity: '00'.repeat(32),
    address: encodeAddress(new Uint8Array(32)),
    handle: 'ada',
    ordinal: 0,
    device: '11'.repeat(32),
    opened: true,
    sequence: 1,
    signedTime: 0,
    devices: [],
    countries: ['KE'],
    sovereign: { url: 'http://127.0.0.1:7600', id, name: 'Harbour' },
    currencies: [],
    epochs: [],
  });
  expect(text).toMatch(new RegExp(`^Sovereign’s id +${id}$`, 'm'));
});
