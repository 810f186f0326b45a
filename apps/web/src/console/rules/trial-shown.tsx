import type { Outcome } from '@tallystick/rules';
import { type ReactElement, useLayoutEffect, useRef } from 'react';
import type { Cell, Outcomes, TrialSums } from '../../drafting/trial-sums.ts';
import { useConsoleLanguage } from '../language.tsx';

const OUTCOMES: readonly Outcome[] = ['no-objection', 'hold', 'refuse'];
const HIGHEST_BAND = 7;

/** What came of many payments, before and with the draft: in all, by amount, by corridor, one by one. */
export function TrialShown({ sums }: { sums: TrialSums }): ReactElement {
  const { words, number, country } = useConsoleLanguage();
  const say = words.console.rules.trial;
  const { payments, before, after, bands, corridors, changes, unreadable, complaints } = sums;
  const bandName = ({ key }: Cell): string => {
    const band = Number(key);
    return band < HIGHEST_BAND
      ? say.band(number(10 ** band))
      : say.above(number(10 ** (HIGHEST_BAND - 1)));
  };
  const corridorName = ({ key }: Cell): string => {
    const [from = '', to = ''] = key.split(' ');
    return say.corridor(country(from), country(to));
  };
  return (
    <div className="stack">
      <p role="status">
        <strong>
          {changes === 0 ? say.nothing : say.changed(number(changes), number(payments))}
        </strong>
      </p>
      <ul className="row">
        {OUTCOMES.map((outcome) => (
          <li key={outcome} className="outcome-key">
            <i className={`outcome-${outcome}`} />
            {say.outcomes[outcome]}
          </li>
        ))}
      </ul>
      <Rows title={say.all} cells={[{ key: 'all', before, after }]} nameOf={() => say.counts} />
      <Rows title={say.bands} cells={bands} nameOf={bandName} />
      <Rows title={say.corridors} cells={corridors} nameOf={corridorName} />
      {changes > 0 && <Changed sums={sums} />}
      {unreadable > 0 && (
        <div className="callout callout-waiting" role="alert">
          <strong>{say.unreadable(number(unreadable))}</strong>
          <ul lang="en" dir="ltr">
            {complaints.map((complaint) => (
              <li key={complaint}>{complaint}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function Rows({
  title,
  cells,
  nameOf,
}: {
  title: string;
  cells: readonly Cell[];
  nameOf: (cell: Cell) => string;
}): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.rules.trial;
  const most = Math.max(1, ...cells.map(({ after }) => sizeOf(after)));
  return (
    <section className="stack-tight">
      <h3>{title}</h3>
      <ul className="outcome-rows">
        {cells.map((cell) => (
          <li key={cell.key} className="outcome-row">
            <span>{nameOf(cell)}</span>
            <div className="outcome-bars">
              <Line name={say.before} outcomes={cell.before} most={most} />
              <Line name={say.after} outcomes={cell.after} most={most} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Line({
  name,
  outcomes,
  most,
}: {
  name: string;
  outcomes: Outcomes;
  most: number;
}): ReactElement {
  const { words, number } = useConsoleLanguage();
  const say = words.console.rules.trial;
  const told = OUTCOMES.filter((outcome) => outcomes[outcome] > 0)
    .map((outcome) => `${number(outcomes[outcome])} ${say.outcomes[outcome]}`)
    .join(', ');
  return (
    <div className="outcome-line small">
      <span className="faded">{name}</span>
      <div>
        <div className="outcome-bar" aria-hidden="true">
          {OUTCOMES.map((outcome) => (
            <Part key={outcome} outcome={outcome} share={outcomes[outcome] / most} />
          ))}
        </div>
        <span className="figures">{told}</span>
      </div>
    </div>
  );
}

function Part({ outcome, share }: { outcome: Outcome; share: number }): ReactElement {
  const part = useRef<HTMLSpanElement>(null);
  // Set by the object model: the policy allows no style in markup.
  useLayoutEffect(() => part.current?.style.setProperty('inline-size', `${share * 100}%`), [share]);
  return <span ref={part} className={`outcome-${outcome}`} />;
}

function Changed({ sums: { changed, changes } }: { sums: TrialSums }): ReactElement {
  const { words, number } = useConsoleLanguage();
  const say = words.console.rules.trial;
  return (
    <details>
      <summary>{say.first(number(Math.min(changes, changed.length)))}</summary>
      <div className="wide-table" tabIndex={0} role="region" aria-label={say.payment}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say.line}</th>
              <th scope="col">{say.outcome}</th>
              <th scope="col">{say.rule}</th>
              <th scope="col">{say.payment}</th>
            </tr>
          </thead>
          <tbody>
            {changed.map(({ line, words: payment, before, after, rule }) => (
              <tr key={line}>
                <td className="figures">{number(line)}</td>
                <td>{say.change(say.outcomes[before], say.outcomes[after])}</td>
                <td>{rule}</td>
                <td lang="en" dir="ltr">
                  {payment}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function sizeOf(outcomes: Outcomes): number {
  return OUTCOMES.reduce((sum, outcome) => sum + outcomes[outcome], 0);
}
