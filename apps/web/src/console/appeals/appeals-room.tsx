import { Button, TextInput } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import { PageHead } from '../../frame/page-head.tsx';
import { BarList } from '../../charts/bar-list.tsx';
import { FileButton } from '../../frame/file-button.tsx';
import { Shown } from '../../frame/states.tsx';
import { useAnswer } from '../../sovereign/use-answer.ts';
import { useConsoleLanguage } from '../language.tsx';
import { APPEAL_OUTCOMES, type AppealOutcome, type CaseShown } from './case.ts';
import { OneAppeal } from './one-appeal.tsx';
import { readCase } from './read-case.ts';

/** `GET /v1/rules/appeals`. */
interface Figures {
  readonly open: number;
  readonly overdue: number;
  readonly outcomes: Readonly<Record<AppealOutcome, number>>;
  readonly hoursToAnswer: { readonly median: number | null; readonly longest: number | null };
  readonly exceptions: readonly {
    readonly rule: string;
    readonly granted: number;
    readonly used: number;
  }[];
}

const OFTEN_MS = 30_000;

/** Appeals in figures, and the office's desk for one case. */
export function AppealsRoom(): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.law.appeals;
  const figures = useAnswer<Figures>('/v1/rules/appeals', OFTEN_MS);
  return (
    <section className="stack-wide">
      <PageHead title={say.title} lead={say.lead} />
      <Shown answer={figures}>{(shown) => <FiguresShown figures={shown} />}</Shown>
      <CaseDesk />
    </section>
  );
}

function FiguresShown({ figures }: { figures: Figures }): ReactElement {
  const { words, number } = useConsoleLanguage();
  const say = words.console.law.appeals;
  const { open, overdue, outcomes, hoursToAnswer, exceptions } = figures;
  const hours = (value: number | null): string => (value === null ? '–' : number(value));
  const counts: readonly [string, string][] = [
    [say.open, number(open)],
    [say.overdue, number(overdue)],
    [say.median, hours(hoursToAnswer.median)],
    [say.longest, hours(hoursToAnswer.longest)],
  ];
  return (
    <div className="stack">
      <dl className="columns columns-four">
        {counts.map(([name, value]) => (
          <div key={name} className="card">
            <dt className="faded small">{name}</dt>
            <dd className="large-amount">{value}</dd>
          </div>
        ))}
      </dl>
      <section className="card">
        <h2>{say.outcomes}</h2>
        <BarList
          rows={APPEAL_OUTCOMES.map((outcome) => ({
            name: say.outcome[outcome],
            value: outcomes[outcome],
            said: number(outcomes[outcome]),
          }))}
        />
        <h3>{say.exceptions}</h3>
        {exceptions.length === 0 ? (
          <p className="faded">{say.none}</p>
        ) : (
          <ul className="rows">
            {exceptions.map(({ rule, granted, used }) => (
              <li key={rule} className="spread">
                <strong>{rule}</strong>
                {say.exception(number(granted), number(used))}
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

/** A case from its file, or by its number: nobody can list them. */
function CaseDesk(): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.law.appeals;
  const [typed, setTyped] = useState('');
  const [opened, setOpened] = useState<{ id: string; found: CaseShown | null } | null>(null);
  const [isBad, setBad] = useState(false);
  const take = async (file: File): Promise<void> => {
    const found = await readCase(await file.text());
    setBad(found === null);
    setOpened(found && { id: found.appeal, found });
  };
  const find = (event: FormEvent): void => {
    event.preventDefault();
    setBad(false);
    setOpened({ id: typed.trim().toLowerCase(), found: null });
  };
  return (
    <section className="card">
      <h2>{say.case}</h2>
      <p className="faded">{say.caseLead}</p>
      <FileButton label={say.caseFile} accept=".json,application/json" take={take} />
      <form className="stack" onSubmit={find}>
        <TextInput
          label={say.caseId}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <div>
          <Button type="submit" variant="light" disabled={!/^\s*[0-9a-fA-F]{64}\s*$/.test(typed)}>
            {say.find}
          </Button>
        </div>
      </form>
      {isBad && (
        <p className="callout callout-bad" role="alert">
          {say.badCase}
        </p>
      )}
      {opened !== null && <OneAppeal key={opened.id} {...opened} />}
    </section>
  );
}
