import type { Owner, TreatyOwner, TreatyParty } from '../tree/index.ts';
import { checkCountry, checkCurrency, type Checking, tell } from './checking.ts';

export function checkOwner(checking: Checking, owner: Owner): void {
  switch (owner.kind) {
    case 'global':
      return;
    case 'country':
    case 'currency':
      checkParty(checking, owner);
      return;
    case 'treaty':
      checkTreaty(checking, owner);
      return;
  }
}

function checkParty(checking: Checking, party: TreatyParty): void {
  if (party.kind === 'country') {
    checkCountry(checking, party.code, party);
  } else if (checkCurrency(checking, party.code, party) && party.code === 'GLOBAL') {
    tell(checking, 'name', party, 'GLOBAL is what the global module goes by.');
  }
}

function checkTreaty(checking: Checking, owner: TreatyOwner): void {
  const { name, between } = owner;
  if (!name.includes('-')) {
    const message = `A treaty's name has a hyphen, so that nobody takes it for a country or a currency.`;
    tell(checking, 'name', owner, message, `${name}-1`);
  }
  const seen = new Set<string>();
  for (const party of between) {
    checkParty(checking, party);
    const key = `${party.kind} ${party.code}`;
    if (seen.has(key)) tell(checking, 'duplicate', party, `${party.code} is a party once.`);
    seen.add(key);
  }
}
