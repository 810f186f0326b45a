import type { Clause, MayAnswer, MayCondition } from '@tallystick/rules';
import type { Json } from '../output/answer.ts';
import { dateText } from './rule-files.ts';

/** An answer for people: the word, what it depends on, and the rules behind it. */
export function mayText(found: MayAnswer): string {
  return [headOf(found), ...found.rules.map(clauseText), restText(found)].join('\n');
}

function headOf({ answer, conditions, rule, outcome }: MayAnswer): string {
  switch (answer) {
    case 'yes':
      return 'Yes.';
    case 'no': {
      const verb = outcome === 'refuse' ? 'refuses' : 'holds';
      return `No: ${rule ?? 'a rule'} ${verb} it, and nothing that was found lifts that.`;
    }
    case 'yes-if': {
      return ['Yes, if', ...conditions.map(conditionText)].join('\n');
    }
  }
}

export function conditionText({ words, rule: because }: MayCondition): string {
  return `  - ${words}${because === null ? '' : ` (${because})`}`;
}

export function clauseText({ code, since, module, version, text, source }: Clause): string {
  const origin = source === null ? '' : `; source: ${source}`;
  const head = `${code}, in force since ${dateText(since)} (module ${module} version ${version}${origin}):`;
  return [head, ...text.split('\n').map((line) => `  ${line}`)].join('\n');
}

function restText({ modules, rulebook, asked }: MayAnswer): string {
  const names = modules.map(({ name, version }) => `${name} version ${version}`).join(', ');
  const asking = modules.length === 0 ? 'No module speaks about it' : `Asked: ${names}`;
  return `${asking}, on ${dateText(asked.time)}. Rulebook ${rulebook}`;
}

/** As people are told: codes are for pages that write other languages. */
export function conditionJson({ words, rule }: MayCondition): Json {
  return { words, rule };
}

export function mayJson(found: MayAnswer): Json {
  return {
    ...found,
    conditions: found.conditions.map(conditionJson),
    rules: found.rules.map((one) => ({ ...one })),
    modules: found.modules.map((one) => ({ ...one })),
  };
}
