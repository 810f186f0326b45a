import { NativeSelect, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import {
  type Draft,
  type DraftCurrency,
  type FaultCode,
  type Faults,
  MOST_CURRENCIES,
  MOST_DECIMALS,
  newCurrency,
} from './draft.ts';
import { useFoundLanguage } from './language.tsx';

/** What a step of the form is given. */
export interface StepProps {
  readonly draft: Draft;
  readonly faults: Faults;
  readonly set: (change: Partial<Draft>) => void;
}

/** What is wrong with a field, in words of its own where it has some. */
export function useFaultText(): (
  fault: FaultCode | undefined,
  own?: { readonly of: FaultCode; readonly text: string },
) => string | undefined {
  const { say } = useFoundLanguage();
  return (fault, own) => {
    if (fault === undefined) return undefined;
    return own?.of === fault ? own.text : say.faults[fault];
  };
}

/** The smallest amount of a currency with so many decimals, as `0.01`. */
export function useSmallest(): (decimals: number) => string {
  const { amount } = useFoundLanguage();
  return (decimals) => amount((10 ** -decimals).toFixed(decimals));
}

/** What it is called, and where it is. */
export function PlaceStep({ draft, faults, set }: StepProps): ReactElement {
  const { say, countries } = useFoundLanguage();
  const faultText = useFaultText();
  return (
    <>
      <TextInput
        label={say.place.name}
        description={say.place.nameMeans}
        autoComplete="organization"
        maxLength={64}
        value={draft.name}
        error={faultText(faults['name'])}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <NativeSelect
        label={say.place.country}
        description={say.place.countryMeans}
        data={[{ value: '', label: '…' }, ...countries()]}
        value={draft.country}
        error={faultText(faults['country'], { of: 'missing', text: say.faultsOf.country })}
        onChange={(event) => set({ country: event.currentTarget.value })}
      />
    </>
  );
}

/** The currencies that it issues. */
export function MoneyStep({ draft, faults, set }: StepProps): ReactElement {
  const { say } = useFoundLanguage();
  const { currencies } = draft;
  const change = (id: number, of: Partial<DraftCurrency>): void =>
    set({ currencies: currencies.map((one) => (one.id === id ? { ...one, ...of } : one)) });
  return (
    <>
      {currencies.map((currency, index) => (
        <CurrencyFields
          key={currency.id}
          currency={currency}
          index={index}
          faults={faults}
          change={(of) => change(currency.id, of)}
          remove={
            currencies.length === 1
              ? undefined
              : () => set({ currencies: currencies.filter(({ id }) => id !== currency.id) })
          }
        />
      ))}
      {currencies.length < MOST_CURRENCIES && (
        <div>
          <button
            type="button"
            className="plain-button"
            onClick={() => set({ currencies: [...currencies, newCurrency(currencies)] })}
          >
            + {say.money.more}
          </button>
        </div>
      )}
    </>
  );
}

function CurrencyFields({
  currency,
  index,
  faults,
  change,
  remove,
}: {
  currency: DraftCurrency;
  index: number;
  faults: Faults;
  change: (of: Partial<DraftCurrency>) => void;
  remove: (() => void) | undefined;
}): ReactElement {
  const { say, number } = useFoundLanguage();
  const smallestOf = useSmallest();
  const faultText = useFaultText();
  const faultOf = (field: string): FaultCode | undefined => faults[`currencies.${index}.${field}`];
  const smallest = Array.from({ length: MOST_DECIMALS + 1 }, (_, decimals) => ({
    value: String(decimals),
    label: decimals === 0 ? say.money.whole : smallestOf(decimals),
  }));
  return (
    <fieldset className="card found-currency">
      <legend>{say.money.currency(number(index + 1))}</legend>
      <TextInput
        label={say.money.name}
        description={say.money.nameMeans}
        maxLength={64}
        autoComplete="off"
        value={currency.name}
        error={faultText(faultOf('name'))}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <div className="found-code">
        <TextInput
          label={say.money.code}
          description={say.money.codeMeans}
          maxLength={8}
          autoComplete="off"
          spellCheck={false}
          value={currency.code}
          error={faultText(faultOf('code'), { of: 'form', text: say.faultsOf.code })}
          onChange={(event) => change({ code: event.currentTarget.value.toUpperCase().trim() })}
        />
        <NativeSelect
          label={say.money.decimals}
          description={say.money.decimalsMeans}
          data={smallest}
          value={String(currency.decimals)}
          error={faultText(faultOf('decimals'))}
          onChange={(event) => change({ decimals: Number(event.currentTarget.value) })}
        />
      </div>
      {remove !== undefined && (
        <div>
          <button type="button" className="plain-button" onClick={remove}>
            {say.money.remove}
          </button>
        </div>
      )}
    </fieldset>
  );
}
