import './keeping.css';
import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { PageHead } from '../../frame/page-head.tsx';
import { Shown } from '../../frame/states.tsx';
import type { AskFailure } from '../../sovereign/ask.ts';
import { useSovereign } from '../../sovereign/founding.tsx';
import { bytesText } from '../bytes-text.ts';
import { useConsoleLanguage } from '../language.tsx';
import { useOperator, useOperatorAnswer } from '../operator.tsx';
import { backupName } from './backup-name.ts';

/** `GET /v1/operator/backups`: sizes in bytes, times in ms since 1970. */
interface Backups {
  readonly backups: readonly {
    readonly name: string;
    readonly at: number;
    readonly bytes: number;
  }[];
  readonly making: {
    readonly name: string;
    readonly since: number;
    readonly doneBytes: number;
    readonly ofBytes: number;
  } | null;
  readonly lastAt: number | null;
}

const ASKED_AGAIN_MS = 2000;

/** What backups there are, making one, and how to find out whether they are any good. */
export function BackupsPage(): ReactElement {
  const { words, distance } = useConsoleLanguage();
  const say = words.console.health.backups;
  const answer = useOperatorAnswer<Backups>('/v1/operator/backups', ASKED_AGAIN_MS);
  return (
    <section className="stack-wide">
      <PageHead title={say.title} lead={say.lead} />
      <Shown answer={answer}>
        {(listed) => (
          <>
            <section className="card card-raised">
              <p>
                {listed.lastAt === null ? say.never : say.last(distance(listed.lastAt, Date.now()))}
              </p>
              <Maker listed={listed} again={answer.again} />
            </section>
            <List backups={listed.backups} />
          </>
        )}
      </Shown>
      <MoveAway />
      <Rehearse />
    </section>
  );
}

function Maker({ listed, again }: { listed: Backups; again: () => void }): ReactElement {
  const { words } = useConsoleLanguage();
  const { ask } = useOperator();
  const { founding } = useSovereign();
  const say = words.console.health.backups;
  const [asked, setAsked] = useState<string | null>(null);
  const [failure, setFailure] = useState<AskFailure | null>(null);
  const make = async (): Promise<void> => {
    const file = backupName(founding?.constitution.name ?? '', Date.now());
    setAsked(file);
    setFailure(null);
    const made = await ask('/v1/operator/backup', { method: 'POST', body: { file } });
    // A long one is still being written when this page stops waiting for the answer: the list shows it.
    if (!made.ok && made.failure.kind !== 'offline') setFailure(made.failure);
    again();
  };
  const { making } = listed;
  const isMade = listed.backups.some(({ name }) => name === asked);
  return (
    <div className="stack" aria-live="polite">
      <div>
        <Button onClick={() => void make()} loading={making !== null}>
          {say.make}
        </Button>
      </div>
      {making !== null && (
        <div className="stack-tight">
          <progress
            className="keeping-progress"
            max={Math.max(1, making.ofBytes)}
            value={Math.min(making.doneBytes, making.ofBytes)}
            aria-label={say.title}
          />
          <p>{say.making(making.name)}</p>
        </div>
      )}
      {making === null && isMade && asked !== null && (
        <p className="callout callout-good">{say.made(asked)}</p>
      )}
      {failure !== null && (
        <div className="callout callout-bad" role="alert">
          <strong>{say.failed}</strong>
          <p>{failure.kind === 'refused' ? failure.detail : words.states.next[failure.kind]}</p>
        </div>
      )}
    </div>
  );
}

function List({ backups }: { backups: Backups['backups'] }): ReactElement {
  const { words, moment, number } = useConsoleLanguage();
  const say = words.console.health.backups;
  return (
    <section className="stack">
      <h2>{say.list}</h2>
      {backups.length === 0 ? (
        <p className="faded">{say.none}</p>
      ) : (
        <div className="keeping-table" tabIndex={0} role="region" aria-label={say.list}>
          <table className="figures">
            <thead>
              <tr>
                <th scope="col">{say.name}</th>
                <th scope="col">{say.when}</th>
                <th scope="col">{say.size}</th>
              </tr>
            </thead>
            <tbody>
              {backups.map(({ name, at, bytes }) => (
                <tr key={name}>
                  <th scope="row" className="wrap-anywhere">
                    {name}
                  </th>
                  <td>{moment(at)}</td>
                  <td>{bytesText(bytes, number)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function MoveAway(): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.health.backups;
  return (
    <section className="stack">
      <h2>{say.move}</h2>
      <p>{say.moveMeans}</p>
      <Command text={say.moveCommand} />
      <p className="faded">{say.noDownload}</p>
    </section>
  );
}

function Rehearse(): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.health.backups;
  return (
    <section className="stack">
      <h2>{say.rehearse}</h2>
      <p>{say.rehearseMeans}</p>
      <Command text={say.rehearseCommand} />
      <p>{say.rehearseNext}</p>
      <Command text={say.auditCommand} />
      <p className="callout callout-waiting">{say.rehearseNever}</p>
    </section>
  );
}

function Command({ text }: { text: string }): ReactElement {
  return (
    <pre className="keeping-command" dir="ltr" tabIndex={0}>
      {text}
    </pre>
  );
}
