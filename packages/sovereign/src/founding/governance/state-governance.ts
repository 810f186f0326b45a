import type { Governance, Office } from '@tallystick/protocol';
import { SovereignProblem } from '../options.ts';
import { checkGovernance } from './check-governance.ts';
import { assemble } from './draft-governance.ts';
import type { OfficeOptions } from './options.ts';
import { AS_IT_IS, type OfficeNow, type ReadKey, readGovernance } from './read-governance.ts';

/**
 * A governance that is to be proposed, as people write it: like that of a founding (docs/operators/governance.md), but with no
 * keys made for it, and "as it is" for an office that keeps those it has. Throws a `SovereignProblem` `invalid-options`.
 */
export function stateGovernance(text: string, readKey: ReadKey, officeNow: OfficeNow): Governance {
  const options = readGovernance(text, readKey, officeNow);
  checkGovernance(options);
  return assemble(options, options.offices.map(officeOf));
}

function officeOf(office: OfficeOptions): Office {
  const { name } = office;
  if ('signers' in office) {
    return { name, signers: { threshold: office.threshold, keys: office.signers } };
  }
  throw new SovereignProblem(
    'invalid-options',
    `governance: office ${name}: a vote makes no keys: write "${AS_IT_IS}" to keep those that it has, ` +
      'or {"threshold": 2, "keys": ["ada.key.pub", …]}',
  );
}
