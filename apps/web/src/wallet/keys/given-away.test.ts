import { expect, it } from 'vitest';
import { givenAway } from './given-away.ts';

/** What a worker would have of these arguments. */
function sent(args: readonly unknown[]): readonly unknown[] {
  return structuredClone(args, { transfer: givenAway(args) });
}

const opener = (): { kind: 'passkey'; credential: string; secret: Uint8Array } => ({
  kind: 'passkey',
  credential: 'aa',
  secret: new Uint8Array(32).fill(7),
});

it('a passkey’s secret leaves the page, by itself or in what a wallet is made with', () => {
  const [open, made] = [opener(), { handle: 'ada', opener: opener() }];
  const there = sent([open, 'label', made, null, 3]);
  expect(there).toEqual([opener(), 'label', { handle: 'ada', opener: opener() }, null, 3]);
  expect([open.secret.length, made.opener.secret.length]).toEqual([0, 0]);
});

it('a port is handed over, and nothing else of what is given is missed', () => {
  const { port1 } = new MessageChannel();
  const passphrase = { kind: 'passphrase', passphrase: 'seven quiet harbours' };
  expect(givenAway([port1, passphrase, undefined])).toEqual([port1]);
  port1.close();
});
