import {
  type Constitution,
  type Governance,
  type Signers,
  decodeStructured,
  encodeStructured,
  formatScope,
  keyId,
  toHex,
} from '@tallystick/protocol';
import type { ContentStated, SignersStated } from './messages.ts';

/** What a content of a matter says, in plain data; null where it is another matter, or does not say it. */
export function statedIn(matter: string, content: Uint8Array): ContentStated | null {
  if (matter === 'currencies') {
    const decoded = decodeStructured('currencies', content);
    if (!decoded.ok) return null;
    const currencies = decoded.value.map((one) => ({ ...one, treasury: signers(one.treasury) }));
    return { kind: 'currencies', currencies };
  }
  if (matter !== 'governance') return null;
  const decoded = decodeStructured('governance', content);
  return decoded.ok ? governanceStated(decoded.value) : null;
}

/** What a constitution says of a matter; null where it says nothing of it. */
export function statedOf(
  matter: string,
  { currencies, governance }: Pick<Constitution, 'currencies' | 'governance'>,
): ContentStated | null {
  if (matter === 'currencies') return statedIn(matter, encodeStructured(matter, currencies));
  return matter === 'governance' && governance !== null ? governanceStated(governance) : null;
}

function governanceStated(governance: Governance): ContentStated {
  const { electorates, offices, procedures, gates, registrars, appeals } = governance;
  const nameOf = (index: number | null, named: readonly { readonly name: string }[]) =>
    index === null ? null : (named[index]?.name ?? null);
  return {
    kind: 'governance',
    electorates,
    offices: offices.map((office) => ({ name: office.name, signers: signers(office.signers) })),
    procedures: procedures.map(({ scope, electorate, office, ...figures }) => ({
      ...figures,
      for: formatScope(scope),
      electorate: nameOf(electorate, electorates),
      office: nameOf(office, offices),
    })),
    gates: nameOf(gates, offices) ?? '',
    registrars: nameOf(registrars, offices),
    appeals: nameOf(appeals, offices),
  };
}

function signers({ threshold, keys }: Signers): SignersStated {
  return { threshold, keys: keys.map((key) => toHex(keyId(key))) };
}
