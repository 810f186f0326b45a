import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import { CountryField } from '../frame/country-field.tsx';
import { useLanguage } from '../frame/language.tsx';
import { readAmount } from '../frame/read-amount.ts';
import type { CurrencyShown } from '../sovereign/answers.ts';

/** "May I send …?", as somebody asks it. */
export interface Question {
  readonly amount: string;
  readonly currency: string;
  readonly from: string;
  readonly to: string;
  readonly tier: string;
}

export const TIERS = ['0', '1', '2', '3'] as const;

/** The question as a sentence with gaps. */
export function QuestionForm({
  first,
  currencies,
  isAsking,
  asked,
}: {
  first: Question;
  currencies: readonly CurrencyShown[];
  isAsking: boolean;
  asked: (question: Question) => void;
}): ReactElement {
  const { words } = useLanguage();
  const [question, setQuestion] = useState(first);
  const [mistake, setMistake] = useState<string | null>(null);
  const say = words.question;
  const currency = currencies.find(({ code }) => code === question.currency) ?? currencies[0];
  const set = (change: Partial<Question>): void => {
    setMistake(null);
    setQuestion((old) => ({ ...old, ...change }));
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (currency === undefined) return;
    const read = readAmount(question.amount, currency.decimals);
    if (!read.ok) return setMistake(words.amounts[read.why](currency.decimals));
    asked({ ...question, currency: currency.code, amount: read.decimal });
  };
  return (
    <form className="question" onSubmit={submit} aria-label={say.title}>
      <TextInput
        className="question-amount"
        label={say.amount}
        inputMode="decimal"
        autoComplete="off"
        value={question.amount}
        error={mistake}
        onChange={(event) => set({ amount: event.currentTarget.value })}
      />
      <NativeSelect
        label={say.currency}
        value={currency?.code ?? ''}
        data={currencies.map(({ code }) => code)}
        onChange={(event) => set({ currency: event.currentTarget.value })}
      />
      <CountryField label={say.from} value={question.from} choose={(from) => set({ from })} />
      <CountryField label={say.to} value={question.to} choose={(to) => set({ to })} />
      <NativeSelect
        className="question-tier"
        label={say.tier}
        description={say.tierMeans}
        value={question.tier}
        data={TIERS.map((value) => ({ value, label: say.tiers[value] }))}
        onChange={(event) => set({ tier: event.currentTarget.value })}
      />
      <div className="question-ask">
        <Button type="submit" size="md" loading={isAsking} disabled={currency === undefined}>
          {say.ask}
        </Button>
      </div>
    </form>
  );
}
