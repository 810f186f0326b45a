import { done, failed } from '@tallystick/wallet';
import { expect, it } from 'vitest';
import { WELL } from '../place-standing.ts';
import { keepProblem, standingKept } from './kept-problem.ts';

function notebook(): Parameters<typeof standingKept>[0] & Parameters<typeof keepProblem>[0] {
  const notes = new Map<string, string>();
  return {
    note: (name) => Promise.resolve(done(notes.get(name) ?? null)),
    keepNote(name, note) {
      if (note === null) notes.delete(name);
      else notes.set(name, note);
      return Promise.resolve(done(null));
    },
  };
}

it('a contradiction is known until its owner forgets it, of that wallet alone', async () => {
  const keyring = notebook();
  const { failure } = failed('tampering', 'log-forked', 'Two.', { first: 'a', second: 'b' });
  await keepProblem(keyring, 'wallet', failure);
  expect(await standingKept(keyring, 'wallet')).toEqual({ isReached: true, problem: failure });
  expect(await standingKept(keyring, 'wallet-b')).toEqual(WELL);
  await keepProblem(keyring, 'wallet', null);
  expect(await standingKept(keyring, 'wallet')).toEqual(WELL);
});

it('evidence of any length leaves the problem known', async () => {
  const keyring = notebook();
  const { failure } = failed('tampering', 'log-forked', 'Two.', { first: 'a'.repeat(200_000) });
  await keepProblem(keyring, 'wallet', failure);
  const { problem } = await standingKept(keyring, 'wallet');
  expect(problem).toEqual({ ...failure, data: {} });
});
