import { Button, Checkbox, NativeSelect, TextInput, Textarea } from '@mantine/core';
import type { Failure } from '@tallystick/wallet';
import { type FormEvent, type ReactElement, useEffect, useState } from 'react';
import { decimalsOf } from '../decimals-of.ts';
import { ExactInput } from '../../frame/exact-input.tsx';
import { readAmount } from '../../frame/read-amount.ts';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';
import type { ConditionRead } from './calls.ts';
import { lookUp } from './look-up.ts';
import {
  type Doable,
  type Looked,
  type Order,
  type OrderFault,
  type Period,
  askedOf,
  boundTo,
} from './recipe.ts';

/** For whom, how much, and under what. */
export function OrderForm({
  order,
  setOrder,
  next,
  other,
}: {
  order: Order;
  setOrder: (order: Order) => void;
  next: (asked: Doable, looked: Looked) => void;
  other: () => void;
}): ReactElement {
  const { words } = useWalletLanguage();
  const { view, call } = useOpenWallet();
  const say = words.wallet.waiting;
  const [mistake, setMistake] = useState<string | null>(null);
  const [fault, setFault] = useState<OrderFault | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { recipe } = order;
  const set = (change: Partial<Order>): void => setOrder({ ...order, ...change });
  const look = async (): Promise<void> => {
    const decimals = decimalsOf(view, order.currency);
    const read = readAmount(order.amount, decimals);
    setMistake(read.ok ? null : words.amounts[read.why](decimals));
    if (!read.ok) return;
    const now = Math.max(view.signedTime, Date.now());
    const asked = askedOf({ ...order, amount: read.decimal }, view, now, crypto.randomUUID());
    setFault(asked.kind === 'fault' ? asked.fault : null);
    if (asked.kind === 'fault') return;
    const calls = {
      payee: (typed: string) => call('payee', typed),
      readCondition: (text: string) => call('readCondition', text),
    };
    const found = await lookUp(calls, order.to, asked, view);
    setFault(found.kind === 'unreadable' ? 'no-condition' : null);
    setFailure(found.kind === 'failed' ? found.failure : null);
    if (found.kind === 'looked') next(boundTo(asked, found.looked), found.looked);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void look();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <h1>{say.recipes[recipe].title}</h1>
      <p className="faded">{say.recipes[recipe].about}</p>
      <ExactInput
        label={say.form.to}
        description={say.form.toMeans}
        value={order.to}
        onChange={(event) => set({ to: event.currentTarget.value })}
      />
      <div className="amount-row">
        <TextInput
          label={recipe === 'every' ? say.form.each : say.form.amount}
          inputMode="decimal"
          autoComplete="off"
          value={order.amount}
          error={mistake}
          onChange={(event) => set({ amount: event.currentTarget.value })}
        />
        <NativeSelect
          label={say.form.currency}
          data={view.currencies.map(({ code }) => code)}
          value={order.currency}
          onChange={(event) => set({ currency: event.currentTarget.value })}
        />
      </div>
      {recipe === 'every' ? <Periods order={order} set={set} /> : <Terms order={order} set={set} />}
      {fault !== null && (
        <p className="callout callout-waiting" role="alert">
          {say.faults[fault]}
        </p>
      )}
      {failure !== null && <FailureNotice failure={failure} />}
      <Button type="submit" size="md" disabled={order.to.trim() === ''}>
        {say.form.next}
      </Button>
      <Button size="md" variant="subtle" onClick={other}>
        {say.recipes.title}
      </Button>
    </form>
  );
}

interface Part {
  readonly order: Order;
  readonly set: (change: Partial<Order>) => void;
}

function Periods({ order, set }: Part): ReactElement {
  const { words } = useWalletLanguage();
  const { form: say } = words.wallet.waiting;
  const periods: readonly Period[] = ['week', 'fortnight', 'month'];
  return (
    <>
      <div className="amount-row">
        <NativeSelect
          label={say.period}
          data={periods.map((value) => ({ value, label: say.periods[value] }))}
          value={order.period}
          onChange={(event) => set({ period: event.currentTarget.value as Period })}
        />
        <TextInput
          label={say.times}
          inputMode="numeric"
          value={order.times}
          onChange={(event) => set({ times: event.currentTarget.value })}
        />
      </div>
      <Checkbox
        label={say.ahead}
        description={say.aheadMeans}
        checked={order.isAhead}
        onChange={(event) => set({ isAhead: event.currentTarget.checked })}
      />
    </>
  );
}

function Terms({ order, set }: Part): ReactElement {
  const { words } = useWalletLanguage();
  const { form: say } = words.wallet.waiting;
  const { recipe } = order;
  const days = ['30', '90', '365'] as const;
  return (
    <>
      {(recipe === 'after' || recipe === 'inheritance') && (
        <TextInput
          type="date"
          label={say.day}
          value={order.day}
          onChange={(event) => set({ day: event.currentTarget.value })}
        />
      )}
      {recipe === 'escrow' && (
        <ExactInput
          label={say.third}
          description={say.thirdMeans}
          value={order.third}
          onChange={(event) => set({ third: event.currentTarget.value })}
        />
      )}
      {recipe === 'goal' && <Counted order={order} set={set} />}
      {recipe === 'own' && <OwnCondition order={order} set={set} />}
      <NativeSelect
        label={say.days}
        data={days.map((value) => ({ value, label: say.dayCounts[value] }))}
        value={order.days}
        onChange={(event) => set({ days: event.currentTarget.value })}
      />
    </>
  );
}

/** Who counts, and what they are to say. */
function Counted({ order, set }: Part): ReactElement {
  const { words } = useWalletLanguage();
  const { form: say } = words.wallet.waiting;
  return (
    <>
      <ExactInput
        label={say.counter}
        description={say.counterMeans}
        value={order.third}
        onChange={(event) => set({ third: event.currentTarget.value })}
      />
      <TextInput
        label={say.statement}
        description={say.statementMeans}
        autoComplete="off"
        maxLength={200}
        value={order.statement}
        onChange={(event) => set({ statement: event.currentTarget.value })}
      />
    </>
  );
}

/** The language of conditions, read as it is typed. */
function OwnCondition({ order, set }: Part): ReactElement {
  const { words } = useWalletLanguage();
  const { call } = useOpenWallet();
  const { form: say } = words.wallet.waiting;
  const [fault, setFault] = useState<ConditionRead['fault']>(null);
  const { condition } = order;
  useEffect(() => {
    let isCurrent = true;
    if (condition.trim() === '') return setFault(null);
    const read = async (): Promise<void> => {
      const outcome = await call('readCondition', condition.trim());
      if (isCurrent) setFault(outcome.ok ? outcome.value.fault : null);
    };
    void read();
    return () => {
      isCurrent = false;
    };
  }, [condition, call]);
  return (
    <Textarea
      label={say.condition}
      description={say.conditionMeans}
      rows={3}
      dir="ltr"
      spellCheck={false}
      autoCapitalize="none"
      error={fault === null ? undefined : say.at(fault.at + 1, fault.reason)}
      value={condition}
      onChange={(event) => set({ condition: event.currentTarget.value })}
    />
  );
}
