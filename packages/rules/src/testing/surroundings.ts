import type { Surroundings } from '../check/checking.ts';
import { parse } from '../parse/parse.ts';
import type { List, Module } from '../tree/index.ts';

function moduleOf(text: string): Module {
  const { tree, mistakes } = parse(text);
  if (tree?.kind !== 'module') throw new Error(mistakes.list[0]?.message ?? 'no module');
  return tree;
}

function listOf(text: string): List {
  const { tree, mistakes } = parse(text);
  if (tree?.kind !== 'list') throw new Error(mistakes.list[0]?.message ?? 'no list');
  return tree;
}

const FORCE = 'in force from 2027-01-01';

/** A sovereign with a currency of its own, three lists, and a neighbour's module. */
export const SURROUNDINGS: Surroundings = {
  currencies: [{ code: 'HRB', id: new Uint8Array(32).fill(1), decimals: 2 }],
  lists: [
    `list EAST-AFRICA of countries version 1 ${FORCE} fresh for 365 days: KE, TZ, UG`,
    `list WATCHED of parties version 1 ${FORCE} fresh for 2 days: none`,
    `confidential list SECRET of parties version 1 ${FORCE} fresh for 2 days: withheld`,
  ].map(listOf),
  modules: [
    moduleOf(`module KE version 1 ${FORCE} rule KE-1 "Cap" when amount > 9.00 KES then refuse`),
    moduleOf(`module DE version 13 ${FORCE} rule DE-3 "Cap" when amount > 9.00 EUR then refuse`),
  ],
};
