import type { HistoryEntry } from '@tallystick/wallet';
import type { ReactElement } from 'react';
import { useWalletLanguage } from './language.tsx';
import { ClockSign, CrossSign, TickSign } from '../frame/signs.tsx';
import { Face, shortAddress } from './face.tsx';
import { useOpenWallet } from './wallet-state.tsx';

const TONE = {
  final: 'mark-good',
  pending: 'mark-waiting',
  refused: 'mark-bad',
  abandoned: 'mark-bad',
  'given-up': 'mark-bad',
} as const;

/** One line of the history: who, how much, when, and how final it is. */
export function EntryRow({ entry }: { entry: HistoryEntry }): ReactElement {
  const { words, amount, moment } = useWalletLanguage();
  const { view } = useOpenWallet();
  const say = words.wallet.entries;
  const { kind, status, time, currency, memo, refusal, taken } = entry;
  const sign = kind === 'paid' || kind === 'set-aside' ? '−' : '+';
  const party = partyOf(entry, say);
  const isOwn = kind === 'opened' || kind === 'identity';
  const direction = kind === 'paid' ? say.to : say.from;
  return (
    <li className="entry">
      {isOwn ? (
        <Face of={view.address} name={view.handle} />
      ) : (
        <Face of={entry.party ?? kind} name={entry.handle ?? party} />
      )}
      <div className="entry-what">
        <span>
          {say.kinds[kind]}
          {party !== null && <strong className="wrap-anywhere"> {direction(party)}</strong>}
        </span>
        {memo !== undefined && <span className="wrap-anywhere">{memo}</span>}
        {refusal !== undefined && (
          <span className="small">{words.wallet.failures[refusal.code] ?? refusal.message}</span>
        )}
        <span className="faded small">
          {moment(time)}
          {kind === 'paid' && status === 'final' && taken === false ? ` · ${say.notTaken}` : ''}
        </span>
      </div>
      <div className="entry-amount figures">
        {entry.amount !== undefined && (
          <strong className={status === 'final' ? undefined : 'faded'}>
            {sign} {amount(entry.amount)} {currency}
          </strong>
        )}
        <FinalityMark status={status} />
      </div>
    </li>
  );
}

/** Final or not: never a colour alone. */
function FinalityMark({ status }: { status: HistoryEntry['status'] }): ReactElement {
  const { words } = useWalletLanguage();
  const Sign = status === 'final' ? TickSign : status === 'pending' ? ClockSign : CrossSign;
  return (
    <span className={`mark ${TONE[status]}`}>
      <Sign />
      {words.wallet.entries.statuses[status]}
    </span>
  );
}

export function partyOf(
  { handle, party, treasury }: HistoryEntry,
  say: { readonly treasury: string },
): string | null {
  if (handle !== undefined) return `@${handle}`;
  if (treasury === true) return say.treasury;
  return party === undefined ? null : shortAddress(party);
}
