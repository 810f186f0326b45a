import { type Hash, hash } from '@tallystick/protocol';
import type { RootEntry } from '../state/forks.ts';
import { decodeFigure, encodeFigure, figureKey, type FigureState } from './figure-state.ts';
import { type GovernanceRecords, placeKey, placeOf } from './governance-records.ts';

/** Rates and indicators that offices have published. */
export class Figures {
  readonly #records: GovernanceRecords;
  readonly #newest = new Map<string, { readonly number: number; readonly figure: FigureState }>();
  /** By the number of a name: how many figures of it have been said. */
  readonly #said: number[] = [];

  constructor(records: GovernanceRecords) {
    this.#records = records;
  }

  /** Names of which a figure has been said. */
  get names(): number {
    return this.#newest.size;
  }

  /** The newest figure of a name, whether it is fresh or not. */
  newest(name: string): FigureState | undefined {
    return this.#newest.get(name)?.figure;
  }

  set(said: FigureState): void {
    const encoded = encodeFigure(said);
    const number = this.#newest.get(said.name)?.number ?? this.#newest.size;
    this.#records.set('figure', number, encoded);
    this.keep(number, decodeFigure(encoded) as FigureState);
    const place = this.#said[number] ?? 0;
    this.#records.set('said', placeKey(number, place), said.said.slice());
    this.#said[number] = place + 1;
  }

  keep(number: number, figure: FigureState): void {
    this.#newest.set(figure.name, { number, figure });
  }

  /** Puts back that a figure has been said; see `placeKey`. */
  restoreSaid(key: number): void {
    const [number, place] = placeOf(key);
    this.#said[number] = Math.max(this.#said[number] ?? 0, place + 1);
  }

  /** How many figures of a name have been said. */
  count(name: string): number {
    return this.#said[this.#newest.get(name)?.number ?? -1] ?? 0;
  }

  /** The transition that said a figure of a name, after `place` others. */
  said(name: string, place: number): Hash {
    const number = this.#newest.get(name)?.number ?? -1;
    const said = this.#records.get('said', placeKey(number, place));
    if (said === undefined) throw new Error(`no stored figure ${place} of ${name}`);
    return said;
  }

  rootEntries(): RootEntry[] {
    return [...this.#newest.values()].map(({ figure }) => ({
      key: figureKey(figure.name),
      value: hash('record', encodeFigure(figure)),
    }));
  }
}
