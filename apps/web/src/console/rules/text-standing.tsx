import type { ReactElement, RefObject } from 'react';
import { MistakeText } from '../../book/mistake-text.tsx';
import type { Looked } from '../../drafting/look-at.ts';
import { ClockSign, CrossSign, TickSign } from '../../frame/signs.tsx';
import { useConsoleLanguage } from '../language.tsx';
import type { EditorHandle } from './rule-editor.tsx';

/** How a text stands: its mistakes, each with the way to it and what to write instead, and its examples. */
export function TextStanding({
  looked,
  isCurrent,
  handle,
}: {
  looked: Looked | null;
  isCurrent: boolean;
  handle: RefObject<EditorHandle | null>;
}): ReactElement {
  const { words, number } = useConsoleLanguage();
  const say = words.console.rules;
  if (looked === null) {
    return (
      <p className="mark" role="status">
        <ClockSign />
        {say.looking}
      </p>
    );
  }
  const { mistakes, examples } = looked;
  const isGood = mistakes.length === 0;
  const good = examples.filter((one) => one.isGood).length;
  return (
    <div className="stack-tight text-standing">
      <div className="row" role="status">
        <span className={`mark ${isGood ? 'mark-good' : 'mark-bad'}`}>
          {isGood ? <TickSign /> : <CrossSign />}
          {isGood ? say.good : say.mistakes(mistakes.length)}
        </span>
        {examples.length > 0 && (
          <span className={`mark ${good === examples.length ? 'mark-good' : 'mark-bad'}`}>
            {say.examples(number(good), number(examples.length))}
          </span>
        )}
        {!isCurrent && <span className="faded small">{say.looking}</span>}
      </div>
      {isGood && examples.length === 0 && <p className="faded small">{say.noExamples}</p>}
      <ol className="rows">
        {mistakes.map(({ from, to, line, column, code, message, correction }, index) => (
          <li key={index} className="mistake-row">
            <button type="button" className="as-link" onClick={() => handle.current?.goTo(from)}>
              {say.goThere(number(line), number(column))}
            </button>
            <div>
              <MistakeText mistake={{ code, message }} />
              {correction !== null && isCurrent && (
                <button
                  type="button"
                  className="as-link"
                  onClick={() => handle.current?.write(from, to, correction)}
                >
                  {say.write(correction)}
                </button>
              )}
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}
