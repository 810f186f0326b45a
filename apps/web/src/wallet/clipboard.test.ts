import { expect, it } from 'vitest';
import { toClipboard } from './clipboard.ts';

it('where there is no clipboard the answer is no, and nothing is thrown unseen', async () => {
  await expect(toClipboard('text')).resolves.toBe(false);
});
