import './propose.css';
import type { Lane } from '@tallystick/protocol';
import { type ReactElement, useState } from 'react';
import { PageHead } from '../../frame/page-head.tsx';
import { Difference } from '../../book/difference.tsx';
import { MistakeText } from '../../book/mistake-text.tsx';
import { RuleLines } from '../../book/rule-lines.tsx';
import { useLook } from '../../drafting/desk.ts';
import { handedOver } from '../../drafting/kept-drafts.ts';
import { FileButton } from '../../frame/file-button.tsx';
import type { RulesShown } from '../../sovereign/answers.ts';
import { useAnswer } from '../../sovereign/use-answer.ts';
import { useWalletLanguage } from '../language.tsx';
import { ChangeToPropose } from './change-to-propose.tsx';
import { ProposalTerms } from './proposal-terms.tsx';

/** Puts a text of rules, or a change of the constitution, before those who vote on it: handed over by the console, or from a file. */
export function ProposePage(): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.propose;
  const [draft, setDraft] = useState(handedOver);
  const lane = draft?.kind === 'text' ? draft.lane : 'ordinary';
  const setText = (text: string): void => setDraft({ kind: 'text', text, lane });
  return (
    <section className="stack-wide">
      <PageHead title={draft?.kind === 'change' ? say.titleOfChange : say.title} lead={say.lead} />
      {draft === null ? (
        <div className="stack">
          <p>{say.none}</p>
          <TakeFile label={say.fromFile} take={setText} />
        </div>
      ) : (
        <>
          {draft.kind === 'text' ? (
            <TextToPropose text={draft.text} lane={lane} setText={setText} />
          ) : (
            <ChangeToPropose change={draft.change} />
          )}
          <TakeFile label={say.another} take={setText} />
        </>
      )}
    </section>
  );
}

function TakeFile({ label, take }: { label: string; take: (text: string) => void }): ReactElement {
  const read = async (file: File): Promise<void> => take(await file.text());
  return <FileButton label={label} accept=".rules,text/plain" take={read} />;
}

function TextToPropose({
  text,
  lane,
  setText,
}: {
  text: string;
  lane: Lane;
  setText: (text: string) => void;
}): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.propose;
  const { looked } = useLook(text);
  const rules = useAnswer<RulesShown>('/v1/rules');
  const name = looked?.head?.name;
  const standing = [...(rules.value?.modules ?? []), ...(rules.value?.lists ?? [])].findLast(
    (one) => one.name === name,
  );
  const mistakes = looked?.mistakes ?? [];
  return (
    <>
      <section className="stack">
        <h2>{say.text}</h2>
        <div className="card">
          <RuleLines text={text} />
        </div>
        {standing !== undefined && (
          <details>
            <summary>{say.difference}</summary>
            <Difference older={standing.text} newer={text} />
          </details>
        )}
      </section>
      {mistakes.length > 0 ? (
        <div className="callout callout-bad" role="alert">
          <strong>{say.mistakes}</strong>
          <ul className="conditions">
            {mistakes.map((mistake, index) => (
              <li key={index}>
                {mistake.line}: <MistakeText mistake={mistake} />
              </li>
            ))}
          </ul>
        </div>
      ) : (
        <ProposalTerms text={text} meant={lane} setText={setText} />
      )}
    </>
  );
}
