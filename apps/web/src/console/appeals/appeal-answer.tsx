import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { FileButton } from '../../frame/file-button.tsx';
import type { IdentityShown } from '../../sovereign/answers.ts';
import { ask } from '../../sovereign/ask.ts';
import { useSovereign } from '../../sovereign/founding.tsx';
import { useAnswer } from '../../sovereign/use-answer.ts';
import { useConsoleLanguage } from '../language.tsx';
import { OfficeSigning } from '../office-signing.tsx';
import { APPEAL_OUTCOMES, type AppealOutcome, type CaseShown } from './case.ts';
import { type AnswerTerms, termsInFile } from './terms-of-file.ts';

/** What is to be signed, and the file of others who have signed it. */
interface Drafted extends AnswerTerms {
  readonly before: string | null;
}

/** How long an exception can be used. */
const USABLE_MS = 30 * 86_400_000;

/** The office of appeals answers: how it ends, for whom an exception is, a last look, and its key. */
export function AppealAnswer({ id, found }: { id: string; found: CaseShown | null }): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.law.appeals;
  const { founding } = useSovereign();
  const [outcome, setOutcome] = useState<AppealOutcome>('upheld');
  const [payee, setPayee] = useState('');
  const [drafted, setDrafted] = useState<Drafted | null>(null);
  const [isUnknown, setUnknown] = useState(false);
  // An exception is past the one rule that the receipt names, so it takes the file.
  const canExcept = found !== null && found.rule !== null;
  const outcomes = APPEAL_OUTCOMES.filter((one) => one !== 'exception' || canExcept);
  const look = async (): Promise<void> => {
    if (outcome !== 'exception') {
      return setDrafted({ outcome, exemption: null, before: null });
    }
    if (found === null || found.rule === null) return;
    const asked = await ask<IdentityShown>(`/v1/identities/${encodeURIComponent(payee.trim())}`);
    setUnknown(!asked.ok);
    if (!asked.ok) return;
    const { currency, amount, rule } = found;
    const until = Date.now() + USABLE_MS;
    const { identity } = asked.value;
    const exemption = { currency, amount, payee: identity, rule, until };
    setDrafted({ outcome, exemption, before: null });
  };
  if (founding === null) return <p className="faded">{words.states.loading}</p>;
  if (drafted !== null) return <LastLook id={id} {...drafted} />;
  return (
    <div className="stack">
      <h3>{say.answer}</h3>
      <NativeSelect
        label={say.choose}
        data={outcomes.map((value) => ({ value, label: say.outcome[value] }))}
        value={outcome}
        onChange={(event) => setOutcome(event.currentTarget.value as AppealOutcome)}
      />
      {outcome === 'exception' && (
        <TextInput
          label={say.payee}
          autoComplete="off"
          value={payee}
          error={isUnknown ? say.unknownPayee : null}
          onChange={(event) => setPayee(event.currentTarget.value)}
        />
      )}
      <div>
        <Button
          onClick={() => void look()}
          disabled={outcome === 'exception' && payee.trim() === ''}
        >
          {say.look}
        </Button>
      </div>
      <JoinOthers id={id} drafted={setDrafted} />
    </div>
  );
}

/** Takes the terms that somebody of the office has signed: to sign with them, nobody words it anew. */
function JoinOthers({
  id,
  drafted,
}: {
  id: string;
  drafted: (terms: Drafted) => void;
}): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.law.appeals;
  const [isBad, setBad] = useState(false);
  const join = async (file: File): Promise<void> => {
    const before = await file.text();
    const terms = termsInFile(before, id);
    setBad(terms === null);
    if (terms !== null) drafted({ ...terms, before });
  };
  return (
    <>
      <p className="faded small">{say.joinMeans}</p>
      <FileButton label={say.join} accept=".json,application/json" take={join} />
      {isBad && (
        <p className="callout callout-bad" role="alert">
          {say.badAnswer}
        </p>
      )}
    </>
  );
}

/** What an office's governance is, in the bytes and by the names that are needed to sign. */
interface Constituted {
  readonly signedConstitution: string;
  readonly constitution: { readonly governance: Governing | null };
  readonly inForce: {
    readonly constitution: string;
    readonly governance: Governing | null;
  } | null;
}

interface Governing {
  readonly appeals: string | null;
}

function LastLook({
  id,
  outcome,
  exemption,
  before,
}: Drafted & { readonly id: string }): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.law.appeals;
  const { value } = useAnswer<Constituted>('/v1/constitution');
  if (value === null) return <p className="faded">{words.states.loading}</p>;
  const { signedConstitution, constitution, inForce } = value;
  const office = (inForce?.governance ?? constitution.governance)?.appeals ?? null;
  if (office === null) return <p className="callout">{say.noOffice}</p>;
  return (
    <div className="stack">
      <h3>{say.look}</h3>
      <OfficeSigning
        office={office}
        name={`answer-${id.slice(0, 8)}`}
        given={before}
        job={{
          kind: 'answer',
          appeal: id,
          outcome,
          exemption,
          signedConstitution,
          inForce: inForce?.constitution ?? null,
        }}
      />
    </div>
  );
}
