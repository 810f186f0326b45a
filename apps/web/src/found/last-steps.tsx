import { PasswordInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { type Draft, type Faults, type StepName, timesOf } from './draft.ts';
import { useFoundLanguage } from './language.tsx';
import { useFaultText, useSmallest } from './steps.tsx';

/** The passphrase as it is typed: of this page's memory alone. */
export interface TypedKey {
  readonly passphrase: string;
  readonly again: string;
}

/** The passphrase, and what it opens. */
export function KeyStep({
  typed,
  faults,
  setKey,
  wasForgotten,
}: {
  typed: TypedKey;
  faults: Faults;
  setKey: (change: Partial<TypedKey>) => void;
  wasForgotten: boolean;
}): ReactElement {
  const { say } = useFoundLanguage();
  const faultText = useFaultText();
  return (
    <>
      {wasForgotten && <p role="status">{say.key.forgotten}</p>}
      <section className="callout">
        <h2 className="small-heading">{say.key.keptTitle}</h2>
        <ul className="kept-list">
          {say.key.kept.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
      <PasswordInput
        label={say.key.passphrase}
        description={say.key.passphraseMeans}
        autoComplete="new-password"
        maxLength={256}
        value={typed.passphrase}
        error={faultText(faults['passphrase'], { of: 'too-short', text: say.faultsOf.passphrase })}
        onChange={(event) => setKey({ passphrase: event.currentTarget.value })}
      />
      <PasswordInput
        label={say.key.again}
        autoComplete="new-password"
        maxLength={256}
        value={typed.again}
        error={faultText(faults['again'])}
        onChange={(event) => setKey({ again: event.currentTarget.value })}
      />
    </>
  );
}

/** Everything that was chosen, each with the way back to it. */
export function LookStep({
  draft,
  change,
}: {
  draft: Draft;
  change: (step: StepName) => void;
}): ReactElement {
  const { say, country, duration } = useFoundLanguage();
  const smallestOf = useSmallest();
  const times = timesOf(draft);
  const law =
    times === null
      ? say.look.nobody
      : say.look.stages(
          duration(times.commentMs),
          duration(times.voteMs),
          times.timelockMs === 0 ? say.look.noLock : duration(times.timelockMs),
        );
  const money = draft.currencies.map(
    ({ name, code, decimals }) =>
      `${name.trim()} (${code}, ${say.look.smallest(smallestOf(decimals))})`,
  );
  const rows: readonly (readonly [StepName, string, readonly string[]])[] = [
    ['place', say.place.name, [`${draft.name.trim()}, ${country(draft.country)}`]],
    ['money', say.steps.money, money],
    ['law', say.look.rules, [law]],
    ['key', say.key.passphrase, [say.look.passphrase]],
  ];
  return (
    <ul className="rows">
      {rows.map(([step, name, values]) => (
        <li key={step} className="found-chosen">
          <div className="stack-tight">
            <span className="faded small">{name}</span>
            {values.map((value) => (
              <p key={value} className="wrap-anywhere">
                {value}
              </p>
            ))}
          </div>
          <button type="button" className="plain-button" onClick={() => change(step)}>
            {say.change}
            <span className="only-heard">: {name}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
