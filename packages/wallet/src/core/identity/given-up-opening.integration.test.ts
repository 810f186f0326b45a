import { expect, it } from 'vitest';
import { Person, funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import { joinDevice, prepareDevice } from '../lifecycle/enrol-device.ts';

const UNLOCK = { kind: 'key', key: new Uint8Array(32).fill(1) } as const;
const PREPARED = { unlock: UNLOCK, sovereign: 'http://town' } as const;
const SOUND = { ok: true, problems: [], checked: { online: true } };

it('is made once more, and no third time by a copy of the wallet that has forgotten it', async () => {
  const town = await Town.open();
  const beforeAda = town.copyDisk();
  await town.startWith(beforeAda);
  const { person, wallet: ada } = await funded(town, 'ada', 1000n);
  const forgetful = new Person(town, 'ada again', new Map(person.disk));
  town.clock += 60_000;
  await town.giveUpBeyond(beforeAda);
  must(await ada.sync());
  await town.issue(ada.view().address, 700n);
  must(await ada.sync());
  must(await ada.claimHandle('ada-1'));
  await ada.close();
  const sent = (): number => town.served.filter((what) => what.endsWith('/v1/transitions')).length;
  const before = sent();
  const again = must(await forgetful.open());
  must(await again.sync());
  expect(sent()).toBe(before);
  expect(again.view()).toMatchObject({ handle: 'ada-1' });
  expect(must(await again.balances()).balances).toEqual({ HRB: '7.00' });
  must(await again.addCountry('DE'));
  expect(must(await again.verify())).toMatchObject(SOUND);
});

it('leaves the other devices of the identity without a place, until they are enrolled again', async () => {
  const town = await Town.open();
  const beforeAda = town.copyDisk();
  await town.startWith(beforeAda);
  const { wallet: ada } = await funded(town, 'ada', 0n);
  const other = new Person(town, 'phone');
  const request = must(await prepareDevice(PREPARED, other.ports()));
  const { invitation } = must(await ada.addDevice(request));
  const phone = must(await joinDevice(invitation, UNLOCK, other.ports()));
  must(await phone.sync());
  town.clock += 60_000;
  await town.giveUpBeyond(beforeAda);
  // Nobody has opened the identity again: there is nothing to be enrolled in.
  expect(await phone.sync()).toMatchObject({ failure: { kind: 'busy', code: 'not-opened' } });
  expect(must(await phone.verify())).toMatchObject(SOUND);
  must(await ada.sync());
  const notEnrolled = { failure: { kind: 'refused', code: 'not-enrolled', data: { request } } };
  expect(await phone.sync()).toMatchObject(notEnrolled);
  expect(must(await phone.verify())).toMatchObject(SOUND);
  must(await ada.addDevice(request));
  await town.issue(ada.view().address, 500n);
  must(await phone.sync());
  expect(must(await phone.balances()).balances).toEqual({ HRB: '5.00' });
  must(await phone.addCountry('DE'));
  must(await ada.sync());
  for (const wallet of [ada, phone]) expect(must(await wallet.verify())).toMatchObject(SOUND);
});
