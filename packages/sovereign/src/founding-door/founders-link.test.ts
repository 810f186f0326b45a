import { expect, test } from 'vitest';
import { newFoundersLink } from './founders-link.ts';

const TOKEN = 'a'.repeat(43);

test('the link opens for an hour, and never again once there was a passkey', () => {
  let passkeys = 0;
  const link = newFoundersLink(TOKEN, { foundedAt: 0, hasPasskey: () => passkeys > 0 });
  expect(link.opens(TOKEN, 1)).toBe(true);
  expect(link.opens('b'.repeat(43), 1)).toBe(false);
  expect(link.opens(undefined, 1)).toBe(false);
  expect(link.opens(TOKEN, 3_600_000)).toBe(false);
  passkeys = 1;
  expect(link.opens(TOKEN, 1)).toBe(false);
  passkeys = 0;
  expect(link.opens(TOKEN, 1)).toBe(false);
});
