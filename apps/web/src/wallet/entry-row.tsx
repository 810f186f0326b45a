import type { HistoryEntry } from '@tallystick/wallet';
import type { ReactElement } from 'react';
import { useWalletLanguage } from './language.tsx';
import { Link } from '../frame/route.tsx';
import { ClockSign, CrossSign, TickSign } from '../frame/signs.tsx';
import { Face } from './face.tsx';
import { directionOf, partyOf, standingOf, whatOf } from './entry-words.ts';
import { OwnNote } from './own-note.tsx';
import { whoOf } from './people.ts';
import { payLink } from './stopped/pay-link.ts';
import { useOpenWallet } from './wallet-state.tsx';

const TONE = {
  final: 'mark-good',
  pending: 'mark-waiting',
  refused: 'mark-bad',
  held: 'mark-waiting',
  abandoned: 'mark-bad',
  'given-up': 'mark-bad',
} as const;

const SIGNS = { 'mark-good': TickSign, 'mark-waiting': ClockSign, 'mark-bad': CrossSign };

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
          {whatOf(entry, say)}
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
        <FinalityMark standing={standingOf(entry)} />
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
function FinalityMark({ standing }: { standing: keyof typeof TONE }): ReactElement {
  const { words } = useWalletLanguage();
  const Sign = SIGNS[TONE[standing]];
  return (
    <span className={`mark ${TONE[standing]}`}>
      <Sign />
      {words.wallet.entries.statuses[standing]}
    </span>
  );
}
