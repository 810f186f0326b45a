import { type Constitution, type Governance, formatScope } from '@tallystick/protocol';
import { signersWith } from './draft-signers.ts';
import { type Drafted, drafted, failed } from './drafted.ts';
import type { ChangeDraft } from './messages.ts';

/** A governance with the keys and figures that somebody wants changed. */
export function governanceWith(
  { offices, procedures }: Extract<ChangeDraft, { matter: 'governance' }>,
  { governance }: Pick<Constitution, 'governance'>,
): Drafted<Governance> {
  if (governance === null) return failed('procedure');
  const changed: Governance['offices'][number][] = [...governance.offices];
  for (const { name, signers } of offices) {
    const at = changed.findIndex((one) => one.name === name);
    const before = changed[at];
    if (before === undefined) return failed('gone');
    const read = signersWith(signers, before.signers);
    if (!read.ok) return read;
    changed[at] = { name, signers: read.value };
  }
  const figures: Governance['procedures'][number][] = [...governance.procedures];
  for (const { for: scope, ...typed } of procedures) {
    const at = figures.findIndex((one) => formatScope(one.scope) === scope);
    const before = figures[at];
    if (before === undefined) return failed('gone');
    if (!Object.values(typed).every((figure) => Number.isSafeInteger(figure) && figure >= 0)) {
      return failed('figures');
    }
    figures[at] = { ...before, ...typed };
  }
  return drafted({ ...governance, offices: changed, procedures: figures });
}
