import { expect, it } from 'vitest';
import { forkFound, problemFound } from './found-problem.ts';

const damaged = { where: 'record chain/device', what: 'is not what was written' };
const forked = { where: 'log, size 7', what: 'two roots of one size' };

it('what checking or comparing has found stands as any other contradiction', () => {
  expect(problemFound({ problems: [] })).toBeNull();
  expect(forkFound([])).toBeNull();
  expect(problemFound({ problems: [damaged, forked] })).toMatchObject({
    kind: 'tampering',
    code: 'check-failed',
    data: { problems: [damaged, forked] },
  });
  const evidence = { first: 'origin\n7\na', second: 'origin\n7\nb', what: forked.what };
  expect(forkFound([evidence])).toMatchObject({
    kind: 'tampering',
    code: 'log-forked',
    data: { forks: [evidence] },
  });
});

it('a sovereign is not accused of what is damaged here', () => {
  expect(problemFound({ problems: [damaged] })?.code).toBe('record-damaged');
});
