import type { HistoryEntry } from '@tallystick/wallet';
import type { ReactElement } from 'react';
import { useWalletLanguage } from './language.tsx';
import { Link } from '../frame/route.tsx';
import { ClockSign, CrossSign, TickSign } from '../frame/signs.tsx';
import type { WalletWords } from '../words/english/wallet.ts';
import { Face, shortAddress } from './face.tsx';
import { OwnNote } from './own-note.tsx';
import { whoOf } from './people.ts';
import { payLink } from './stopped/pay-link.ts';
import { useOpenWallet } from './wallet-state.tsx';

const TONE = {
  final: 'mark-good',
  pending: 'mark-waiting',
  refused: 'mark-bad',
  abandoned: 'mark-bad',
  'given-up': 'mark-bad',
} as const;

/** One line of the history: who, how much, when, and how final it is. */
export function EntryRow({
  entry,
  isWhole = false,
}: {
  entry: HistoryEntry;
  /** With its proof, and what can be done about it. */
  isWhole?: boolean;
}): ReactElement {
  const { words, amount, moment } = useWalletLanguage();
  const { view } = useOpenWallet();
  const say = words.wallet.entries;
  const { kind, status, time, currency, memo, note, refusal, taken } = entry;
  const sign = kind === 'paid' || kind === 'set-aside' ? '−' : '+';
  const party = partyOf(entry, say);
  const who = whoOf(entry);
  const isOwn = kind === 'opened' || kind === 'identity';
  const direction = directionOf(kind, say);
  return (
    <li className="entry">
      {isOwn || who === null ? (
        <Face of={view.address} name={view.handle} />
      ) : (
        <Face of={who} name={entry.handle ?? party} />
      )}
      <div className="entry-what">
        <span>
          {say.kinds[kind]}
          {party !== null && <strong className="wrap-anywhere"> {direction(party)}</strong>}
        </span>
        {memo !== undefined && <span className="wrap-anywhere">{memo}</span>}
        {note !== undefined && (
          <span className="wrap-anywhere">
            <span className="faded">{words.wallet.statement.note.of}</span> {note}
          </span>
        )}
        {refusal !== undefined && (
          <span className="small">{words.wallet.failures[refusal.code] ?? refusal.message}</span>
        )}
        <span className="faded small">
          {moment(time)}
          {kind === 'paid' && status === 'final' && taken === false ? ` · ${say.notTaken}` : ''}
        </span>
        {isWhole && <Whole entry={entry} />}
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

/** Its proof, a note of one's own, and the way to pay it again or to what stopped it. */
function Whole({ entry }: { entry: HistoryEntry }): ReactElement {
  const { words } = useWalletLanguage();
  const { view } = useOpenWallet();
  const { row: say } = words.wallet.statement;
  const { id, kind, status, party, amount, currency, refusal } = entry;
  const canRepeat =
    kind === 'paid' && party !== undefined && amount !== undefined && currency !== undefined;
  return (
    <details className="small">
      <summary>{say.more}</summary>
      <div className="stack-tight">
        <span className="faded">{say.id}</span>
        <code className="wrap-anywhere">{id}</code>
        {status === 'final' && (
          <a href={`${view.sovereign.url}/v1/certificates/${id}`}>{say.proof}</a>
        )}
        {refusal?.code.startsWith('rules-') === true && (
          <Link href="/wallet/decisions">{say.why}</Link>
        )}
        <OwnNote entry={entry} />
        {canRepeat && <Link href={payLink({ to: party, amount, currency })}>{say.again}</Link>}
      </div>
    </details>
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

/** `to @ada`, `for @ada`, `from @ada`. */
export function directionOf(
  kind: HistoryEntry['kind'],
  say: Pick<WalletWords['entries'], 'to' | 'for' | 'from'>,
): (name: string) => string {
  if (kind === 'paid') return say.to;
  return kind === 'set-aside' ? say.for : say.from;
}

export function partyOf(
  { handle, party, treasury }: HistoryEntry,
  say: { readonly treasury: string },
): string | null {
  if (handle !== undefined) return `@${handle}`;
  if (treasury === true) return say.treasury;
  return party === undefined ? null : shortAddress(party);
}
