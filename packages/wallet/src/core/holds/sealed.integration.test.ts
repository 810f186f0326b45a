import { expect, it } from 'vitest';
import { funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';

const content = new TextEncoder().encode('under the third stone');

it('sealed content says what opens it, what of that is here, and whose shares are missing', async () => {
  const town = await Town.open();
  const { wallet: ada } = await funded(town, 'ada', 0n);
  const { wallet: ben } = await funded(town, 'ben', 0n);
  const { wallet: carl } = await funded(town, 'carl', 0n);
  const { wallet: dora } = await funded(town, 'dora', 0n);
  const groups = [
    ['@ben', '@carl'],
    ['@ben', '@dora'],
  ];
  const when = 'signed 1 of carl, dora';
  const names = { carl: carl.view().address };
  const sealed = must(await ada.holds().seal({ when, content, groups, names }));
  const shares = async (people: readonly string[] = []): Promise<unknown> => {
    const looked = must(await ben.holds().lookAtSealed(sealed, people));
    const told = looked.groups.map((group) =>
      group.map(({ address, standing }) => `${address ?? 'somebody'} ${standing}`),
    );
    return { told, opens: looked.opens, bytes: looked.bytes, preimages: looked.preimages };
  };
  const before = { opens: null, bytes: content.length, preimages: [] };
  expect(await shares()).toEqual({
    ...before,
    told: [
      ['somebody own', 'somebody missing'],
      ['somebody own', 'somebody missing'],
    ],
  });
  const dorasShare = must(await dora.holds().share(sealed));
  must(await ben.holds().gather(dorasShare));
  const [anna, dori] = [ada, dora].map((wallet) => wallet.view().address);
  expect(await shares([anna ?? '', '@dora'])).toEqual({
    ...before,
    opens: 'shares',
    told: [
      ['somebody own', 'somebody missing'],
      ['somebody own', `${dori} released`],
    ],
  });
  expect(must(await ben.holds().unseal(sealed))).toEqual(content);
  // Who released a share opens nothing without whom it is for, and neither does whoever sealed it.
  for (const wallet of [dora, carl, ada]) {
    expect(must(await wallet.holds().lookAtSealed(sealed)).opens).toBe(null);
  }
  // Somebody else has the name by now: nothing is sealed.
  const moved = { when, content, groups, names: { carl: anna ?? '' } };
  expect(await ada.holds().seal(moved)).toMatchObject({ failure: { code: 'name-moved' } });
  const bent = await ben.holds().lookAtSealed(sealed.slice(0, -1));
  expect(bent).toMatchObject({ failure: { code: 'bad-sealed' } });
});

it('a secret that no hold asks for is kept for the content that does, and for no other', async () => {
  const town = await Town.open();
  const { wallet: ada } = await funded(town, 'ada', 0n);
  const { wallet: ben } = await funded(town, 'ben', 0n);
  const [hash, other] = [must(await ada.holds().secret()), must(await ada.holds().secret())];
  const of = async (one: string): Promise<Uint8Array> =>
    must(await ada.holds().seal({ when: `preimage ${one}`, content, preimages: [one] }));
  const [sealed, another] = [await of(hash), await of(other)];
  const known = async (): Promise<unknown> =>
    must(await ben.holds().lookAtSealed(sealed)).preimages;
  expect(await known()).toEqual([{ hash, isKnown: false }]);
  const word = must(await ada.holds().reveal(hash));
  const refused = { failure: { code: 'not-asked-for' } };
  expect(await ben.holds().gather(word)).toMatchObject(refused);
  expect(await ben.holds().gather(word, another)).toMatchObject(refused);
  expect(await known()).toEqual([{ hash, isKnown: false }]);
  expect(must(await ben.holds().gather(word, sealed))).toEqual([]);
  expect(await known()).toEqual([{ hash, isKnown: true }]);
  expect(must(await ben.holds().unseal(sealed))).toEqual(content);
  expect(must(await ben.holds().lookAtSealed(sealed)).opens).toBe('preimages');
  expect(must(await ben.holds().lookAtSealed(another)).opens).toBe(null);
});

it('what opens by shares does not open by a secret that it names as well', async () => {
  const town = await Town.open();
  const { wallet: ada } = await funded(town, 'ada', 0n);
  const { wallet: eve } = await funded(town, 'eve', 0n);
  const hash = must(await ada.holds().secret());
  const own = must(await eve.holds().secret());
  // Eve has a secret of her own, names the hash of Ada's beside it, and seals to Ada, too.
  const bait = { when: `preimage ${hash} or preimage ${own}`, content, preimages: [own] };
  const sealed = must(await eve.holds().seal({ ...bait, groups: [['@ada']] }));
  const looked = must(await ada.holds().lookAtSealed(sealed));
  expect(looked.preimages).toContainEqual({ hash, isKnown: true });
  expect(looked.opens).toBe('shares');
});
