import { type WalletView, failed } from '@tallystick/wallet';
import { expect, it } from 'vitest';
import { evidenceOf } from './evidence.ts';

const view: WalletView = {
  address: 'tly1ada',
  identity: '01',
  device: '02',
  ordinal: 1,
  handle: 'ada',
  countries: ['KE'],
  devices: [],
  opened: true,
  sovereign: { url: 'https://harbour.example', id: 'ab', name: 'Harbour' },
  currencies: [],
  sequence: 3,
  signedTime: 5,
  epochs: [],
};

it('evidence has both sides of a contradiction, whole, and what the wallet had seen', () => {
  const checkpoints = ['origin\n5\nfirst', 'origin\n5\nsecond'];
  const { failure } = failed('tampering', 'log-forked', 'Two histories.', { checkpoints });
  const evidence: unknown = JSON.parse(evidenceOf(view, failure, 'seen', 0));
  expect(evidence).toMatchObject({
    savedAt: '1970-01-01T00:00:00.000Z',
    sovereign: view.sovereign,
    wallet: { address: 'tly1ada', sequence: 3 },
    problem: { code: 'log-forked', message: 'Two histories.', data: { checkpoints } },
    checkpoints: 'seen',
  });
});
