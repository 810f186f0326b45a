import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { ClockSign, CrossSign, TickSign } from '../../frame/signs.tsx';
import { useAnswer } from '../../sovereign/use-answer.ts';
import { Face } from '../../wallet/face.tsx';
import { nameOf } from '../../wallet/name-of.ts';
import { saveFile } from '../../frame/save-file.ts';
import { useConsoleLanguage } from '../language.tsx';
import type { IdentityShown } from '../../sovereign/answers.ts';
import type { ForkNews, ForkShown } from './fork-news.ts';

/** `GET /v1/uncovered`: an allowance whose cheques are short. */
export interface Uncovered {
  readonly hold: string;
  readonly code: string;
  readonly decimals: number;
  readonly cap: string;
  readonly unpaid: string;
}

const SHORT_ID = 12;

/** Somebody who has signed two histories of an allowance: who, what of it is short, and the proof. */
export function ForkCard({
  fork,
  news,
  sovereign,
  uncovered,
  isCoverKnown,
}: {
  fork: ForkShown;
  news: ForkNews | undefined;
  sovereign: string;
  uncovered: Uncovered | undefined;
  isCoverKnown: boolean;
}): ReactElement {
  const { words, units } = useConsoleLanguage();
  const say = words.console.health.forks;
  const owner = useAnswer<IdentityShown>(`/v1/identities/${fork.owner}`).value;
  const address = owner?.address ?? fork.owner;
  const name = owner?.handle ?? null;
  const money = (amount: string, { decimals, code }: Uncovered): string =>
    `${units(amount, decimals)} ${code}`;
  return (
    <article className="card">
      <h2 className="row">
        <span className="console-face">
          <Face of={address} name={name} />
        </span>
        <span className="stack-tight">
          <span>{name === null ? say.unnamed : `@${name}`}</span>
          {name === null && owner !== null && (
            <span className="faded small">
              <bdi>{nameOf(name, address)}</bdi>
            </span>
          )}
        </span>
      </h2>
      {news?.found.kind === 'proven' && <p>{say.rules[news.found.rule]}</p>}
      <Found news={news} />
      {isCoverKnown && (
        <p>
          {uncovered === undefined
            ? say.paid
            : say.short(money(uncovered.unpaid, uncovered), money(uncovered.cap, uncovered))}
        </p>
      )}
      <Evidence fork={fork} news={news} sovereign={sovereign} />
      <details className="small">
        <summary>{say.details}</summary>
        <dl className="facts">
          <dt>{say.hold}</dt>
          <dd>
            <code className="wrap-anywhere">{fork.hold}</code>
          </dd>
          <dt>{say.owner}</dt>
          <dd>
            <code className="wrap-anywhere">{address}</code>
          </dd>
          <dt>{say.writer}</dt>
          <dd>
            <code className="wrap-anywhere">{fork.writer}</code>
          </dd>
        </dl>
      </details>
    </article>
  );
}

function Found({ news }: { news: ForkNews | undefined }): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.health.forks;
  if (news === undefined) return <p className="faded">{say.checking}</p>;
  const { kind } = news.found;
  if (kind === 'proven') {
    return (
      <p className="verdict">
        <TickSign />
        {say.proven}
      </p>
    );
  }
  return (
    <p className={kind === 'not-yet' ? 'verdict' : 'verdict fork-unproven'}>
      {kind === 'not-yet' ? <ClockSign /> : <CrossSign />}
      {kind === 'not-yet' ? say.notYet : say.notProven}
    </p>
  );
}

/** Evidence that anybody verifies by itself, where somebody has said the fork on the log; else the proof as the sovereign shows it. */
function Evidence({
  fork,
  news,
  sovereign,
}: {
  fork: ForkShown;
  news: ForkNews | undefined;
  sovereign: string;
}): ReactElement | null {
  const { words } = useConsoleLanguage();
  const say = words.console.health.forks;
  const name = `fork-${fork.hold.slice(0, SHORT_ID)}`;
  if (fork.forkProof === null) return null;
  const evidence = news?.evidence ?? null;
  if (evidence === null) {
    const save = (): void =>
      saveFile(`${name}.json`, JSON.stringify({ sovereign, ...fork }), 'application/json');
    return (
      <div>
        <Button variant="light" size="sm" onClick={save}>
          {say.proofOnly}
        </Button>
      </div>
    );
  }
  return (
    <div className="stack-tight">
      <div>
        <Button
          variant="light"
          size="sm"
          onClick={() => saveFile(`${name}.cbor`, evidence, 'application/cbor')}
        >
          {say.evidence}
        </Button>
      </div>
      <p className="faded small">
        {say.evidenceMeans}{' '}
        <code className="wrap-anywhere" dir="ltr">
          {sovereign}
        </code>
      </p>
    </div>
  );
}
