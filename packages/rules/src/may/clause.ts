import { MAX_CLAUSE_TEXT_BYTES, type ToldClause } from '@tallystick/protocol';
import { boundariesOf, momentAt } from '../compile/moment.ts';
import type { RulebookSource } from '../compile/source.ts';
import { print } from '../print/print.ts';
import { printRule } from '../print/print-rule.ts';
import { type Instant, isInForce, type Module, nameOf, type Rule } from '../tree/index.ts';

/** A rule that an answer rests on. */
export interface Clause {
  readonly code: string;
  readonly title: string;
  /** Where it comes from, in its author's words. */
  readonly source: string | null;
  readonly module: string;
  readonly version: number;
  /** Since when it is in force, word for word as it stands, in ms since 1970-01-01 UTC. */
  readonly since: Instant;
  readonly text: string;
}

/** The public rule of that code, with its history; undefined where none is in force. */
export function clauseOf(
  code: string,
  inForce: Iterable<Module>,
  all: readonly Module[],
): Clause | undefined {
  for (const module of inForce) {
    const rule = ruleOf(module, code);
    if (rule === undefined) continue;
    const { title, source } = rule;
    const { version, owner } = module;
    const text = printRule(rule);
    const since = sinceWhen(module, code, text, all);
    return { code, title, source, module: nameOf(owner), version, since, text };
  }
  return undefined;
}

/**
 * The clause behind a decision's public code, as a receipt tells it; none where no rule of that code
 * is in force at `time`, or its words are longer than a receipt has room for: its code names it still.
 */
export function toldClauses(
  source: RulebookSource,
  rule: string | null,
  time: Instant,
): readonly ToldClause[] {
  if (rule === null) return [];
  const modules = [...momentAt(source, boundariesOf(source), time).modules.values()];
  const found = clauseOf(rule, modules, source.modules);
  const stands = modules.find((module) => ruleOf(module, rule) !== undefined);
  if (found === undefined || stands === undefined) return [];
  const { code, title, source: origin, module, version, since, text } = found;
  if (utf8Bytes(title) > MAX_CLAUSE_TEXT_BYTES) return [];
  if (origin !== null && utf8Bytes(origin) > MAX_CLAUSE_TEXT_BYTES) return [];
  const line = lineOf(print(stands), text);
  return [{ code, title, source: origin, module, version, since, line }];
}

function lineOf(whole: string, part: string): number {
  const before = whole.slice(0, Math.max(0, whole.indexOf(`\n${part}`) + 1));
  return before.split('\n').length;
}

function utf8Bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

function ruleOf({ items }: Module, code: string): Rule | undefined {
  return items.find((item): item is Rule => item.kind === 'rule' && item.id === code);
}

/** Back through the versions before this one, as long as they say the same without a gap. */
function sinceWhen(module: Module, code: string, text: string, all: readonly Module[]): Instant {
  const name = nameOf(module.owner);
  const versions = all.filter(({ owner }) => nameOf(owner) === name);
  let since = module.force.from;
  for (let steps = 0; steps < versions.length; steps += 1) {
    const before = newestAt(versions, since - 1);
    const rule = before === undefined ? undefined : ruleOf(before, code);
    if (before === undefined || rule === undefined || printRule(rule) !== text) break;
    since = before.force.from;
  }
  return since;
}

function newestAt(versions: readonly Module[], time: Instant): Module | undefined {
  return versions
    .filter(({ force }) => isInForce(force, time))
    .reduce<Module | undefined>(
      (newest, one) => (newest === undefined || one.version > newest.version ? one : newest),
      undefined,
    );
}
