import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useLanguage } from '../frame/language.tsx';
import { Failed, Shown } from '../frame/states.tsx';
import type { ListPartiesShown } from '../sovereign/answers.ts';
import { type AskFailure, ask } from '../sovereign/ask.ts';
import { useAnswer } from '../sovereign/use-answer.ts';
import { Face } from '../wallet/face.tsx';

const PAGE = 50;

/** Whom a public list names, by face and handle; more when somebody asks for them. */
export function ListParties({ name }: { name: string }): ReactElement {
  const { words, number } = useLanguage();
  const say = words.lists;
  const path = `/v1/rules/lists/${name}?limit=${PAGE}`;
  const first = useAnswer<ListPartiesShown>(path);
  const [further, setFurther] = useState<readonly ListPartiesShown[]>([]);
  const [failure, setFailure] = useState<AskFailure | null>(null);
  const [isAsking, setAsking] = useState(false);
  const more = async (after: string): Promise<void> => {
    setAsking(true);
    const asked = await ask<ListPartiesShown>(`${path}&after=${after}`);
    setAsking(false);
    setFailure(asked.ok ? null : asked.failure);
    if (asked.ok) setFurther((old) => [...old, asked.value]);
  };
  return (
    <Shown answer={first}>
      {(page) => {
        const pages = [page, ...further];
        const next = pages.at(-1)?.next ?? null;
        return (
          <div className="stack-tight">
            <p>{page.entries === 0 ? say.nobody : say.count(number(page.entries))}</p>
            <ul className="rows">
              {pages.flatMap(({ parties }) =>
                parties.map(({ identity, address, handle, isKnown }) => (
                  <li key={identity} className="row list-party" data-party={identity}>
                    <Face of={address} name={handle} />
                    {handle === null ? (
                      <span className="wrap-anywhere">
                        {!isKnown && `${say.stranger} `}
                        <code className="small">{address}</code>
                      </span>
                    ) : (
                      <strong>
                        <bdi>@{handle}</bdi>
                      </strong>
                    )}
                  </li>
                )),
              )}
            </ul>
            {failure !== null && next !== null && (
              <Failed failure={failure} again={() => void more(next)} />
            )}
            {next !== null && failure === null && (
              <div>
                <Button variant="light" loading={isAsking} onClick={() => void more(next)}>
                  {say.more}
                </Button>
              </div>
            )}
          </div>
        );
      }}
    </Shown>
  );
}
