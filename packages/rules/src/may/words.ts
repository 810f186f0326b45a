import type { CodedCondition, ConditionCode, Extent, Stretch } from './coded.ts';

type Coded<C extends ConditionCode> = Extract<CodedCondition, { readonly code: C }>;
type CodedNumber = Coded<'tier' | 'sent' | 'payments' | 'payees' | 'rate' | 'indicator'>;

/** What has to be so, in words that follow "yes if". */
export function sayCondition(condition: CodedCondition): string {
  switch (condition.code) {
    case 'tier':
    case 'sent':
    case 'payments':
    case 'payees':
    case 'rate':
    case 'indicator':
      return sayNumber(condition);
    case 'waited':
      return `the payment has waited for ${stretch(condition.data.window)}`;
    case 'confidential':
      // What no question tells more about.
      return 'no rule that is kept confidential objects';
    case 'listed': {
      const { of, list, isOn } = condition.data;
      return `the ${of} is ${isOn ? '' : 'not '}on the list ${list}`;
    }
    case 'second-factor':
      return `${condition.data.given ? 'a' : 'no'} second factor is given`;
    case 'first-payment':
      return `this is ${condition.data.first ? '' : 'not '}the first payment to this payee`;
    case 'document':
      return `the document “${condition.data.name}” is given`;
    case 'no-documents':
      return 'no document is given';
    case 'purpose': {
      const { purpose } = condition.data;
      return `the purpose is ${purpose ?? 'none that the rules name'}`;
    }
  }
}

function sayNumber(condition: CodedNumber): string {
  const { data, code } = condition;
  const unit = code === 'sent' ? ` ${data.currency}` : code === 'rate' ? ` ${data.in}` : '';
  const extent = sayExtent(data, unit);
  if (extent === null) return `it is known ${whatIsKnown(condition)}`;
  switch (code) {
    case 'tier':
      return `the ${data.of}’s identity tier is ${extent}`;
    case 'sent':
      return `the sender has sent ${extent} ${over(data.window)}`;
    case 'payments':
      return `the sender has made ${extent} payments ${over(data.window)}`;
    case 'payees':
      return `the sender has paid ${extent} different payees ${over(data.window)}`;
    case 'rate':
      return `at the rate of the day ${data.amount} ${data.currency} is ${extent}`;
    case 'indicator':
      return `the indicator ${data.name} stands at ${extent}`;
  }
}

function whatIsKnown({ code, data }: CodedNumber): string {
  switch (code) {
    case 'tier':
      return `which identity tier the ${data.of} has`;
    case 'sent':
      return `what the sender has sent ${over(data.window)}`;
    case 'payments':
      return `how many payments the sender has made ${over(data.window)}`;
    case 'payees':
      return `how many different payees the sender has paid ${over(data.window)}`;
    case 'rate':
      return `what ${data.amount} ${data.currency} is in ${data.in} at the rate of the day`;
    case 'indicator':
      return `where the indicator ${data.name} stands`;
  }
}

/** Null where any value is good. */
function sayExtent({ atLeast, atMost }: Extent, unit: string): string | null {
  if (atLeast === null) return atMost === null ? null : `at most ${atMost}${unit}`;
  if (atMost === null) return `at least ${atLeast}${unit}`;
  if (atLeast === atMost) return `exactly ${atLeast}${unit}`;
  return `at least ${atLeast}${unit} and at most ${atMost}${unit}`;
}

function over(window: Stretch): string {
  return `in ${stretch(window)} before this payment`;
}

function stretch({ count, unit }: Stretch): string {
  return `${count} ${unit}`;
}
