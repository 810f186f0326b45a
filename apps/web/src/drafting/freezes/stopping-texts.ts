import type { Matter } from '@tallystick/protocol';
import { type Module, listsAt, nameOf, parse, print } from '@tallystick/rules';
import { type Ground, gatesGround } from '../ground.ts';
import { nextVersion } from '../with-force.ts';
import type { StoppingText } from './messages.ts';

const DAY_MS = 86_400_000;

/**
 * Rules that refuse whoever is on a list, as the next version of the rules for everybody, and of each currency's: those that are missing
 * there of one about senders and one about receivers. None where a module has both.
 */
export function stoppingTexts(list: string, ground: Ground): StoppingText[] {
  const modules = ['GLOBAL', ...ground.source.currencies.map(({ code }) => code)];
  return modules.flatMap((module) => {
    const text = textFor(module, list, ground);
    return text === null ? [] : [{ module, text }];
  });
}

function textFor(module: string, list: string, ground: Ground): string | null {
  const { time, source } = ground;
  const base = newest(module, ground);
  const matter: Matter =
    module === 'GLOBAL' ? { kind: 'global' } : { kind: 'module', owner: module };
  const version = Math.max(base?.version ?? 0, gatesGround(ground, matter).lastNumber) + 1;
  const day = new Date(time - (time % DAY_MS)).toISOString().slice(0, 10);
  const missing = (['sender', 'receiver'] as const).filter(
    (subject) => !isRefused(module, list, subject, ground),
  );
  if (missing.length === 0) return null;
  const head = `module ${module === 'GLOBAL' ? 'global' : `currency ${module}`}`;
  const begun =
    base === null
      ? `${head} version ${version} in force from ${day}\n`
      : nextVersion(print(base), version, day);
  const currency = module === 'GLOBAL' ? (source.currencies[0]?.code ?? 'EUR') : module;
  const { country } = ground.constitution;
  const first = firstFree(module, base);
  const rules = missing.map((subject, i) => {
    const title = subject === 'sender' ? 'Nothing from whoever is on' : 'Nothing to whoever is on';
    return `rule ${module}-${first + i} "${title} ${list}"\n  when ${subject} in ${list}\n  then refuse\n`;
  });
  const examples = missing.map((subject) => {
    const other = subject === 'sender' ? 'receiver' : 'sender';
    const facts = `${subject} in ${list}, ${other} not in ${list}`;
    return `example 1 ${currency} from ${country} to ${country}, ${facts}: refused\n`;
  });
  const text = [begun, ...rules, examples.join('')].join('\n');
  const { tree } = parse(text);
  return tree === null ? text : print(tree);
}

function newest(module: string, { source }: Ground): Module | null {
  const own = source.modules.filter(({ owner }) => nameOf(owner) === module);
  return own.toSorted((a, b) => b.version - a.version)[0] ?? null;
}

function isRefused(
  module: string,
  list: string,
  subject: 'sender' | 'receiver',
  { source, time }: Ground,
): boolean {
  const own = listsAt(source, time).filter((one) => one.list.name === list);
  return own.some(({ use }) =>
    use.rules.some(
      (rule) =>
        rule.module === module &&
        rule.subject === subject &&
        rule.does === 'refuse' &&
        (subject === 'sender' || rule.pauses),
    ),
  );
}

/** The lowest number above those that rules of the module have. */
function firstFree(module: string, base: Module | null): number {
  const items = base?.items ?? [];
  const numbers = items.flatMap((item) => {
    if (item.kind !== 'rule' || !item.id.startsWith(`${module}-`)) return [];
    const number = Number(item.id.slice(module.length + 1));
    return Number.isSafeInteger(number) ? [number] : [];
  });
  return Math.max(0, ...numbers) + 1;
}
