import { type RulebookInForce, rulebookInForce } from '@tallystick/ledger';
import type { SovereignNode } from '../node.ts';

/** The rulebook that payments are decided by, and what it is made of: as the newest header has it. */
export function currentRulebook({ ledger }: Pick<SovereignNode, 'ledger'>): RulebookInForce {
  return rulebookInForce(ledger.state);
}
