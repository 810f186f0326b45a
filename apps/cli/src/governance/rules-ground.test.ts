import { toHex } from '@tallystick/protocol';
import { encodeSource, type RulebookSource } from '@tallystick/rules';
import { expect, it } from 'vitest';
import {
  CONSTITUTION,
  SOVEREIGN,
  inForce,
  showSovereign,
  shownConstitution,
  shownPaths,
} from '../testing/shown-sovereign.ts';
import { readGround, readSource } from './rules-ground.ts';

const SOURCE: RulebookSource = {
  modules: [],
  lists: [],
  settings: [
    {
      module: 'DE',
      parameter: 'cap',
      value: { kind: 'figure', value: 5n },
      from: 1_800_000_000_000,
    },
  ],
  currencies: [{ code: 'NEW', id: new Uint8Array(32).fill(7), decimals: 3 }],
};

it('a proposal is looked at beside settings and currencies that were voted on', async () => {
  await using shown = await showSovereign({ '/v1/rules': encodeSource(SOURCE) });
  expect(await readSource(shown.url)).toEqual(SOURCE);
});

it('what is no source is told', async () => {
  await using shown = await showSovereign({ '/v1/rules': new Uint8Array([1, 2]) });
  await expect(readSource(shown.url)).rejects.toThrow('shows rules that are none');
});

it('a proposal is looked at beside what votes have made of the constitution, and the vendors that there are', async () => {
  const voted = inForce({ currencies: [], governance: null });
  const vendors = ['Keys', 'Chips', 'Locks'].map((name) => ({ vendor: name, name, roots: [] }));
  await using shown = await showSovereign({
    ...shownPaths(),
    '/v1/constitution': { ...shownConstitution(), inForce: voted },
    '/v1/vendors': { vendors },
  });
  const sovereign = { url: shown.url, id: toHex(SOVEREIGN) };
  const ground = await readGround(sovereign, 'governance', { proposals: [], time: 5 });
  const constitution = { ...CONSTITUTION, currencies: [], governance: null };
  expect(ground).toMatchObject({ time: 5, vendors: 3, constitution });
});
