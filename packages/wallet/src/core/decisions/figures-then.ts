import { type Figure } from '@tallystick/protocol';
import type { Facts } from '@tallystick/rules';
import type { Context } from '../context.ts';
import { proveStatement } from '../verify/prove-statement.ts';

/** Pages of figures that are gone back through. */
const MAX_PAGES = 16;

/**
 * The figure of a name that the log had before an entry, where it could be relied on under its header;
 * null where there was none, undefined where the sovereign does not show it.
 */
export async function figureThen(
  { client, ports, trust }: Pick<Context, 'client' | 'ports' | 'trust'>,
  name: string,
  { index, time }: { readonly index: number; readonly time: number },
): Promise<Figure | null | undefined> {
  let after: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const shown = await client.figures(name, after);
    for (const entry of shown.figures) {
      const proof = proveStatement(ports.crypto, trust, entry);
      if (!proof.ok) return undefined;
      const { said, index: at } = proof.statement;
      if (said.kind !== 'figure' || said.name !== name) return undefined;
      if (at >= index) continue;
      return said.from <= time && time < said.until ? said : null;
    }
    if (shown.next === null) return null;
    after = shown.next;
  }
  return undefined;
}

/** The rate of a currency in another one, as rules are told it. */
export function rateOf(
  currency: string,
  figure: Figure | null | undefined,
): Facts['rates'][number] {
  if (!figure) return { currency, rate: null };
  const { numerator, denominator } = figure;
  return { currency, rate: { numerator, denominator } };
}

/** An indicator, which is a whole number. */
export function indicatorOf(
  name: string,
  figure: Figure | null | undefined,
): Facts['indicators'][number] {
  return { name, figure: figure?.denominator === 1n ? figure.numerator : null };
}
