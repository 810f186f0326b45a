import './rules.css';
import { Button } from '@mantine/core';
import { type ReactElement, useMemo, useRef } from 'react';
import { useLook } from '../../drafting/desk.ts';
import { saveFile } from '../../frame/save-file.ts';
import { HandOver } from '../hand-over.tsx';
import { useConsoleLanguage } from '../language.tsx';
import { type DraftList, useDrafts } from './draft-list.ts';
import { DraftAnalysis } from './draft-analysis.tsx';
import { DraftTrial } from './draft-trial.tsx';
import { type EditorHandle, RuleEditor } from './rule-editor.tsx';
import { StartDraft } from './start-draft.tsx';
import { TextStanding } from './text-standing.tsx';

/** Where rules are drafted: written, looked at, tried, and handed to a wallet. */
export function RulesRoom(): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.rules;
  const list = useDrafts();
  const { current, forgotten } = list;
  return (
    <section className="stack-wide">
      <header className="stack">
        <h1>{say.title}</h1>
        <p className="lead">{say.lead}</p>
        {forgotten !== null && (
          <p role="status" className="row">
            {say.forgotten}
            <button type="button" className="as-link" onClick={list.bringBack}>
              {say.undo}
            </button>
          </p>
        )}
        {list.drafts.length > 0 && <Choice list={list} />}
        <StartDraft begin={list.begin} isFirst={list.drafts.length === 0} />
      </header>
      {current !== null && <Draft key={current.id} list={list} text={current.text} />}
    </section>
  );
}

const HEADING =
  /^\s*(?:module|(?:confidential )?list)\s+(?:currency\s+)?(\S+)[^\n]*?version\s+(\d+)/m;

function Choice({ list }: { list: DraftList }): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.rules;
  const nameOf = (text: string): string => {
    const [, name, version] = HEADING.exec(text) ?? [];
    return name === undefined ? say.unnamed : say.draftName(name, version ?? '');
  };
  return (
    <div className="row">
      <label className="row">
        <span>{say.drafts}</span>
        <select
          className="language"
          value={list.current?.id}
          onChange={(event) => list.choose(event.currentTarget.value)}
        >
          {list.drafts.map(({ id, text }) => (
            <option key={id} value={id}>
              {nameOf(text)}
            </option>
          ))}
        </select>
      </label>
      <button type="button" className="as-link" onClick={list.forget}>
        {say.forget}
      </button>
      <span className="faded small">{say.kept}</span>
    </div>
  );
}

function Draft({ list, text }: { list: DraftList; text: string }): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.rules;
  const look = useLook(text);
  const handle = useRef<EditorHandle | null>(null);
  const { write, exampleGood, exampleBad } = say;
  const { mistake } = words.pipeline.report;
  const marks = useMemo(
    () => ({ write, mistake, exampleGood, exampleBad }),
    [write, mistake, exampleGood, exampleBad],
  );
  const { looked, known, isUnreachable } = look;
  const isCurrent = looked !== null && looked.text === text;
  const isSound = isCurrent && looked.mistakes.length === 0;
  const name = looked?.head?.name.toLowerCase() ?? 'draft';
  return (
    <>
      <div className="stack">
        <RuleEditor
          start={text}
          changed={list.change}
          known={known}
          looked={looked}
          label={say.editor}
          words={marks}
          handle={handle}
        />
        <div className="spread">
          <p className="faded small">{say.help}</p>
          <Button
            variant="light"
            size="xs"
            onClick={() => saveFile(`${name}.rules`, text, 'text/plain;charset=utf-8')}
          >
            {say.save}
          </Button>
        </div>
        {isUnreachable && (
          <p className="callout callout-waiting" role="alert">
            {say.unreachable}
          </p>
        )}
        <TextStanding looked={looked} isCurrent={isCurrent} handle={handle} />
      </div>
      <DraftAnalysis text={text} isSound={isSound} />
      <DraftTrial text={text} isSound={isSound} />
      <HandOver
        draft={{ kind: 'text', text, lane: 'ordinary' }}
        isSound={isSound}
        lead={say.propose.lead}
      >
        <p className="faded small">
          {say.propose.file} <code>npx tally rules propose WALLET {name}.rules</code>
        </p>
      </HandOver>
    </>
  );
}
