import type { CountedAgain, VoteProblem } from '@tallystick/wallet/votes';
import type { ReactElement } from 'react';
import { type Language, useLanguage } from '../frame/language.tsx';
import { TickSign } from '../frame/signs.tsx';
import { resultLines } from './result-lines.ts';

const SHOWN_PROBLEMS = 10;

/** What a count came to: what was counted, what does not fit, and what no count can know. */
export function CountShown({ counted }: { counted: CountedAgain }): ReactElement {
  const { words, number } = useLanguage();
  const say = words.counting;
  const { problems, ballots, sovereignName, tally, procedure, notes, isOpen } = counted;
  const isGood = problems.length === 0;
  return (
    <>
      <div className={`callout ${isGood ? 'callout-good' : 'callout-bad'}`}>
        {isGood ? (
          <strong className="verdict may-word-good">
            <TickSign /> {say.agrees(sovereignName, number(ballots))}
          </strong>
        ) : (
          <Differs counted={counted} />
        )}
        {isGood && tally !== null && procedure !== null && (
          <ul className="conditions">
            {resultLines(say, number, { tally, procedure, isOpen }).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
      </div>
      {isGood && <Checked counted={counted} />}
      <h3>{say.unknown}</h3>
      <ul className="conditions small">
        {notes.map((note) => (
          <li key={note}>{say.notes[note]}</li>
        ))}
        <li>{say.others}</li>
      </ul>
      <Figures counted={counted} />
    </>
  );
}

function Differs({ counted: { problems } }: { counted: CountedAgain }): ReactElement {
  const { words, number } = useLanguage();
  const say = words.counting;
  const more = problems.length - SHOWN_PROBLEMS;
  return (
    <>
      <strong>{say.differs}</strong>
      <p>{say.differsMeans}</p>
      <ul className="conditions">
        {problems.slice(0, SHOWN_PROBLEMS).map((problem) => (
          <li key={JSON.stringify(problem)} className="wrap-anywhere">
            {problemText(say, number, problem)}
          </li>
        ))}
        {more > 0 && <li>{say.more(number(more))}</li>}
      </ul>
    </>
  );
}

/** Identities have no name that a log proves: the first digits of the id are enough to find a ballot by. */
const SHORT = 12;

function problemText(
  say: Language['words']['counting'],
  number: Language['number'],
  problem: VoteProblem,
): string {
  if (problem.code === 'ballot')
    return say.ballot(number(problem.ballot), say.ballots[problem.what]);
  if (problem.code === 'not-counted') {
    return say.notCounted(problem.identity.slice(0, SHORT), say.faults[problem.what]);
  }
  return say.problems[problem.code];
}

function Checked({ counted: { procedure, log } }: { counted: CountedAgain }): ReactElement {
  const { words, number } = useLanguage();
  const say = words.counting;
  return (
    <details>
      <summary>{say.checked}</summary>
      <ul className="conditions small">
        <li>{say.founded(number(log?.size ?? 0))}</li>
        {say.eachBallot.map((line) => (
          <li key={line}>{line}</li>
        ))}
        {procedure !== null && procedure.vendors > 0 && <li>{say.keyed}</li>}
      </ul>
    </details>
  );
}

function Figures({ counted }: { counted: CountedAgain }): ReactElement | null {
  const { words } = useLanguage();
  const { sovereign, log, content } = counted;
  if (sovereign === '') return null;
  return (
    <details>
      <summary>{words.log.proof}</summary>
      <dl className="facts small">
        <dt>{words.log.constitutionHash}</dt>
        <dd>
          <code className="wrap-anywhere">{sovereign}</code>
        </dd>
        <dt>{words.counting.content}</dt>
        <dd>
          <code className="wrap-anywhere">{content}</code>
        </dd>
        {log !== null && (
          <>
            <dt>{words.log.root}</dt>
            <dd>
              <code className="wrap-anywhere">{log.root}</code>
            </dd>
          </>
        )}
      </dl>
    </details>
  );
}
