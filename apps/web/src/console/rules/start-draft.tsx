import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { nextVersion } from '../../drafting/with-force.ts';
import type { RulesShown, TextShown } from '../../sovereign/answers.ts';
import { useSovereign } from '../../sovereign/founding.tsx';
import { useAnswer } from '../../sovereign/use-answer.ts';
import { FileButton } from '../../frame/file-button.tsx';
import { useConsoleLanguage } from '../language.tsx';

const DAY_MS = 86_400_000;
const MOST_BYTES = 1 << 21;

/** The ways to begin a draft: from what is in force, from an example, from a file. */
export function StartDraft({
  begin,
  isFirst,
}: {
  begin: (text: string) => void;
  isFirst: boolean;
}): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.rules;
  const { founding, currencies } = useSovereign();
  const rules = useAnswer<RulesShown>('/v1/rules');
  const [isTooLong, setTooLong] = useState(false);
  const tomorrow = new Date(Date.now() + DAY_MS).toISOString().slice(0, 10);
  const country = founding?.constitution.country ?? '';
  const texts = newestOf([...(rules.value?.modules ?? []), ...(rules.value?.lists ?? [])]);
  const number = (texts.find(({ name }) => name === country)?.version ?? 0) + 1;
  const fromFile = async (file: File): Promise<void> => {
    setTooLong(file.size > MOST_BYTES);
    if (file.size <= MOST_BYTES) begin(await file.text());
  };
  return (
    <details open={isFirst}>
      <summary>{say.start}</summary>
      <div className="stack">
        {isFirst && <p className="faded">{say.noDraft}</p>}
        <div className="row">
          {texts.map(({ name, version, text }) => (
            <Button
              key={name}
              variant="light"
              size="sm"
              onClick={() => begin(nextVersion(text, version + 1, tomorrow))}
            >
              {say.fromForceOne(name)}
            </Button>
          ))}
          <Button
            variant="light"
            size="sm"
            disabled={founding === null}
            onClick={() =>
              begin(say.template(country, number, currencies[0]?.code ?? 'EUR', tomorrow))
            }
          >
            {say.fromEmpty}
          </Button>
          <FileButton label={say.fromFile} accept=".rules,text/plain" take={fromFile} />
        </div>
        {isTooLong && <p role="alert">{say.tooLong}</p>}
      </div>
    </details>
  );
}

/** Of each name the highest version. */
function newestOf(texts: readonly TextShown[]): TextShown[] {
  const newest = new Map<string, TextShown>();
  for (const text of texts) {
    const known = newest.get(text.name);
    if (known === undefined || known.version < text.version) newest.set(text.name, text);
  }
  return [...newest.values()];
}
