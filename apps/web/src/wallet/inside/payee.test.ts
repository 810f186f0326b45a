import { encodeAddress } from '@tallystick/protocol';
import { type Outcome, done, failed } from '@tallystick/wallet';
import { expect, it } from 'vitest';
import type { IdentityShown } from '../../sovereign/answers.ts';
import { readPayee } from './payee.ts';

const HERE = 'https://harbour.example';
const ben = encodeAddress(new Uint8Array(32).fill(1));
const mal = encodeAddress(new Uint8Array(32).fill(2));

function shown(address: string, handle: string | null): IdentityShown {
  return {
    identity: '',
    address,
    handle,
    countries: [{ country: 'KE', tier: 0, validUntil: null }],
  };
}

function answering(answer: Outcome<IdentityShown>): Parameters<typeof readPayee>[2] {
  return () => Promise.resolve(answer);
}

it('believes nothing that is told of somebody else than who was asked for', async () => {
  const other = { ok: false, failure: { kind: 'tampering', code: 'other-identity' } };
  const told = answering(done(shown(mal, 'ben')));
  expect(await readPayee(HERE, ben, told)).toMatchObject(other);
  expect(await readPayee(HERE, `tally:${ben}?amount=1.00&currency=HRB`, told)).toMatchObject(other);
  expect(await readPayee(HERE, '@ben', answering(done(shown(mal, 'mal'))))).toMatchObject(other);
  expect(await readPayee(HERE, '@ben', answering(done(shown(mal, null))))).toMatchObject(other);
});

it('keeps the address of a link, beside the handle that goes with it', async () => {
  const told = answering(done(shown(ben, 'ben')));
  const link = `tally:${ben}?amount=1.00&currency=HRB`;
  expect(await readPayee(HERE, link, told)).toMatchObject({
    value: {
      who: ben,
      address: ben,
      handle: 'ben',
      amount: '1.00',
      currency: 'HRB',
      country: 'KE',
    },
  });
  expect(await readPayee(HERE, ' @ben ', told)).toMatchObject({
    value: { who: '@ben', address: ben },
  });
});

it('says what leads nowhere', async () => {
  const none = answering(failed('refused', 'unknown', 'Not there.'));
  const codeOf = async (typed: string): Promise<string> => {
    const outcome = await readPayee(HERE, typed, none);
    return outcome.ok ? 'ok' : outcome.failure.code;
  };
  expect(await codeOf('@ben')).toBe('unknown-identity');
  expect(await codeOf('nonsense?')).toBe('bad-recipient');
});
