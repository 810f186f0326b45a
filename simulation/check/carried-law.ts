import type { RulebookInForce } from '@tallystick/ledger';
import { compile, type Facts, type Rulebook } from '@tallystick/rules';
import type { Legal } from './decision-book.ts';
import type { GovernanceBook } from './governance-book.ts';
import { inForce } from './version-book.ts';
import { demand } from './violation.ts';

/**
 * The rulebook of a wallet that has been offline since it got it: with the versions to come it changes over at the same instants as the
 * ledger, as long as nobody has decided anything since that it could not know.
 */
export class CarriedLaw {
  readonly #book: GovernanceBook;
  readonly #rulebook: Rulebook;
  readonly #known: string;
  readonly #gaps: number;
  /** What it took for the versions in force when it was looked at last. */
  #last = '';

  constructor(book: GovernanceBook, { source }: RulebookInForce) {
    this.#book = book;
    const compiled = compile(source);
    if (!compiled.ok) throw new Error('a wallet cannot compile what it got');
    this.#rulebook = compiled.rulebook;
    this.#known = decidedIn(book);
    this.#gaps = book.gaps.length;
  }

  /** Whether the wallet still knows everything that has been decided. */
  get isCurrent(): boolean {
    return this.#gaps === this.#book.gaps.length && this.#known === decidedIn(this.#book);
  }

  /** Whether other versions are in force by now than when this was asked last. */
  changesOver(): boolean {
    const now = inForceIn(this.#book);
    const before = this.#last;
    this.#last = now;
    return before !== '' && before !== now;
  }

  /** Both decide the same at the newest header's time. */
  compare({ rulebook }: Legal, facts: readonly Facts[]): void {
    for (const one of facts) {
      const [own, theirs] = [this.#rulebook.decide(one), rulebook.decide(one)];
      demand(
        own.outcome === theirs.outcome && own.rule === theirs.rule,
        'who carries the rules along changes over with everybody',
        () => `${own.outcome} by ${own.rule}, and the ledger ${theirs.outcome} by ${theirs.rule}`,
      );
    }
  }
}

/** The versions that are in force, by their proposals. */
function inForceIn(book: GovernanceBook): string {
  const names = [...book.matters.values()].map(
    ([first]) => first && inForce(book.versions(first.matter), book.time)?.proposal.name,
  );
  return `now ${names.join()}`;
}

/** The versions that are decided, by their proposals. */
function decidedIn(book: GovernanceBook): string {
  const names = [...book.matters.values()].flatMap(([first]) =>
    first === undefined ? [] : book.versions(first.matter).map(({ proposal }) => proposal.name),
  );
  return names.join();
}
