import { Button, Textarea } from '@mantine/core';
import type { Failure } from '@tallystick/wallet';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useSovereign } from '../../sovereign/founding.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';

/** Decision 0010: so long a decision can be appealed from. */
const APPEAL_MS = 30 * 86_400_000;
/** The wallet takes 4,096 bytes; a character has at most four in UTF-8. */
const MOST_CHARACTERS = 1000;

/** Appeals from a decision in two steps: the reason, then a last look at who will see what. */
export function Appeal({
  decision,
  decidedAt,
  changed,
}: {
  decision: string;
  decidedAt: number;
  changed: () => Promise<void>;
}): ReactElement {
  const { words } = useWalletLanguage();
  const { founding } = useSovereign();
  const { view } = useOpenWallet();
  const say = words.wallet.stopped.appeal;
  const [reason, setReason] = useState('');
  const [isLooking, setLooking] = useState(false);
  const office = (founding?.inForce ?? founding?.constitution)?.governance?.appeals ?? null;
  const isLate = Math.max(view.signedTime, Date.now()) > decidedAt + APPEAL_MS;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setLooking(true);
  };
  return (
    <section className="stack">
      <h2>{isLooking ? say.lastLook : say.title}</h2>
      {office === null ? (
        <p className="faded">{say.noOffice}</p>
      ) : isLate ? (
        <p className="faded">{say.tooLate}</p>
      ) : isLooking ? (
        <LastLook
          decision={decision}
          reason={reason.trim()}
          change={() => setLooking(false)}
          changed={changed}
        />
      ) : (
        <form className="stack" onSubmit={submit}>
          <p className="faded">{say.lead(office)}</p>
          <Textarea
            label={say.reason}
            description={say.reasonMeans}
            rows={4}
            maxLength={MOST_CHARACTERS}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button type="submit" variant="light" size="md" disabled={reason.trim() === ''}>
            {say.next}
          </Button>
        </form>
      )}
    </section>
  );
}

/** Who sees what of an appeal, before it is in the log for ever. */
function LastLook({
  decision,
  reason,
  change,
  changed,
}: {
  decision: string;
  reason: string;
  change: () => void;
  changed: () => Promise<void>;
}): ReactElement {
  const { words } = useWalletLanguage();
  const { call } = useOpenWallet();
  const say = words.wallet.stopped.appeal;
  const [isSaying, setSaying] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const appeal = async (): Promise<void> => {
    setSaying(true);
    const outcome = await call('appeal', decision, reason);
    setFailure(outcome.ok ? null : outcome.failure);
    if (outcome.ok) await changed();
    setSaying(false);
  };
  const parts: [string, readonly string[]][] = [
    [say.publicTitle, say.publicList],
    [say.privateTitle, say.privateList],
    [say.officeTitle, say.officeList],
  ];
  return (
    <>
      <blockquote className="card wrap-anywhere">“{reason}”</blockquote>
      {parts.map(([title, list]) => (
        <div key={title} className="stack-tight">
          <strong>{title}</strong>
          <ul className="plain-list">
            {list.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      ))}
      <p className="faded small">{say.final}</p>
      {failure !== null && <FailureNotice failure={failure} />}
      <Button size="md" loading={isSaying} onClick={() => void appeal()}>
        {say.send}
      </Button>
      <Button size="md" variant="subtle" disabled={isSaying} onClick={change}>
        {say.change}
      </Button>
    </>
  );
}
