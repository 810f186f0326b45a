import type { Difference } from './difference.ts';
import type { ClosedCorridor, Finding, Undecided } from './report.ts';

/** A finding in a sentence; the witness is shown beside it. */
export function sayFinding({ kind, module, rule, others, ...finding }: Finding): string {
  const { exception, exceptionOf } = finding;
  const where = exceptionOf === null || exceptionOf === module ? '' : `, in ${exceptionOf},`;
  const excepts = `The exception “${exception ?? ''}” to ${rule}${where}`;
  switch (kind) {
    case 'never-applies':
      return `${rule} never applies: no payment can make its condition true.`;
    case 'never-objects':
      return `${rule} never objects: whenever its condition is true, an exception is as well, or what it waits for has been given.`;
    case 'shadowed':
      return `${rule} is never needed: to every payment that it objects to, ${listed(others)} objects at least as strictly.`;
    case 'exception-never-applies':
      return `${excepts} never applies: no payment makes both conditions true.`;
    case 'exception-without-effect':
      return `${excepts} has no effect: whenever it is true, another rule objects all the same.`;
    case 'conflict':
      return `${rule} says what lifts its hold, and ${listed(others)} refuses the same payment whatever is given.`;
    case 'gap':
      return `${rule} leaves a gap: a payment is free of objections though a little less and a little more are not.`;
  }
}

export function sayClosed({ origin, destination, currency, rule }: ClosedCorridor): string {
  return `Nothing can be paid from ${origin} to ${destination} in ${currency ?? 'any currency'} (${rule}).`;
}

export function sayDifference({ kind, rule }: Difference): string {
  switch (kind) {
    case 'newly-refused':
      return `${rule} refuses a payment that was not refused before.`;
    case 'newly-held':
      return `${rule} decides a payment that is held now and was not held before.`;
    case 'newly-allowed':
      return `${rule} objected to a payment that nothing objects to now.`;
  }
}

export function sayUndecided({ about, rule, because }: Undecided): string {
  return `Not decided${WHY[because]}: whether ${rule} is a case of “${about}”.`;
}

const WHY: Readonly<Record<Undecided['because'], string>> = {
  steps: ' within the steps allowed',
  withheld: ', since it hangs on a list that is withheld',
  rates: ', since it hangs on amounts that no one rate joins',
};

function listed(rules: readonly string[]): string {
  const [first] = rules;
  if (first === undefined) return 'another rule';
  return rules.length === 1 ? first : `one of ${rules.join(', ')}`;
}
