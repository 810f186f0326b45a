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
