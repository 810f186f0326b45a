import type { Constitution, Header, Leaf } from '@tallystick/protocol';

/** The headers of a log against each other and the constitution (protocol.md section 6). */
export class HeaderCheck {
  readonly #closureAfterMs: number;
  readonly #epochs: number;
  readonly #note: (where: string, what: string) => void;
  #last: Header | undefined;

  constructor(
    constitution: Constitution,
    epochs: number,
    note: (where: string, what: string) => void,
  ) {
    this.#closureAfterMs = constitution.parameters.closureAfterMs;
    this.#epochs = epochs;
    this.#note = note;
  }

  leaf(index: number, leaf: Leaf): void {
    if (leaf.kind !== 'header') {
      if (this.#last === undefined) this.#note(`entry ${index}`, 'comes before any header');
      return;
    }
    const fault = this.#fault(index, leaf.header);
    if (fault !== undefined) this.#note(`entry ${index}, a header`, fault);
    this.#last = leaf.header;
  }

  #fault(index: number, header: Header): string | undefined {
    const { time, closedMs, gapMs, epoch, stateRoot } = header;
    const last = this.#last;
    if (epoch >= this.#epochs) return `names epoch ${epoch}, which is not known`;
    if (stateRoot !== null && stateRoot.size > index) return 'names a state of later entries';
    if (last === undefined) return gapMs === 0 && closedMs === 0 ? undefined : 'begins with a gap';
    if (time < last.time) return 'its time is before that of the last one';
    if (epoch < last.epoch) return 'its epoch is before that of the last one';
    const passed = time - last.time;
    const gap = passed > this.#closureAfterMs ? passed : 0;
    if (gapMs !== gap) return `says a gap of ${gapMs} ms, and it is ${gap}`;
    return closedMs === last.closedMs + gap ? undefined : 'its closures do not add up';
  }
}
