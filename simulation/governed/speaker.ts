import {
  encodeGovernance,
  type GovernanceStatement,
  type Hash,
  stateId,
  toHex,
  type Transition,
} from '@tallystick/protocol';
import { note } from '../engine/context.ts';
import { Machine } from '../engine/machine.ts';
import { sendOver } from '../engine/network.ts';
import type { Random } from '../engine/random.ts';
import { outcomes, submission } from '../parties/raw-account.ts';
import { RawIdentity } from '../parties/raw-identity.ts';
import type { Stage } from '../stage.ts';

/** The same bytes so often, then others. */
const RESENDS = 3;
const TRIES = 3;

/** What became of something that was said: `admitted`, a refusal's code, or nothing that anybody knows. */
export interface Said {
  readonly id: Hash;
  readonly code: string;
}

/** An identity that has something to say, one thing after the other. */
export class Speaker {
  readonly name: string;
  readonly identity: RawIdentity;
  readonly #stage: Stage;
  readonly #machine: Machine;
  #last: Promise<unknown> = Promise.resolve();

  constructor(stage: Stage, name: string, random: Random, countries: readonly string[] = ['KE']) {
    const { context, books, node } = stage;
    this.#stage = stage;
    this.name = name;
    const { sovereign } = node.founding;
    this.identity = new RawIdentity(context, books, sovereign, random, countries);
    this.#machine = new Machine(context.scheduler);
    this.#machine.start();
  }

  get id(): string {
    return toHex(this.identity.id);
  }

  /** Over the network, or from beside the sovereign, where it comes to the millisecond. */
  say(statement: GovernanceStatement, isBeside = false): Promise<Said> {
    const { statement: kind, body } = encodeGovernance(statement);
    return this.tell(() => this.identity.say(kind, body), statement.kind, isBeside);
  }

  /** Says what `build` makes, after everything that was said before. */
  tell(build: () => Transition, what: string, isBeside = false): Promise<Said> {
    const saying = this.#last.then(() => this.#tell(build, what, isBeside));
    this.#last = saying.catch(() => {});
    return saying;
  }

  async #tell(build: () => Transition, what: string, isBeside: boolean): Promise<Said> {
    const { context, books } = this.#stage;
    for (let more = TRIES; ; more--) {
      const transition = build();
      const id = stateId(transition.state);
      const code = await this.#send(transition, isBeside ? 1 : RESENDS, isBeside);
      const isThere = books.indexes.has(toHex(id));
      const found = isThere ? 'admitted' : code;
      note(context, `${this.name} says ${what}: ${found}`);
      // Somebody else's copy of what it said before may have come in between.
      if (more === 1 || isBeside || (found !== 'not-acceptable' && found !== '')) {
        return { id, code: found };
      }
    }
  }

  async #send(transition: Transition, times: number, isBeside: boolean): Promise<string> {
    const { context, node } = this.#stage;
    const request = submission([transition]);
    for (let more = times; more > 0; more--) {
      const answer = isBeside
        ? await node.serve(request)
        : await sendOver(context, this.#machine, node, this.name, request);
      const [code = ''] = answer === undefined ? [] : outcomes(answer);
      if (code !== '' && code !== 'unavailable') return code;
    }
    return '';
  }
}
