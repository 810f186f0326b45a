import type { Needs } from '../facts/needs.ts';
import { MAX_TIER } from '../facts/needs.ts';
import type { Step } from '../decide/step.ts';
import { buildCorridor, type Ground } from './build-corridor.ts';
import { activeModules } from './index-rules.ts';
import { type Mentioned, mentionedIn } from './mentioned.ts';
import type { Moment } from './moment.ts';
import type { OwnCurrency } from './source.ts';

/** Rules that are kept ready for corridors, in all: some 100 MB at worst. */
const MAX_KEPT = 500_000;

/** The rules of a moment, built for each corridor when it is first asked for. */
export class OpenMoment {
  readonly moment: Moment;
  readonly mentioned: Mentioned;
  /** The highest tier of a receiver that has to be tried; undefined when no rule reads it. */
  readonly topTier: number | undefined;
  readonly #ground: Ground;
  /** By currency, origin and destination. */
  #kept = new Map<string | null, Map<string, Map<string, Step[]>>>();
  #keptSteps = 0;

  constructor(moment: Moment, needs: Needs, currencies: readonly OwnCurrency[]) {
    this.moment = moment;
    this.#ground = { moment, modules: activeModules(moment), needs, currencies, common: new Map() };
    this.mentioned = mentionedIn(moment);
    this.topTier = this.mentioned.readsReceiverTier ? MAX_TIER : undefined;
  }

  steps(currency: string | null, origin: string, destination: string): readonly Step[] {
    const kept = this.#kept.get(currency)?.get(origin)?.get(destination);
    return kept ?? this.#build(currency, origin, destination);
  }

  #build(currency: string | null, origin: string, destination: string): readonly Step[] {
    const steps = buildCorridor(this.#ground, { origin, destination, currency });
    this.#keptSteps += steps.length + 1;
    // Whoever pays into every corridor makes us build anew, not grow.
    if (this.#keptSteps > MAX_KEPT) {
      this.#kept = new Map();
      this.#keptSteps = steps.length + 1;
    }
    const byOrigin = entry(this.#kept, currency, () => new Map<string, Map<string, Step[]>>());
    entry(byOrigin, origin, () => new Map<string, Step[]>()).set(destination, steps);
    return steps;
  }
}

function entry<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const there = map.get(key);
  if (there !== undefined) return there;
  const created = create();
  map.set(key, created);
  return created;
}
