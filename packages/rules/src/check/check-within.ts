import { nearest } from '../mistake/nearest.ts';
import type { Choice, Within } from '../tree/index.ts';
import { checkCountry, checkCurrency, checkDistinct, type Checking, tell } from './checking.ts';
import { listIndexOf } from './name-index.ts';

const PURPOSE = /^[A-Z0-9]{1,4}$/;

export function checkWithin(checking: Checking, { subject, choice }: Within): void {
  switch (subject) {
    case 'origin':
    case 'destination':
      checkCountries(checking, choice);
      return;
    case 'sender':
    case 'receiver':
      if (choice.kind === 'list') checkList(checking, choice.name, choice, 'parties');
      else
        tell(checking, 'list-kind', choice, `Rules do not see who the ${subject} is: name a list.`);
      return;
    case 'currency':
      checkNames(checking, choice, 'currency', (name, at) => {
        checkCurrency(checking, name, at);
      });
      return;
    case 'purpose':
      checkNames(checking, choice, 'purpose', (name, at) => {
        if (PURPOSE.test(name)) return;
        const message = `"${name}" is no purpose: one to four capitals or digits, such as SALA.`;
        tell(checking, 'purpose', at, message);
      });
      return;
  }
}

function checkCountries(checking: Checking, choice: Choice): void {
  if (choice.kind === 'list') {
    checkList(checking, choice.name, choice, 'countries');
    return;
  }
  checkNames(checking, choice, 'country', (name, at) => {
    checkCountry(checking, name, at);
  });
}

function checkNames(
  checking: Checking,
  choice: Choice,
  what: string,
  check: (name: string, at: object | readonly [object, string]) => void,
): void {
  switch (choice.kind) {
    case 'one':
      check(choice.name, choice);
      return;
    case 'several':
      checkDistinct(checking, choice.names, choice, `The ${what}`);
      choice.names.forEach((name, i) => check(name, [choice, String(i)]));
      return;
    case 'list': {
      const message = `There are no lists of this kind: write "= ${choice.name}", or names in brackets.`;
      tell(checking, 'list-kind', choice, message, `(${choice.name})`);
      return;
    }
  }
}

/** A list that there is, of the right kind, in every version. */
export function checkList(
  checking: Checking,
  wanted: string,
  at: object,
  of: 'countries' | 'parties',
): void {
  const { lists } = checking.surroundings;
  const versions = listIndexOf(lists).get(wanted);
  if (versions === undefined) {
    const known = lists.filter((list) => list.of === of).map(({ name }) => name);
    const country = of === 'countries' && /^[A-Z]{2}$/.test(wanted);
    const correction = country ? `(${wanted})` : nearest(wanted, known);
    tell(
      checking,
      'unknown-list',
      at,
      `There is no list ${wanted} among the texts that were given: add its text, or correct its name.`,
      correction,
    );
  } else if (versions.some((list) => list.of !== of)) {
    const other = of === 'countries' ? 'parties' : 'countries';
    tell(checking, 'list-kind', at, `${wanted} is a list of ${other}, and ${of} are asked for.`);
  }
}
