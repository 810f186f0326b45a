import type { Needs, Window } from '@tallystick/rules';
import type { Legal } from './decision-book.ts';

/** What the texts ask for, found by looking everywhere in them; the rest is what the compiled rulebook asks. */
export function needsOf({ source, rulebook: { needs } }: Legal): Needs {
  // What has no text has needs of its own.
  if (source.modules.length === 0) return needs;
  const found = { sent: new Set<number>(), payments: new Set<number>(), payees: new Set<number>() };
  let first = false;
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { kind, name, window } = value as { kind?: string; name?: string; window?: Window };
    if (kind === 'flag' && name === 'first payment to payee') first = true;
    if (window !== undefined && (kind === 'sent' || kind === 'payments' || kind === 'payees')) {
      found[kind].add(window.count * (window.unit === 'days' ? 24 : 1));
    }
    for (const part of Object.values(value)) look(part);
  };
  look(source.modules);
  const ascending = (hours: Set<number>): number[] => [...hours].sort((a, b) => a - b);
  const { sent, payments, payees } = found;
  return {
    ...needs,
    sent: ascending(sent),
    payments: ascending(payments),
    payees: ascending(payees),
    first,
  };
}
