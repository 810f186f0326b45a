/** A promise that was broken: the simulation's finding. `rule` names the promise. */
export class Violation extends Error {
  readonly rule: Rule;

  constructor(rule: Rule, detail: string) {
    super(`${rule}: ${detail}`);
    this.name = 'Violation';
    this.rule = rule;
  }
}

/** What must hold after every step (DESIGN sections 2, 5 and 6). */
export type Rule =
  | 'conservation'
  | 'one successor per state'
  | 'nothing acknowledged is lost'
  | 'signed only when stored'
  | 'one answer for ever'
  | 'time never steps back'
  | 'stale is refused'
  | 'time never leaps'
  | 'never below what was certified'
  | 'what was given up is told'
  | 'only the owner signs'
  | 'misbehaviour is found'
  | 'a claim keeps its time'
  | 'only the payee takes'
  | 'nothing is left unclaimed'
  | 'one signature per sequence'
  | 'wallet and ledger agree'
  | 'memory and disk agree'
  | 'a wallet trusts an honest sovereign'
  | 'only what was signed is paid'
  | 'collateral pays only what is short'
  | 'cover pays last'
  | 'what is left of cover returns'
  | 'what is uncovered stays in sight'
  | 'who forks sets nothing more aside'
  | 'what is short is proven'
  | 'nobody honest is accused'
  | 'a fork that could be seen is proven'
  | 'one content for each position'
  | 'a tab that is claimed in time is paid'
  | 'the loss is within its bound'
  | 'what could be lost is shown'
  | 'only what was agreed is taken'
  | 'what is due is paid'
  | 'a stream loses only what was not stored'
  | 'a swap is both or none'
  | 'a mandate sets aside what was agreed'
  | 'what is open can be taken'
  | 'nothing is admitted that its rulebook refuses'
  | 'no limit is exceeded'
  | 'a decision replays to the same bit'
  | 'what no rule objects to is admitted'
  | 'what is said of rules is counted as it stands'
  | 'one identity has one vote, in its time'
  | 'nothing comes into force without its gates and votes'
  | 'one version is in force at every instant'
  | 'who carries the rules along changes over with everybody'
  | 'a stage never goes back'
  | 'an office rests between emergencies'
  | 'an office alone speaks for itself'
  | 'what is set lies within its bounds'
  | 'a figure counts while it is fresh'
  | 'an appeal is answered once'
  | 'an exemption is for one payment, in its time'
  | 'a paused payout waits'
  | 'nobody is stuck';

export function demand(holds: boolean, rule: Rule, detail: () => string): void {
  if (!holds) throw new Violation(rule, detail());
}
