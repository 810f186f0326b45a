import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { Reserves } from '../../book/reserves.tsx';
import type { SupplyShown } from '../../sovereign/answers.ts';
import { useAnswer } from '../../sovereign/use-answer.ts';
import { useConsoleLanguage } from '../language.tsx';
import { BurnForm } from './burn-form.tsx';
import { IssueForm } from './issue-form.tsx';
import { LastLook } from './last-look.tsx';
import { OpenOrder, useOpenOrder } from './open-order.tsx';
import type { OrderAsked } from './signing-calls.ts';
import type { HandedIn, TreasuryShown } from './treasuries.ts';
import { WaitingDrafts } from './waiting-drafts.tsx';

const ASKED_AGAIN_MS = 5_000;

type Doing =
  { readonly kind: 'issue' | 'burn' } | { readonly kind: 'look'; readonly order: OrderAsked };

/** One currency's treasury, and what can be done with it. */
export function TreasuryCard({
  treasury,
  country,
  again,
}: {
  treasury: TreasuryShown;
  country: string;
  again: () => void;
}): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.money;
  const [doing, setDoing] = useState<Doing | null>(null);
  const [isDone, setDone] = useState(false);
  const came = ({ isFinal, waits }: HandedIn): void => {
    setDone(isFinal);
    if (isFinal || waits !== null) setDoing(null);
    again();
  };
  const begin = (next: Doing | null): void => {
    setDone(false);
    setDoing(next);
  };
  const look = (order: OrderAsked): void => begin({ kind: 'look', order });
  const { open, seen } = useOpenOrder(treasury.code, doing?.kind === 'look');
  const lost = (): void => {
    setDoing(null);
    again();
  };
  return (
    <article className="card" data-currency={treasury.code}>
      <div className="spread">
        <h2>{treasury.name}</h2>
        <span className="faded">{treasury.code}</span>
      </div>
      <Facts treasury={treasury} />
      {isDone && (
        <p className="callout callout-good" role="status">
          {say.isFinal}
        </p>
      )}
      {open !== null && open !== undefined && (
        <OpenOrder treasury={treasury} open={open} seen={seen} done={came} />
      )}
      {treasury.waits !== null && doing?.kind !== 'look' && (
        <WaitingDrafts treasury={treasury} waits={treasury.waits} done={came} lost={lost} />
      )}
      {treasury.waits === null && doing === null && open === null && (
        <Choices treasury={treasury} begin={begin} look={look} />
      )}
      {doing?.kind === 'issue' && (
        <IssueForm treasury={treasury} ready={look} cancel={() => begin(null)} />
      )}
      {doing?.kind === 'burn' && (
        <BurnForm treasury={treasury} ready={look} cancel={() => begin(null)} />
      )}
      {doing?.kind === 'look' && (
        <LastLook
          treasury={treasury}
          country={country}
          order={doing.order}
          done={came}
          lost={lost}
          cancel={() => begin(null)}
        />
      )}
    </article>
  );
}

function Choices({
  treasury: { code, returnable, balance },
  begin,
  look,
}: {
  treasury: TreasuryShown;
  begin: (doing: Doing) => void;
  look: (order: OrderAsked) => void;
}): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.money;
  const takeBack = (): void => {
    const holds = returnable.map(({ hold, amount }) => ({
      hold,
      amount: BigInt(amount),
    }));
    look({ kind: 'return', holds });
  };
  return (
    <div className="row">
      <Button onClick={() => begin({ kind: 'issue' })}>{say.issue(code)}</Button>
      {returnable.length > 0 && (
        <Button variant="default" onClick={takeBack}>
          {say.takeBack(returnable.length)}
        </Button>
      )}
      {balance !== '0' && (
        <Button variant="default" onClick={() => begin({ kind: 'burn' })}>
          {say.burn}
        </Button>
      )}
    </div>
  );
}

function Facts({ treasury }: { treasury: TreasuryShown }): ReactElement {
  const { words, units, number } = useConsoleLanguage();
  const say = words.console.money;
  const { code, decimals, threshold, signers, keys, balance, unclaimed } = treasury;
  const { value } = useAnswer<SupplyShown>('/v1/supply', ASKED_AGAIN_MS);
  const supply = value?.supply.find((one) => one.code === code);
  const amount = (value: string): string => `${units(value, decimals)} ${code}`;
  return (
    <dl className="facts figures">
      <dt>{words.money.inCirculation}</dt>
      <dd>{supply === undefined ? '…' : amount(supply.circulating)}</dd>
      <dt>{words.money.reserve}</dt>
      {supply === undefined ? <dd>…</dd> : <Reserves supply={supply} />}
      <dt>{say.ownBalance}</dt>
      <dd>{amount(balance)}</dd>
      <dt>{say.unclaimed}</dt>
      <dd>
        {unclaimed.count === 0
          ? say.nothingUnclaimed
          : say.unclaimedIs(amount(unclaimed.amount), number(unclaimed.count), unclaimed.isAll)}
      </dd>
      <dt>{words.money.treasury}</dt>
      <dd>
        {words.money.signers(threshold, signers.length)}. {say.keysHere(keys.length)}
      </dd>
    </dl>
  );
}
