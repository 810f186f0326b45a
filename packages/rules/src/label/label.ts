/**
 * How secret a value is, and how far it can be relied upon. Confidentiality is that of Bell and
 * LaPadula (MITRE 2997, 1976), integrity that of Biba (MITRE TR-3153, 1977).
 */
export interface Label {
  readonly confidentiality: Level;
  readonly integrity: Level;
}

/**
 * Three of each. Confidentiality: 0 everybody, 1 the parties and the ledger, 2 the ring alone.
 * Integrity: 0 anybody may have written it, 1 the ledger vouches for it, 2 it was decided in public
 * or founded, as rulebooks and keys are.
 */
export type Level = 0 | 1 | 2;

/** A function's label: what it may read, besides how far it can be relied upon. */
export interface FunctionLabel {
  /** The most confidential data that it may read: `instruction` of the read check. */
  readonly clearance: Level;
  readonly integrity: Level;
}

/** What combining starts from: as public and as trustworthy as can be. */
const NEUTRAL: Label = { confidentiality: 0, integrity: 2 };

/** As confidential as the most confidential, and as trustworthy as the least trustworthy. */
export function combine(...labels: readonly Label[]): Label {
  let { confidentiality, integrity } = NEUTRAL;
  for (const label of labels) {
    if (label.confidentiality > confidentiality) confidentiality = label.confidentiality;
    if (label.integrity < integrity) integrity = label.integrity;
  }
  return { confidentiality, integrity };
}

/**
 * Whether something may be read: its confidentiality is at most the smaller clearance of the pointer
 * that leads to it and of the instruction that reads (DESIGN section 8).
 */
export function mayRead(data: Label, pointer: Level, instruction: Level): boolean {
  return data.confidentiality <= Math.min(pointer, instruction);
}

/** Whether a value may go to a place: not down in confidentiality, not up in integrity. */
export function mayFlow(value: Label, place: Label): boolean {
  return value.confidentiality <= place.confidentiality && value.integrity >= place.integrity;
}
