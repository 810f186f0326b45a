import { Button } from '@mantine/core';
import { type FormEvent, type ReactElement, useEffect, useRef, useState } from 'react';
import { askAs } from '../sovereign/ask.ts';
import {
  type Draft,
  type FaultCode,
  type Faults,
  type StepName,
  faultsIn,
  keepDraft,
  keptDraft,
  newDraft,
  sentOf,
  stepOf,
} from './draft.ts';
import { useFoundLanguage } from './language.tsx';
import { KeyStep, LookStep, type TypedKey } from './last-steps.tsx';
import { LawStep } from './law-step.tsx';
import { MoneyStep, PlaceStep } from './steps.tsx';

const STEPS: readonly StepName[] = ['place', 'money', 'law', 'key', 'look'];
const NO_KEY: TypedKey = { passphrase: '', again: '' };

/** Where the browser's reader seems to live: the first guess. */
function likelyCountry(): string {
  const region = new Intl.Locale(navigator.language).maximize().region ?? '';
  return /^[A-Z]{2}$/.test(region) ? region : '';
}

/** Asks everything, step by step, shows all of it, and has it founded. */
export function FoundForm({
  token,
  failure,
  begun,
}: {
  token: string;
  failure: string | null;
  begun: (name: string) => void;
}): ReactElement {
  const { say } = useFoundLanguage();
  const [wasKept] = useState(() => keptDraft() !== null);
  const [draft, setDraft] = useState<Draft>(() => keptDraft() ?? newDraft(likelyCountry()));
  const [typed, setTyped] = useState(NO_KEY);
  const [step, setStep] = useState<StepName>('place');
  const [faults, setFaults] = useState<Faults>({});
  const [refused, setRefused] = useState(failure);
  const [isSending, setSending] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => keepDraft(draft), [draft]);
  useEffect(() => {
    // Whoever reads by ear, or types, begins each step at its head.
    heading.current?.focus();
    scrollTo(0, 0);
  }, [step]);

  const go = (to: StepName): void => {
    setFaults({});
    setStep(to);
  };
  const found = async (): Promise<void> => {
    setSending(true);
    setRefused(null);
    const body = sentOf(draft, typed.passphrase);
    const asked = await askAs('/v1/founding', { token, method: 'POST', body });
    if (asked.ok) return begun(body.name);
    setSending(false);
    const told = asked.failure.kind === 'refused' ? (asked.failure.faults ?? []) : [];
    const [first] = told;
    if (first !== undefined) {
      setStep(stepOf(first.field));
      setFaults(Object.fromEntries(told.map(({ field, fault }) => [field, fault as FaultCode])));
      return;
    }
    const isRefused = asked.failure.kind === 'refused';
    setRefused(isRefused ? asked.failure.detail : say.going.stuck);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (step === 'look') return void found();
    const wrong = faultsIn(step, draft, typed);
    setFaults(wrong);
    if (Object.keys(wrong).length === 0) go(STEPS[STEPS.indexOf(step) + 1] ?? 'look');
  };
  const at = STEPS.indexOf(step);
  const before = STEPS[at - 1];
  const props = {
    draft,
    faults,
    set: (change: Partial<Draft>): void => setDraft((old) => ({ ...old, ...change })),
  };
  const { title, lead } = say[step];
  return (
    <form className="stack-wide" onSubmit={submit} noValidate>
      <StepList at={at} />
      <section className="stack">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        <p className="lead">{lead}</p>
        {refused !== null && (
          <div className="callout callout-bad" role="alert">
            <strong>{say.failed}</strong>
            <p className="wrap-anywhere">{refused}</p>
          </div>
        )}
        {step === 'place' && <PlaceStep {...props} />}
        {step === 'money' && <MoneyStep {...props} />}
        {step === 'law' && <LawStep {...props} />}
        {step === 'key' && (
          <KeyStep
            typed={typed}
            faults={faults}
            setKey={(change) => setTyped((old) => ({ ...old, ...change }))}
            wasForgotten={wasKept && typed.passphrase === ''}
          />
        )}
        {step === 'look' && <LookStep draft={draft} change={go} />}
      </section>
      <div className="found-end">
        {before !== undefined && (
          <Button variant="default" size="md" onClick={() => go(before)}>
            {say.back}
          </Button>
        )}
        <Button type="submit" size="md" loading={isSending}>
          {step === 'look' ? say.look.go(draft.name.trim()) : say.next}
        </Button>
      </div>
    </form>
  );
}

function StepList({ at }: { at: number }): ReactElement {
  const { say, number } = useFoundLanguage();
  return (
    <ol className="found-steps" aria-label={say.stepOf(number(at + 1), number(STEPS.length))}>
      {STEPS.map((step, index) => (
        <li
          key={step}
          aria-current={index === at ? 'step' : undefined}
          data-is={index < at ? 'done' : undefined}
        >
          <span>{say.steps[step]}</span>
        </li>
      ))}
    </ol>
  );
}
