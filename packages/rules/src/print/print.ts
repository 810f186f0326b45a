import type { Item, List, Module, Owner, Parameter, TreatyParty } from '../tree/index.ts';
import { printExample } from './print-example.ts';
import { printForce } from './print-instant.ts';
import { printException, printRule } from './print-rule.ts';
import { printConstant, printWindow } from './print-term.ts';

/** The one text of a tree: what is hashed and shown. It has no comments, and ends with a newline. */
export function print(tree: Module | List): string {
  return tree.kind === 'list' ? printList(tree) : printModule(tree);
}

function printModule({ owner, version, force, items }: Module): string {
  let text = `module ${printOwner(owner)} version ${version} ${printForce(force)}\n`;
  let before: Item['kind'] | 'header' = 'header';
  for (const item of items) {
    // One-liners of a kind stand together, everything else apart.
    if (item.kind !== before || item.kind === 'rule' || item.kind === 'exception') text += '\n';
    text += `${printItem(item)}\n`;
    before = item.kind;
  }
  return text;
}

function printOwner(owner: Owner): string {
  switch (owner.kind) {
    case 'country':
    case 'currency':
      return printParty(owner);
    case 'global':
      return 'global';
    case 'treaty':
      return `treaty ${owner.name} between ${owner.between.map(printParty).join(' and ')}`;
  }
}

function printParty({ kind, code }: TreatyParty): string {
  return kind === 'currency' ? `currency ${code}` : code;
}

function printItem(item: Item): string {
  switch (item.kind) {
    case 'accepts':
      return `accepts treaty ${item.treaty} version ${item.version}`;
    case 'parameter':
      return printParameter(item);
    case 'rule':
      return printRule(item);
    case 'exception':
      return printException(item);
    case 'example':
      return printExample(item);
  }
}

function printParameter({ name, title, value, low, high }: Parameter): string {
  const bounds = `between ${printConstant(low)} and ${printConstant(high)}`;
  if (value.kind === 'fixed') {
    return `parameter ${name} "${title}" is ${printConstant(value.value)} ${bounds}`;
  }
  const times = value.times === null ? '' : ` times ${printConstant(value.times)}`;
  return `parameter ${name} "${title}" follows indicator ${value.indicator}${times} ${bounds}`;
}

/** A line holds as many entries as fit. */
const MAX_LINE = 100;

function printList({ confidential, name, of, version, force, fresh, entries }: List): string {
  const head = `${confidential ? 'confidential ' : ''}list ${name} of ${of} version ${version}`;
  const body = `${printForce(force)} fresh for ${printWindow(fresh)}`;
  return `${head} ${body}:\n${printEntries(of, entries)}\n`;
}

function printEntries(of: List['of'], entries: readonly string[] | null): string {
  if (entries === null) return '  withheld';
  if (entries.length === 0) return '  none';
  const written = entries.map((entry) => (of === 'parties' ? `"${entry}"` : entry));
  const lines: string[] = [];
  let line = ' ';
  for (const [i, entry] of written.entries()) {
    const next = ` ${entry}${i === written.length - 1 ? '' : ','}`;
    if (line.length + next.length > MAX_LINE && line !== ' ') {
      lines.push(line);
      line = ' ';
    }
    line += next;
  }
  return [...lines, line].join('\n');
}
