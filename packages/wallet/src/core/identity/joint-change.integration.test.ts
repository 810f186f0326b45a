import { encode, submitResponseCodec } from '@tallystick/protocol';
import { expect, it } from 'vitest';
import { Person, funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import { joinDevice, prepareDevice } from '../lifecycle/enrol-device.ts';
import type { WalletPorts } from '../ports.ts';
import type { Wallet } from '../wallet-types.ts';

const UNLOCK = { kind: 'key', key: new Uint8Array(32).fill(1) } as const;
const HOUR_MS = 3_600_000;
const REFUSED = {
  ok: true,
  status: 200,
  headers: { 'content-type': 'application/cbor' },
} as const;

interface Household {
  readonly town: Town;
  readonly person: Person;
  readonly ada: Wallet;
  readonly phone: Wallet;
  /** How far the phone's clock is ahead: whoever has it can set it. */
  leap: number;
}

/** Ada's wallet and her phone, which is in her identity as device 1. */
async function household(): Promise<Household> {
  const town = await Town.open();
  const { person, wallet: ada } = await funded(town, 'ada', 100_000n);
  const other = new Person(town, 'phone');
  const at = { town, person, ada, leap: 0 };
  const ports = (): WalletPorts => {
    const real = other.ports();
    return { ...real, clock: { ...real.clock, now: () => town.clock + at.leap } };
  };
  const request = must(await prepareDevice({ unlock: UNLOCK, sovereign: 'http://town' }, ports()));
  const { invitation } = must(await ada.addDevice(request));
  const phone = must(await joinDevice(invitation, UNLOCK, ports()));
  must(await phone.sync());
  return Object.assign(at, { phone });
}

const POLICY = { kind: 'policy', threshold: 2 } as const;
const busy = { failure: { kind: 'busy', code: 'place-not-free' } };

it('is signed for no longer than the sovereign allows, and locks nobody by what it says', async () => {
  const at = await household();
  const { ada, phone, town } = at;
  must(await ada.setThreshold(2));
  must(await phone.sync());
  at.leap = 8_640_000_000_000_000 - town.clock;
  const { change, until } = must(
    await phone.proposeChange({ kind: 'revoke-device', ordinal: 0 }, HOUR_MS),
  );
  expect(until).toBeGreaterThan(8_640_000_000_000_000);
  expect(must(await ada.readChange(change)).does).toBe('revoke device 0');
  expect(await ada.signChange(change)).toMatchObject({
    failure: { kind: 'refused', code: 'too-far-ahead' },
  });
  // It has signed nothing, so it signs this; what the phone has signed itself binds the phone, and is said.
  must(await ada.proposeChange({ kind: 'revoke-device', ordinal: 1 }, HOUR_MS));
  at.leap = 0;
  const blocked = await phone.proposeChange(POLICY, HOUR_MS);
  expect(blocked).toMatchObject(busy);
  expect(JSON.stringify(blocked)).toContain('at the end of time');
});

it('that the sovereign refuses ends with its refusal', async () => {
  const { person, ada, phone } = await household();
  const { change } = must(await phone.proposeChange(POLICY, HOUR_MS));
  await ada.close();
  const results = [
    { kind: 'refused', code: 'limit-reached', message: 'No more.', data: '{"most":1}' },
  ] as const;
  const body = encode(submitResponseCodec, { checkpoints: [], results: [...results] });
  let isRefusing = true;
  person.faults = {
    transport: (real) => ({
      request: async (request) =>
        isRefusing && request.path === '/v1/transitions'
          ? { ...REFUSED, body }
          : await real.request(request),
    }),
  };
  const again = must(await person.open());
  const refused = {
    failure: { kind: 'refused', code: 'limit-reached', data: { refused: { most: 1 } } },
  };
  expect(await again.submitChange([change])).toMatchObject(refused);
  expect(await again.submitChange([change])).toMatchObject(refused);
  // Refused is not over: the same bytes can be admitted until they are stale.
  isRefusing = false;
  expect(must(await again.submitChange([change]))).toHaveProperty('invitation');
});

it('whose place was taken is remembered: a new epoch may free the place while it is still good', async () => {
  const { town, ada, phone } = await household();
  const backup = town.copyDisk();
  await town.startWith(backup);
  const { until } = must(await phone.proposeChange(POLICY, 12 * HOUR_MS));
  must(await ada.addCountry('DE'));
  must(await phone.sync());
  must(await phone.addCountry('FR')); // the phone signs the next place, and forgets what it signed for this one
  await town.giveUpBeyond(backup);
  await town.wait(60_000); // all that was given up is stale but the phone's policy
  must(await phone.sync());
  const again = await phone.addCountry('FR');
  expect(again).toMatchObject({
    failure: { ...busy.failure, data: { staleAt: expect.any(Number) } },
  });
  expect(JSON.stringify(again)).toContain(String(Math.floor(until / 1000) + 1));
  await town.wait(12 * HOUR_MS);
  must(await phone.addCountry('FR'));
});
