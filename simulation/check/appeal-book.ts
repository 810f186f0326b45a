import {
  answerHash,
  type Exemption,
  type Governance,
  type GovernanceStatement,
  type Hash,
  type Hold,
  toHex,
} from '@tallystick/protocol';
import { demandOffice, type Verifying } from './office-book.ts';
import { demand, Violation } from './violation.ts';

type Answer = Extract<GovernanceStatement, { readonly kind: 'answer' }>;

/** One appeal as it stands on the log. */
interface AppealRecord {
  readonly identity: string;
  answer: Answer['outcome'] | undefined;
  exemption: ExemptionRecord | undefined;
}

/** What an appeal ended with; `usedIn`: the put that it let through. */
export interface ExemptionRecord {
  readonly exemption: Exemption;
  usedIn: string | undefined;
}

/** What is exempted: a hold, or what a raise adds to one. */
export interface Exempting {
  readonly hold: Pick<Hold, 'currency' | 'claims'>;
  readonly amount: bigint;
}

/** Appeals, their answers, and what of these was used, from the log alone. */
export class AppealBook {
  readonly appeals: Map<string, AppealRecord> = new Map();
  /** By identity in hexadecimal, in the order of the answers. */
  readonly #exemptions = new Map<string, ExemptionRecord[]>();
  readonly #verifying: Verifying;

  constructor(verifying: Verifying) {
    this.#verifying = verifying;
  }

  appeal(identity: string, id: Hash, { appeals }: Governance): void {
    const isHeard = appeals !== null;
    demand(isHeard, 'an office alone speaks for itself', () => 'nobody hears appeals here');
    this.appeals.set(toHex(id), { identity, answer: undefined, exemption: undefined });
  }

  answer(said: Answer, { offices, appeals }: Governance): void {
    const name = toHex(said.appeal);
    const record = this.appeals.get(name);
    if (record === undefined) {
      throw new Violation('an appeal is answered once', `${name} is no appeal`);
    }
    demand(record.answer === undefined, 'an appeal is answered once', () => name);
    const { outcome, exemption, signatures } = said;
    const office = appeals === null ? undefined : offices[appeals];
    demandOffice(this.#verifying, office, {
      kind: 'answer',
      message: answerHash(said),
      signatures,
    });
    record.answer = outcome;
    if (exemption === null) return;
    const all = this.#exemptions.get(record.identity) ?? [];
    record.exemption = { exemption, usedIn: undefined };
    all.push(record.exemption);
    this.#exemptions.set(record.identity, all);
  }

  /** Everything that somebody was ever exempted from. */
  of(identity: string): readonly ExemptionRecord[] {
    return this.#exemptions.get(identity) ?? [];
  }

  /** How many exemptions were used. */
  get used(): number {
    return [...this.#exemptions.values()].flat().filter(({ usedIn }) => usedIn !== undefined)
      .length;
  }
}

/** Whether an exemption is for this, whether it was used or not, and whenever it ends. */
export function isFor({ exemption }: ExemptionRecord, { hold, amount }: Exempting): boolean {
  const [claim, ...others] = hold.claims;
  return (
    others.length === 0 &&
    claim?.payee.kind === 'identity' &&
    toHex(claim.payee.identity) === toHex(exemption.payee) &&
    toHex(hold.currency) === toHex(exemption.currency) &&
    amount <= exemption.amount
  );
}
