import { type Facts, type Label, Labelled, combine } from '@tallystick/rules';
import { SHADOW_FACTS } from '../shadow-message.ts';

/** The facts that were decided last, in memory alone: they end with the ring. */
export class RecentFacts {
  readonly #facts: Facts[] = [];
  #label: Label = { confidentiality: 0, integrity: 2 };
  #next = 0;

  add(facts: readonly Facts[], label: Label): void {
    this.#label = combine(this.#label, label);
    for (const one of facts.slice(-SHADOW_FACTS)) {
      // A view would keep the whole message.
      this.#facts[this.#next] = { ...one, currency: one.currency.slice() };
      this.#next = (this.#next + 1) % SHADOW_FACTS;
    }
  }

  get facts(): Labelled<readonly Facts[]> {
    return new Labelled(this.#facts, this.#label);
  }
}
