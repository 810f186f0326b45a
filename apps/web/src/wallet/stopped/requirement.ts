import type { StoppedWords } from '../../words/english/wallet/stopped.ts';

/** What a rule waits for, as a decision tells it (`printRequirement` of the rules). */
export type Requirement =
  | { readonly kind: 'tier' | 'receiver-tier'; readonly tier: string }
  | { readonly kind: 'second-factor' }
  | { readonly kind: 'document'; readonly name: string }
  | { readonly kind: 'waiting'; readonly count: number; readonly unit: 'hours' | 'days' }
  | { readonly kind: 'other'; readonly text: string };

export function readRequirement(text: string): Requirement {
  const tier = /^(identity|receiver) tier (\d+)$/.exec(text);
  if (tier !== null) {
    return { kind: tier[1] === 'identity' ? 'tier' : 'receiver-tier', tier: tier[2] ?? '' };
  }
  if (text === 'second factor') return { kind: 'second-factor' };
  const document = /^document "(.*)"$/.exec(text);
  if (document !== null) return { kind: 'document', name: document[1] ?? '' };
  const waiting = /^waiting (\d+) (hour|day)s?$/.exec(text);
  if (waiting !== null) {
    const unit = waiting[2] === 'day' ? 'days' : 'hours';
    return { kind: 'waiting', count: Number(waiting[1]), unit };
  }
  return { kind: 'other', text };
}

const UNIT_MS = { hours: 3_600_000, days: 86_400_000 } as const;

/** How long a payment has to have been announced for all of these; null where none asks for time. */
export function waitOf(requirements: readonly string[]): number | null {
  const waits = requirements.map(readRequirement).filter((one) => one.kind === 'waiting');
  if (waits.length === 0) return null;
  return Math.max(...waits.map(({ count, unit }) => count * UNIT_MS[unit]));
}

/** What has to be done, in a sentence. */
export function requirementText(
  requirement: Requirement,
  { requirements: say, spans }: Pick<StoppedWords, 'requirements' | 'spans'>,
): string {
  switch (requirement.kind) {
    case 'tier':
      return say.tier(requirement.tier);
    case 'receiver-tier':
      return say.receiverTier(requirement.tier);
    case 'second-factor':
      return say.secondFactor;
    case 'document':
      return say.document(requirement.name);
    case 'waiting':
      return say.waiting(spans[requirement.unit](requirement.count));
    case 'other':
      return say.other(requirement.text);
  }
}
