import { type Decision, NO_OBJECTION } from '../decision.ts';
import { printRequirement } from '../print/print-rule.ts';
import { hoursOf, type Requirement } from '../tree/index.ts';
import { type Frame, run } from './frame.ts';
import type { Step } from './step.ts';
import { FALSE, TRUE, type Truth } from './truth.ts';

/** The code of a hold that comes from a fact that is missing, and from no rule that fired. */
export const MISSING_FACT = 'missing-fact';
/** More than this one hold does not ask for at once; the rest is asked for next time. */
const MAX_REQUIREMENTS = 16;

/** What every confidential rule answers, and decoys too: nothing tells them apart. */
const UNEXPLAINED: Decision = { outcome: 'hold', rule: null, requirements: [] };

/** The answers of all rules about all receivers, put together. */
export class Tally {
  #refusal: Step | undefined;
  #hold: Step | undefined;
  #isMissing = false;
  #isConfidential = false;
  #needed: Requirement[] = [];

  /** What one corridor's steps say about one receiver. */
  add(steps: readonly Step[], frame: Frame): void {
    for (const step of steps) {
      if (frame.facts.exempt.length > 0 && isExempt(step, frame.facts.exempt)) continue;
      const truth = says(step, frame);
      if (truth === FALSE) continue;
      if (step.isRefusal && truth === TRUE) {
        if (this.#refusal === undefined || step.order < this.#refusal.order) this.#refusal = step;
        // Steps that refuse come first, in their order: nothing after it can be stricter.
        return;
      }
      this.#addHold(step, truth, frame);
    }
  }

  #addHold(step: Step, truth: Truth, frame: Frame): void {
    if (step.isConfidential) {
      this.#isConfidential = true;
      return;
    }
    if (truth === TRUE) {
      if (this.#hold === undefined || step.order < this.#hold.order) this.#hold = step;
    } else {
      this.#isMissing = true;
    }
    for (const { requirement, met } of step.needs) {
      if (run(met, frame) !== TRUE) this.#needed.push(requirement);
    }
  }

  decision(): Decision {
    if (this.#refusal !== undefined) {
      return { outcome: 'refuse', rule: this.#refusal.id, requirements: [] };
    }
    const code = this.#hold?.id ?? (this.#isMissing ? MISSING_FACT : undefined);
    if (code !== undefined) {
      return { outcome: 'hold', rule: code, requirements: merged(this.#needed) };
    }
    return this.#isConfidential ? UNEXPLAINED : NO_OBJECTION;
  }
}

/** A confidential rule shows nothing, and so nobody is exempt from it. */
function isExempt({ id, isConfidential }: Step, exempt: readonly string[]): boolean {
  return !isConfidential && exempt.includes(id);
}

function says({ when, exceptions, allMet }: Step, frame: Frame): Truth {
  const truth = run(when, frame);
  if (truth === FALSE) return FALSE;
  for (const exception of exceptions) if (run(exception, frame) === TRUE) return FALSE;
  return run(allMet, frame) === TRUE ? FALSE : truth;
}

/** The highest tier, every document, the longest wait: one line each, always in one order. */
function merged(requirements: readonly Requirement[]): string[] {
  const kept = new Map<string, Requirement>();
  for (const one of requirements) {
    const key = keyOf(one);
    const before = kept.get(key);
    if (before === undefined || weightOf(before) < weightOf(one)) kept.set(key, one);
  }
  return [...kept]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, MAX_REQUIREMENTS)
    .map(([, requirement]) => printRequirement(requirement));
}

function keyOf(requirement: Requirement): string {
  switch (requirement.kind) {
    case 'needs-tier':
      return requirement.of === 'sender' ? '1' : '2';
    case 'needs-second-factor':
      return '3';
    case 'needs-document':
      return `4 ${requirement.name}`;
    case 'needs-waiting':
      return '5';
  }
}

function weightOf(requirement: Requirement): number {
  if (requirement.kind === 'needs-tier') return requirement.tier;
  return requirement.kind === 'needs-waiting' ? hoursOf(requirement.window) : 0;
}
