import fc from 'fast-check';
import { expect, it } from 'vitest';
import { figuresOf, textOf } from './typed-figures.ts';

it('what is shown can be typed, and is the same', () => {
  const seconds = fc.integer({ min: 0, max: 315_360_000 }).map((count) => count * 1000);
  const share = fc.integer({ min: 0, max: 1000 });
  const any = fc.record({
    approvalPermille: share,
    quorumPermille: share,
    commentMs: seconds,
    voteMs: seconds,
    timelockMs: seconds,
  });
  fc.assert(
    fc.property(any, (figures) => {
      expect(figuresOf(textOf(figures))).toEqual(figures);
    }),
  );
});

it('a comma is as good as a point, and what is no figure is none', () => {
  const shown = textOf({
    approvalPermille: 667,
    quorumPermille: 200,
    commentMs: 1000,
    voteMs: 90_000,
    timelockMs: 0,
  });
  expect(shown).toMatchObject({
    approval: '66.7',
    quorum: '20',
    vote: { count: '90', unit: 'second' },
  });
  expect(figuresOf({ ...shown, approval: '66,7' }).approvalPermille).toBe(667);
  for (const approval of ['', 'half', '66.75', '-1', '1e3']) {
    expect(figuresOf({ ...shown, approval }).approvalPermille).toBeNaN();
  }
  expect(figuresOf({ ...shown, vote: { count: '1.5', unit: 'day' } }).voteMs).toBeNaN();
});
