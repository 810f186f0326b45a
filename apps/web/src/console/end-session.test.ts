import { expect, it } from 'vitest';
import { endSession } from './end-session.ts';

it('a session that could not be ended is told, and not taken for ended', async () => {
  // Nothing serves this page: nobody is reached.
  await expect(endSession('token')).resolves.toEqual({ kind: 'offline' });
});
