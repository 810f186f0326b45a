/** Thrown by readers inside this folder only: `decode` turns it into a result. */
export class Malformed extends Error {
  readonly at: number;

  constructor(reason: string, at: number) {
    super(reason);
    this.at = at;
  }
}
