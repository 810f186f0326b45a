import {
  type Constitution,
  type Currency,
  decodeStructured,
  isStructured,
  type StructuredContents,
  type StructuredMatter,
} from '@tallystick/protocol';
import { parseConstant } from '@tallystick/rules';
import type { ProposalFault } from '../../refusal/refusal.ts';
import { readItem } from '../constitution-at.ts';
import type { Saying, Speech } from './speech.ts';

type Check<K extends StructuredMatter> = (
  speech: Speech,
  proposal: Saying<'proposal'>,
  content: StructuredContents[K],
) => ProposalFault | undefined;

/** What has to hold of contents beyond their form. Texts of rules are the gates' business. */
const CHECKS: { readonly [K in StructuredMatter]?: Check<K> } = {
  settings: (_speech, _proposal, settings) =>
    settings.every(({ value }) => parseConstant(value) !== undefined) ? undefined : 'constant',
  suites: ({ context }, { lane }, { log }) => {
    if (lane === 'emergency') return 'lane';
    return log.includes(context.epoch.log.suite) ? undefined : 'log-suite';
  },
  // Wallets go by these without knowing procedures: an office alone never changes them.
  cosigners: ({ state }, { lane }, { witnesses, validators }) => {
    if (lane === 'emergency') return 'lane';
    const { quorum } = state.constitution.parameters;
    return witnesses.length + validators.length >= quorum ? undefined : 'quorum';
  },
  currencies: (speech, { base, until, lane }, currencies) => {
    if (lane === 'emergency' || until !== null) return 'closing';
    const before =
      base === null
        ? speech.state.constitution.currencies
        : readItem(speech.governing, 'currencies', base);
    return keepsAll(before, currencies) ? undefined : 'currencies';
  },
};

/** Why such a matter cannot be made of this content; undefined when it can. */
export function contentFault(
  speech: Speech,
  proposal: Saying<'proposal'>,
  content: Uint8Array,
): ProposalFault | undefined {
  const { kind } = proposal.matter;
  if (!isStructured(kind)) return undefined;
  const decoded = decodeStructured(kind, content);
  if (!decoded.ok) return 'structure';
  const check = CHECKS[kind] as Check<StructuredMatter> | undefined;
  return check?.(speech, proposal, decoded.value);
}

/** Balances are kept by a currency's place: none goes, and new ones come after those that are. */
function keepsAll(before: Constitution['currencies'], after: readonly Currency[]): boolean {
  return before.every(
    ({ code, decimals }, at) => after[at]?.code === code && after[at].decimals === decimals,
  );
}
