import { decode, operationCodec, stateId, toHex, type Transition } from '@tallystick/protocol';

/** What was signed and not settled, on a disk that never fails: the treasury's machine is not what is simulated. */
export class Outbox {
  readonly #waiting: Transition[] = [];

  /** What has the place: to be sent again until it is certified, or stale by the log's own time. */
  get waiting(): Transition | undefined {
    return this.#waiting[0];
  }

  keep(transition: Transition): void {
    this.#waiting.push(transition);
  }

  settle(transition: Transition): void {
    const at = this.#waiting.findIndex(({ state }) => idOf({ state }) === idOf(transition));
    if (at >= 0) this.#waiting.splice(at, 1);
  }
}

/** The id of a transition, in hexadecimal. */
export function idOf({ state }: Pick<Transition, 'state'>): string {
  return toHex(stateId(state));
}

/** Until when it may be admitted, in ms since 1970. */
export function notAfterOf({ operation }: Transition): number {
  const decoded = decode(operationCodec, operation);
  return decoded.ok ? decoded.value.notAfter : Number.MAX_SAFE_INTEGER;
}
