import type * as fc from 'fast-check';
import type { RulebookSource } from '../compile/source.ts';
import { nameOf } from '../tree/index.ts';
import { source } from './rulebooks.ts';

const ALWAYS = { kind: 'force', from: 0, until: null } as const;
const HUNDRED_YEARS = { kind: 'window', count: 36_500, unit: 'days' } as const;

/**
 * The generated rulebooks with everything in force, lists that are at hand and fresh, and titles by
 * which exceptions can be told apart.
 */
export const freshRulebook: fc.Arbitrary<RulebookSource> = source.map((one) => ({
  ...one,
  modules: one.modules.map((module) => ({
    ...module,
    force: ALWAYS,
    items: module.items.map((item, index) =>
      item.kind === 'exception' ? { ...item, title: `${nameOf(module.owner)} ${index}` } : item,
    ),
  })),
  lists: one.lists.map((list) => ({
    ...list,
    force: ALWAYS,
    fresh: HUNDRED_YEARS,
    entries: list.of === 'countries' ? (list.entries ?? ['KE']) : null,
  })),
}));
