import { expect, it } from 'vitest';
import { type KnownOfPages, whichNews } from './which-news.ts';

const KNOWN: KnownOfPages = {
  isWaiting: false,
  isReplaced: false,
  isFetching: false,
  isUnfit: false,
  isKept: true,
  compared: { kind: 'same', hash: 'aa' },
};
const differs = { kind: 'differs', hash: 'aa', paths: ['/'] } as const;
const other = { kind: 'other', hash: 'bb' } as const;

it('nothing hides that this page is not what it should be', () => {
  for (const more of [{}, { isWaiting: true }, { isReplaced: true }, { isFetching: true }]) {
    const said = whichNews({ ...KNOWN, ...more, compared: differs });
    expect(said).toEqual({ kind: 'differs', hash: 'aa' });
  }
});

it('a release that is served and cannot be kept is no offer, where pages are kept', () => {
  expect(whichNews(KNOWN)).toBeNull();
  expect(whichNews({ ...KNOWN, compared: other })).toEqual({ kind: 'unfit', hash: 'bb' });
  expect(whichNews({ ...KNOWN, compared: other, isFetching: true })).toBeNull();
  const unkept = { ...KNOWN, isKept: false, compared: other };
  expect(whichNews(unkept)).toEqual({ kind: 'newer', hash: 'bb', by: 'loading' });
});
