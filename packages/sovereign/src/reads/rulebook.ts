import { type RulebookInForce, rulebookInForce } from '@tallystick/ledger';
import { noObjection } from '@tallystick/rules';
import type { SovereignNode } from '../node.ts';

/** The rulebook that payments are decided by, and what it is made of: as the newest header has it. */
export function currentRulebook({ ledger }: Pick<SovereignNode, 'ledger'>): RulebookInForce {
  const { state } = ledger;
  if (state.governing !== null) return rulebookInForce(state);
  const currencies = state.constitution.currencies.map(({ code, decimals }, number) => ({
    code,
    id: state.currencies.ids[number] as Uint8Array,
    decimals,
  }));
  return {
    source: { modules: [], lists: [], settings: [], currencies },
    rulebook: noObjection,
  };
}
