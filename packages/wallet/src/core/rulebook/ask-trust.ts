import type { Change } from '@tallystick/protocol';
import { publicClient } from '../client/public-client.ts';
import type { Outcome } from '../outcome.ts';
import type { WalletPorts } from '../ports.ts';
import { guard, stop } from '../stop.ts';
import type { Trust } from '../trust/constitution.ts';
import { askChanges } from './carry-changes.ts';
import type { ShownEvidence } from './proven-content.ts';

/** What a sovereign's votes have made of its constitution, and what proves it to anybody else. */
export interface AskedTrust {
  readonly trust: Trust;
  readonly shown: readonly { readonly change: Change; readonly shown: ShownEvidence }[];
}

/**
 * Asks the sovereign at an address what votes have made of its constitution: proven by its log, or
 * `tampering`. For whoever has verified the founding documents and has no wallet there.
 */
export async function askTrust(
  url: string,
  founded: Trust,
  { clock, connect, crypto }: Pick<WalletPorts, 'clock' | 'connect' | 'crypto'>,
): Promise<Outcome<AskedTrust>> {
  return await guard(async () => {
    if (founded.constitution.governance === null) return { trust: founded, shown: [] };
    const client = publicClient(connect(url), clock);
    const { changes } = await client.current();
    const asked = await askChanges(client, crypto, founded, changes);
    if (asked !== undefined) {
      const shown = asked.shown.flatMap(({ change, shown: by }) =>
        'content' in by ? [] : [{ change, shown: by }],
      );
      return { trust: asked.trust, shown };
    }
    const message = 'The sovereign’s constitution has just changed: try again.';
    return stop('unreachable', 'bad-answer', message);
  });
}
