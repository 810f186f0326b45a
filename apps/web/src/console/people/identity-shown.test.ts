import { expect, it } from 'vitest';
import { identityPath } from './identity-shown.ts';

it('looks for handles and addresses, and for nothing that is neither', () => {
  expect(identityPath(' @Ada ')).toBe('/v1/identities/@ada');
  expect(identityPath('ada')).toBe('/v1/identities/@ada');
  const address = `tally1${'q'.repeat(58)}`;
  expect(identityPath(address)).toBe(`/v1/identities/${address}`);
  for (const bad of ['', ' ', 'a b', '../operator/stats', 'a/b', '@@a', 'x'.repeat(101), 'ü']) {
    expect(identityPath(bad)).toBeNull();
  }
});
