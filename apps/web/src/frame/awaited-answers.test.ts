import { expect, it } from 'vitest';
import { awaitedAnswers } from './awaited-answers.ts';
import { underWay, workDone } from './under-way.ts';

it('answers each by its number, and everybody once the process has ended: nothing stays under way', async () => {
  const answers = awaitedAnswers('ended');
  const asked: number[] = [];
  const ask = (): Promise<string> =>
    underWay(async () => await answers.ask((id) => void asked.push(id)));
  const [first, second, third] = [ask(), ask(), ask()];
  expect(asked).toEqual([1, 2, 3]);
  answers.answer(2, 'two');
  expect(await second).toBe('two');
  answers.end();
  expect(await Promise.all([first, third, ask()])).toEqual(['ended', 'ended', 'ended']);
  // Nothing is asked of what is not there.
  expect(asked).toEqual([1, 2, 3]);
  await workDone();
});
