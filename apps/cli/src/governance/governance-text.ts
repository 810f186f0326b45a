import { type Governance, formatScope } from '@tallystick/protocol';
import { explainProcedure, explainScope } from '@tallystick/rules';
import type { Json } from '../output/answer.ts';

/** A governance in words: matters that are decided alike stand together. */
export function governanceText(governance: Governance | null): string {
  if (governance === null) {
    return 'Nobody can change its rules or its constitution: it was founded without a governance.';
  }
  const alike = new Map<string, string[]>();
  for (const procedure of governance.procedures) {
    const words = explainProcedure(governance, procedure).map((sentence) => `  ${sentence}`);
    const key = words.join('\n');
    alike.set(key, [...(alike.get(key) ?? []), explainScope(procedure.scope)]);
  }
  const told = [...alike].map(([words, matters]) => `Who changes ${joined(matters)}:\n${words}`);
  return [...told, officesText(governance)].join('\n');
}

function officesText({ offices }: Governance): string {
  const told = offices.map(({ name, signers }) => {
    const { threshold, keys } = signers;
    return `${name} (${threshold} of ${keys.length} ${keys.length === 1 ? 'key' : 'keys'})`;
  });
  return `Offices: ${told.join(', ')}`;
}

function joined(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** What a founding says of it to programs; `GET /v1/constitution` tells all. */
export function governanceJson(governance: Governance | null): Json {
  if (governance === null) return null;
  const { electorates, offices, procedures } = governance;
  return {
    electorates: electorates.map(({ name }) => name),
    offices: offices.map(({ name }) => name),
    matters: procedures.map(({ scope }) => formatScope(scope)),
  };
}
