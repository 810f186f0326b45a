import { Button } from '@mantine/core';
import { type ReactElement, useEffect, useState } from 'react';
import { useJob } from '../../drafting/desk.ts';
import { keepDrafts, keptDrafts } from '../../drafting/kept-drafts.ts';
import { Link } from '../../frame/route.tsx';
import type { ListShown } from '../../sovereign/answers.ts';
import { useConsoleLanguage } from '../language.tsx';

/** Of a list that stops nobody, or not all: the rules that would make it count, drafted for the room where rules are written. */
export function StoppingRules({ list }: { list: Pick<ListShown, 'name' | 'rules'> }): ReactElement {
  const { words } = useConsoleLanguage();
  const { rules: say } = words.console.freezes;
  const { news, start } = useJob();
  const [isBegun, setBegun] = useState(false);
  useEffect(() => start({ kind: 'stop', list: list.name }), [list.name, start]);
  const begin = (text: string): void => {
    keepDrafts([{ id: crypto.randomUUID(), text }, ...keptDrafts()]);
    setBegun(true);
  };
  const texts = news?.kind === 'stopping' ? news.texts : [];
  return (
    <div className="callout stack-tight" data-stopping>
      <strong>{list.rules.length === 0 ? say.title : say.some}</strong>
      <p>{list.rules.length === 0 ? say.means : say.someMeans}</p>
      {news?.kind === 'unreachable' && <p role="alert">{words.console.rules.unreachable}</p>}
      {isBegun ? (
        <p role="status">
          {say.begun} <Link href="/console/rules">{say.go}</Link>
        </p>
      ) : (
        <div className="row">
          {texts.map(({ module, text }) => (
            <Button key={module} variant="light" size="sm" onClick={() => begin(text)}>
              {module === 'GLOBAL' ? say.forEverybody : say.forCurrency(module)}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
