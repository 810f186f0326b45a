import { randomBytes } from 'node:crypto';
import {
  type Draft,
  type Order,
  type OrderFault,
  type TreasuryHead,
  draftOrder,
  formatAmount,
} from '@tallystick/protocol';
import type { OpenedTreasury } from '@tallystick/sovereign';
import { refused, usage } from '../stop.ts';

interface FolderTerms {
  readonly opened: Pick<OpenedTreasury, 'currency' | 'decimals'>;
  /** The country record under which the treasury pays: the constitution's. */
  readonly country: string;
  /** How long the transitions may be admitted: ms since 1970. */
  readonly notAfter: number;
}

/** What carries the order out after `head`, by this machine's clock; ends the command where nothing does. */
export function draftForFolder(
  head: TreasuryHead,
  order: Order,
  { opened: { currency, decimals }, country, notAfter }: FolderTerms,
): readonly Draft[] {
  const salt = (): Uint8Array => new Uint8Array(randomBytes(16));
  const drafted = draftOrder(head, order, { currency, country, notAfter, now: Date.now(), salt });
  if (drafted.ok) return drafted.drafts;
  throw stopFor(drafted.fault, formatAmount(head.balance, decimals));
}

function stopFor(fault: OrderFault, has: string): Error {
  switch (fault) {
    case 'insufficient':
      return refused({
        code: 'insufficient-balance',
        message:
          `The treasury itself has ${has}, and only that can be burned. What was issued and not taken comes back ` +
          'with `tally sovereign return`.',
        data: { balance: has },
      });
    case 'too-many':
      return usage('Too many payments for one transition.');
    case 'too-much':
      return usage('Together this is more than any currency can have.');
    case 'bad-head':
      return usage("The treasury's state is no state.");
  }
}
