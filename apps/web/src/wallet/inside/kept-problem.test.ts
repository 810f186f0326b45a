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

it('of evidence of any length the first items are kept, and how many are not is said', async () => {
  const keyring = notebook();
  const problems = Array.from({ length: 3_000 }, (_, at) => ({
    where: `record ${at}`,
    what: 'x'.repeat(90),
  }));
  const { failure } = failed('tampering', 'storage-damaged', 'Bad.', {
    size: 7,
    problems,
    last: 1,
  });
  await keepProblem(keyring, 'wallet', failure);
  const { problem } = await standingKept(keyring, 'wallet');
  const { size, problems: first, cut } = problem?.data ?? {};
  const kept = Array.isArray(first) ? first.length : 0;
  expect(kept).toBeGreaterThan(600);
  expect({ size, first }).toEqual({ size: 7, first: problems.slice(0, kept) });
  expect(cut).toEqual({ kept: kept + 1, of: 3_002 });
  expect(JSON.stringify(problem).length).toBeLessThanOrEqual(100_000);
});

it('one item that is too long leaves the problem known', async () => {
  const keyring = notebook();
  const { failure } = failed('tampering', 'log-forked', 'Two.', { first: 'a'.repeat(200_000) });
  await keepProblem(keyring, 'wallet', failure);
  const { problem } = await standingKept(keyring, 'wallet');
  expect(problem).toEqual({ ...failure, data: { cut: { kept: 0, of: 1 } } });
});

it('a note that cannot be read stands as damage, until its owner goes on', async () => {
  const keyring = notebook();
  const damage = { isReached: true, problem: { kind: 'tampering', code: 'record-damaged' } };
  for (const text of ['', '{', 'null', '7', '{}', '{"kind":"usage","code":"a","message":"b"}']) {
    await keyring.keepNote('problem-wallet', text);
    expect(await standingKept(keyring, 'wallet')).toMatchObject(damage);
  }
  const unread = { note: () => Promise.resolve(failed('unreachable', 'storage-failed', 'No.')) };
  expect(await standingKept(unread, 'wallet')).toMatchObject(damage);
  await keepProblem(keyring, 'wallet', null);
  expect(await standingKept(keyring, 'wallet')).toEqual(WELL);
});
