import { currencyId } from '@tallystick/protocol';
import { noObjection, type Rulebook, type RulebookSource } from '@tallystick/rules';
import type { SovereignNode } from '../node.ts';

/** The rulebook that payments are decided by, and what it is made of. */
export interface CurrentRulebook {
  readonly source: RulebookSource;
  readonly rulebook: Rulebook;
}

/** Until a rulebook has been voted on it has no module, and objects to nothing. */
export function currentRulebook({ folder }: Pick<SovereignNode, 'folder'>): CurrentRulebook {
  const currencies = folder.constitution.currencies.map(({ code, decimals }) => ({
    code,
    id: currencyId(folder.sovereign, code),
    decimals,
  }));
  const source = { modules: [], lists: [], settings: [], currencies };
  return { source, rulebook: noObjection };
}
