import { expect, it } from 'vitest';
import { fateOf, withOrder } from './open-orders.ts';

const NOT_AFTER = 100_000;
const LONG_AFTER = NOT_AFTER + 60_001;

const order = (...ids: readonly string[]) => ({ ids, notAfter: NOT_AFTER, lines: [] });

function log(admitted: readonly string[], time: number | null, silent: readonly string[] = []) {
  return {
    isAdmitted: (id: string) => Promise.resolve(silent.includes(id) ? null : admitted.includes(id)),
    time: () => Promise.resolve(time),
  };
}

it('what was signed stays unknown until the log proves what became of it', async () => {
  const both = order('mint', 'put');
  expect(await fateOf(both, log(['mint', 'put'], null))).toBe('taken');
  // A missing certificate alone says nothing: it may be on its way.
  expect(await fateOf(both, log([], null))).toBe('unknown');
  expect(await fateOf(both, log([], NOT_AFTER))).toBe('unknown');
  expect(await fateOf(both, log([], LONG_AFTER, ['put']))).toBe('unknown');
  expect(await fateOf(both, log([], LONG_AFTER))).toBe('not-taken');
  expect(await fateOf(both, log(['mint'], LONG_AFTER))).toBe('partly');
});

it('asks for the time first: what is admitted between the two is not given up', async () => {
  let isIn = false;
  const racing = {
    isAdmitted: () => Promise.resolve(isIn),
    time: () => {
      isIn = true;
      return Promise.resolve(LONG_AFTER);
    },
  };
  expect(await fateOf(order('put'), racing)).toBe('taken');
});

it('one order of a treasury is open at once, and signed again it is the same', () => {
  const both = order('mint', 'put');
  expect(withOrder(undefined, both)).toBe(both);
  expect(withOrder(both, order('mint', 'put'))).toBe(both);
  // Of which the ledger has the first part.
  expect(withOrder(both, order('put'))).toBe(both);
  expect(withOrder(both, order('other mint', 'other put'))).toBeNull();
});
