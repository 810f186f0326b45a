import { equalBytes, type Hash } from '@tallystick/protocol';
import type { Decision } from '../decision.ts';
import { alignFacts } from '../decide/align-facts.ts';
import type { Frame } from '../decide/frame.ts';
import { Tally } from '../decide/tally.ts';
import { MISSING, truthOf } from '../decide/truth.ts';
import type { Bounds, Facts } from '../facts/facts.ts';
import type { Needs } from '../facts/needs.ts';
import type { Rulebook } from '../rulebook.ts';
import { gatherNeeds } from './gather-needs.ts';
import { boundariesOf, momentAt } from './moment.ts';
import { publicParties } from './public-parties.ts';
import { OpenMoment } from './open-moment.ts';
import { rulebookHash } from './rulebook-hash.ts';
import type { OwnCurrency, RulebookSource } from './source.ts';

/** Moments that are kept open: replaying a log asks for them one after the other. */
const MAX_OPEN = 4;

/** Rules of checked modules, ready to decide. What it keeps between decisions is speed only. */
export class CompiledRulebook implements Rulebook {
  readonly hash: Hash;
  readonly needs: Needs;
  readonly #source: RulebookSource;
  readonly #boundaries: readonly number[];
  #open: OpenMoment[] = [];

  constructor(source: RulebookSource) {
    this.#source = source;
    this.hash = rulebookHash(source);
    this.needs = gatherNeeds(source.modules, source.lists);
    this.#boundaries = boundariesOf(source);
  }

  decide(given: Facts): Decision {
    const facts = alignFacts(given, this.needs);
    const open = this.#at(facts.time);
    const currency = codeOf(this.#source.currencies, facts.currency);
    const { country: origin } = facts.sender;
    const tally = new Tally();
    const frame: Frame = { facts, receiverTier: 0, first: MISSING, receiver: 0 };
    for (let i = 0; i < facts.receivers.length; i += 1) {
      const receiver = facts.receivers[i] as Facts['receivers'][number];
      frame.receiver = i;
      if (receiver.kind === 'bounds') {
        addBounds(tally, frame, receiver, { open, currency, origin });
        continue;
      }
      frame.receiverTier = receiver.tier;
      frame.first = truthOf(receiver.first);
      tally.add(open.steps(currency, origin, receiver.country), frame);
    }
    return tally.decision();
  }

  parties(list: string, time: number): ReadonlySet<string> | null {
    const current = this.#at(time).moment.lists.get(list);
    return current?.isFresh === true ? publicParties(current.list) : null;
  }

  #at(time: number): OpenMoment {
    const [newest] = this.#open;
    if (newest !== undefined && holds(newest, time)) return newest;
    const kept = this.#open.find((one) => holds(one, time));
    const found = kept ?? this.#openAt(time);
    this.#open = [found, ...this.#open.filter((one) => one !== found)].slice(0, MAX_OPEN);
    return found;
  }

  #openAt(time: number): OpenMoment {
    const moment = momentAt(this.#source, this.#boundaries, time);
    return new OpenMoment(moment, this.needs, this.#source.currencies);
  }
}

function holds({ moment }: OpenMoment, time: number): boolean {
  return moment.from <= time && time < moment.until;
}

function codeOf(currencies: readonly OwnCurrency[], id: Hash): string | null {
  for (const currency of currencies) if (equalBytes(currency.id, id)) return currency.code;
  return null;
}

interface Asked {
  readonly open: OpenMoment;
  readonly currency: string | null;
  readonly origin: string;
}

/** Everybody within bounds, as far as rules can tell them from one another. */
function addBounds(tally: Tally, shared: Frame, bounds: Bounds, asked: Asked): void {
  const frame: Frame = { ...shared, first: MISSING };
  const { open, currency, origin } = asked;
  const { countries, minTier } = bounds;
  const all = countries.length > 0 ? countries : new Set([...open.mentioned.countries, origin]);
  for (const country of all) {
    const steps = open.steps(currency, origin, country);
    for (let tier = minTier; tier <= (open.topTier ?? minTier); tier += 1) {
      frame.receiverTier = tier;
      tally.add(steps, frame);
    }
  }
}
