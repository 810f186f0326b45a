import { toHex } from '@tallystick/protocol';
import { expect, it } from 'vitest';
import {
  CONSTITUTION,
  SOVEREIGN,
  inForce,
  showSovereign,
  shownConstitution,
  shownPaths,
  signedEpoch,
} from '../testing/shown-sovereign.ts';
import { readFounding } from './read-founding.ts';

const PIN = toHex(SOVEREIGN);

it('is what the root has signed, and what votes have made of it', async () => {
  const paths = shownPaths();
  await using before = await showSovereign(paths);
  const founded = await readFounding(before.url, PIN);
  expect(founded).toMatchObject({ sovereign: SOVEREIGN, inForce: CONSTITUTION });
  expect(founded.epochs).toHaveLength(1);

  const voted = inForce({ governance: null });
  await using after = await showSovereign({
    ...paths,
    '/v1/constitution': { ...shownConstitution(), inForce: voted },
  });
  const changed = await readFounding(after.url, PIN);
  expect(changed.constitution).toEqual(CONSTITUTION);
  expect(changed.inForce).toEqual({ ...CONSTITUTION, governance: null });
});

it.each<[string, object, RegExp]>([
  [
    'another root’s',
    { '/v1/constitution': { ...shownConstitution('eve'), inForce: null } },
    /constitution-signature/,
  ],
  ['without an epoch', { '/v1/epochs': { epochs: [] } }, /no epoch/],
  [
    'with one that is malformed',
    { '/v1/epochs': { epochs: [{ signedEpoch: 'AAAA' }] } },
    /malformed/,
  ],
  [
    'with one that its root has not signed, after one that it has',
    {
      '/v1/epochs': {
        epochs: [{ signedEpoch: signedEpoch({}) }, { signedEpoch: signedEpoch({}, 'eve') }],
      },
    },
    /epoch-signature/,
  ],
  [
    'with changes that nobody can read',
    { '/v1/constitution': { ...shownConstitution(), inForce: { constitution: 'AAAA' } } },
    /in force is malformed/,
  ],
])('is no founding: %s', async (_, change, message) => {
  await using shown = await showSovereign({ ...shownPaths(), ...change });
  await expect(readFounding(shown.url, PIN)).rejects.toThrow(message);
});

it('is not another sovereign’s than the wallet’s', async () => {
  await using shown = await showSovereign(shownPaths());
  await expect(readFounding(shown.url, 'ab'.repeat(32))).rejects.toThrow('another constitution');
  await expect(readFounding(shown.url, 'no pin')).rejects.toThrow('another constitution');
});
