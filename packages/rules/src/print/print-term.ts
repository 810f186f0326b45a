import type { Constant, Sum, Term, Window } from '../tree/index.ts';

export function printSum({ terms }: Sum): string {
  return terms.map(printTerm).join(' + ');
}

function printTerm(term: Term): string {
  switch (term.kind) {
    case 'money':
    case 'figure':
      return printConstant(term);
    case 'amount':
      return 'amount';
    case 'sent':
    case 'payments':
    case 'payees':
      return `${term.kind} in ${printWindow(term.window)}`;
    case 'tier':
      return `${term.of} tier`;
    case 'indicator':
      return `indicator ${term.name}`;
    case 'reference':
      return term.name;
  }
}

export function printConstant(constant: Constant): string {
  if (constant.kind === 'figure') return String(constant.value);
  return `${printDecimal(constant.units, constant.decimals)} ${constant.currency}`;
}

export function printDecimal(units: bigint, decimals: number): string {
  const digits = String(units).padStart(decimals + 1, '0');
  if (decimals === 0) return digits;
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

export function printWindow({ count, unit }: Window): string {
  return `${count} ${unit}`;
}
