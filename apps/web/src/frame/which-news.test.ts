import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { hashWithWorker } from './compare-pages.ts';
import { type KnownOfPages, whichNews } from './which-news.ts';

const KNOWN: KnownOfPages = {
  isWaiting: false,
  isReplaced: false,
  isFetching: false,
  isUnfit: false,
  isKept: true,
  compared: { kind: 'same', hash: 'aa' },
  takes: null,
};
const differs = { kind: 'differs', hash: 'aa', paths: ['/'] } as const;
const other = { kind: 'other', hash: 'bb', worker: 'cc' } as const;

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

it('offers what waits when that is what is served, and tells no other hash of it', () => {
  const waits = { ...KNOWN, isWaiting: true, compared: other };
  expect(whichNews({ ...waits, takes: 'bb' })).toEqual({
    kind: 'newer',
    hash: 'bb',
    by: 'taking-over',
  });
  expect(whichNews(waits)).toBeNull();
  expect(whichNews({ ...waits, takes: 'dd' })).toEqual({ kind: 'unfit', hash: 'bb' });
  expect(whichNews({ ...waits, takes: 'dd', isFetching: true })).toBeNull();
  expect(whichNews({ ...waits, takes: 'dd', compared: { kind: 'unknown' } })).toBeNull();
});

it('what another page has taken is loaded next, with the hash that is its own', () => {
  const replaced = { ...KNOWN, isReplaced: true, compared: other };
  const newer = { kind: 'newer', by: 'loading' };
  expect(whichNews({ ...replaced, takes: 'bb' })).toEqual({ ...newer, hash: 'bb' });
  expect(whichNews({ ...replaced, takes: 'dd' })).toEqual({ ...newer, hash: null });
});

it('the hash of what is kept is that of the release, service worker and all', async () => {
  const [document, script, worker] = [sha256('document'), sha256('script'), sha256('worker')];
  const lines = `${document}  /\n${script}  /assets/a.js\n${worker}  /sw.js\n`;
  const kept = { '/assets/a.js': script, '/': document };
  expect(await hashWithWorker(kept, worker)).toBe(sha256(lines));
});

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
