import type { HistoryEntry } from '@tallystick/wallet';
import { type CommandSpec, defineCommand } from '../command.ts';
import { EXIT } from '../exit-status.ts';
import { valueOf } from '../failure.ts';
import { columns } from '../output/columns.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { syncWallet, withWallet } from '../wallet/open-wallet.ts';
import { partyText } from '../wallet/party-text.ts';

const WHAT: Readonly<Record<HistoryEntry['kind'], string>> = {
  opened: 'opened',
  'set-aside': 'set aside',
  paid: 'paid to',
  received: 'received from',
  returned: 'back from',
  identity: 'changed the identity',
};

export const history: CommandSpec = defineCommand<[dir: string], PassphraseOptions>({
  args: [{ name: 'DIR', what: 'the wallet’s folder' }],
  options: [passphraseFile],
  examples: ['tally history ./ada'],
  run: (call, [dir], options) =>
    withWallet(call, dir, options, async (wallet) => {
      const { unreachable } = await syncWallet(call, wallet);
      const entries = valueOf(await wallet.history());
      return {
        json: { history: entries.map((entry) => ({ ...entry })) },
        text: entries.length === 0 ? 'Nothing yet.' : columns(entries.map(toLine), [1]),
        ...(unreachable === undefined
          ? {}
          : {
              status: EXIT.unreachable,
              complaint: `${unreachable}\nThis is the history as of the last answer.`,
            }),
      };
    }),
});

function toLine(entry: HistoryEntry): string[] {
  const { kind, amount, currency, party, handle, memo } = entry;
  const time = new Date(entry.time).toISOString().replace('T', ' ').slice(0, 19);
  const sign = kind === 'paid' || kind === 'set-aside' ? '-' : '+';
  const isMoney = amount !== undefined;
  // A treasury has no address.
  const nobody = isMoney ? 'the treasury' : '';
  const other =
    party === undefined
      ? nobody
      : partyText({ address: party, ...(handle === undefined ? {} : { handle }) });
  return [
    time,
    isMoney ? `${sign}${amount} ${currency ?? ''}` : '',
    [WHAT[kind], other].join(' ').trim(),
    standing(entry),
    memo === undefined ? '' : `“${memo}”`,
  ];
}

/** What a person should know about an entry that is not simply final. */
function standing({ status, refusal, kind, taken, givenUp }: HistoryEntry): string {
  if (status === 'refused') return `refused: ${refusal?.message ?? ''}`.trim();
  if (status === 'pending') return 'not confirmed yet';
  if (status === 'abandoned') return 'did not happen';
  if (status === 'given-up') return `given up by the sovereign: “${givenUp?.reason ?? ''}”`;
  return kind === 'paid' && taken === false ? 'not collected yet' : '';
}
