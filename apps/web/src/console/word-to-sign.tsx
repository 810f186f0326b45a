import { type ReactElement, useEffect, useState } from 'react';
import { ContentBeside } from '../drafting/changes/content-shown.tsx';
import type {
  ExemptionShown,
  LookAnswer,
  OfficeJob,
  WordShown,
} from '../keys-of-offices/messages.ts';
import { lookInProcess } from '../keys-of-offices/sign.ts';
import type { IdentityShown } from '../sovereign/answers.ts';
import { useAmount } from '../sovereign/use-amount.ts';
import { useAnswer } from '../sovereign/use-answer.ts';
import { useConsoleLanguage } from './language.tsx';

/** What a process read of what would be signed, from its bytes; null until it has. */
export function useLook(job: OfficeJob): LookAnswer | null {
  const key = JSON.stringify(job);
  const [looked, setLooked] = useState<{ key: string; answer: LookAnswer } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const look = async (): Promise<void> => {
      const answer = await lookInProcess(JSON.parse(key) as OfficeJob);
      if (isCurrent) setLooked({ key, answer });
    };
    void look();
    return () => {
      isCurrent = false;
    };
  }, [key]);
  return looked?.key === key ? looked.answer : null;
}

/** A word of an office as its bytes say it, and what signatures of others it has, before it is signed. */
export function WordToSign({ looked }: { looked: LookAnswer | null }): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.law.word;
  if (looked === null) return <p className="faded">{say.reading}</p>;
  if (looked.kind === 'not-shown') {
    return (
      <p className="callout callout-bad" role="alert">
        {say.faults[looked.fault]}
      </p>
    );
  }
  const { shown } = looked;
  return (
    <>
      <blockquote className="callout stack-tight">
        {shown.kind === 'approval' ? <Approval {...shown} /> : <Answer {...shown} />}
      </blockquote>
      {shown.others !== null && <Others {...shown.others} />}
    </>
  );
}

function Approval({
  office,
  says,
  proposal,
}: Extract<WordShown, { kind: 'approval' }>): ReactElement {
  const { words, moment } = useConsoleLanguage();
  const { votes, word: say } = words.console.law;
  const { id, matter, from, until, text, stated, before, content } = proposal;
  const about = words.votes.matter(matter);
  return (
    <>
      <p>
        {says.kind === 'approved'
          ? votes.signs(office, about)
          : votes.signsAudit(office, about, votes.auditSays[says.agrees ? 'agrees' : 'disagrees'])}
      </p>
      <p className="small">{say.inForce(moment(from), until === null ? null : moment(until))}</p>
      {says.kind === 'audit' && <Hash label={say.report} hash={says.report} />}
      <Hash label={votes.id} hash={id} />
      {stated !== null && (
        <details open>
          <summary>{words.changes.whole}</summary>
          <ContentBeside stated={stated} before={before} />
        </details>
      )}
      {text === null ? (
        <Hash label={say.content} hash={content} />
      ) : (
        <details>
          <summary>{say.text}</summary>
          <pre className="wrap-anywhere" lang="en" dir="ltr">
            {text}
          </pre>
        </details>
      )}
    </>
  );
}

function Answer({ outcome, exemption }: Extract<WordShown, { kind: 'answer' }>): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.law.appeals;
  return (
    <>
      <p>{say.says(say.outcome[outcome])}</p>
      {exemption !== null && <Exemption {...exemption} />}
    </>
  );
}

function Exemption({ currency, amount, payee, rule, until }: ExemptionShown): ReactElement {
  const { words, moment } = useConsoleLanguage();
  const amountOf = useAmount();
  const { value } = useAnswer<IdentityShown>(`/v1/identities/${payee}`);
  const handle = value?.handle ?? null;
  const named = handle === null ? payee : `@${handle}`;
  const say = words.console.law.appeals;
  return (
    <>
      <p>{say.exempts(amountOf(amount, currency), named, rule, moment(until))}</p>
      <code className="faded small wrap-anywhere">{payee}</code>
    </>
  );
}

function Others({ good, dropped }: { good: number; dropped: number }): ReactElement {
  const { words, number } = useConsoleLanguage();
  const say = words.console.law.word;
  if (dropped > 0) {
    return (
      <p className="callout callout-bad" role="alert">
        {say.dropped(number(dropped), number(good))}
      </p>
    );
  }
  return <p role="status">{good === 0 ? say.noneFound : say.signedByOthers(number(good))}</p>;
}

function Hash({ label, hash }: { label: string; hash: string }): ReactElement {
  return (
    <p className="small">
      <span className="faded">{label}</span> <code className="wrap-anywhere">{hash}</code>
    </p>
  );
}
