/** The canonical syntax tree: plain data, one file for each family of nodes. No comments in it. */
export type {
  Action,
  Hold,
  NeedsDocument,
  NeedsSecondFactor,
  NeedsTier,
  NeedsWaiting,
  NoObjection,
  Refuse,
  Requirement,
} from './action.ts';
export { COMPARISONS, type Compare, type Comparison } from './compare.ts';
export type { And, Atom, Condition, Not, Or } from './condition.ts';
export type { Constant, Figure, Money } from './constant.ts';
export type { Example, ExampleFact, Given } from './example.ts';
export type { DocumentFlag, Flag, FlagName } from './flag.ts';
export { type Force, type Instant, isInForce } from './instant.ts';
export type { List } from './list.ts';
export type { Accepts, Item, Module } from './module.ts';
export {
  type CountryOwner,
  type CurrencyOwner,
  type GlobalOwner,
  nameOf,
  type Owner,
  type TreatyOwner,
  type TreatyParty,
} from './owner.ts';
export type { Fixed, Follows, Parameter } from './parameter.ts';
export type { Exception, Provenance, Rule, Under } from './rule.ts';
export type {
  AmountTerm,
  IndicatorTerm,
  PayeesTerm,
  PaymentsTerm,
  ReferenceTerm,
  SentTerm,
  Sum,
  Term,
  TierTerm,
} from './term.ts';
export type { Choice, ListName, OneName, SeveralNames, Subject, Within } from './within.ts';
export { hoursOf, type Window } from './window.ts';

import type { List } from './list.ts';
import type { Module } from './module.ts';

/** What one text holds. */
export type Tree = Module | List;
