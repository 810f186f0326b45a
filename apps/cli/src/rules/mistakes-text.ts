import { toHex } from '@tallystick/protocol';
import { type CheckedTexts, type Mistake, nameOf, treeHash } from '@tallystick/rules';
import type { Json } from '../output/answer.ts';

/** Mistakes as compilers show them: where, what, the line itself, and what to write instead. */
export function mistakesText(checked: CheckedTexts): string {
  const blocks = checked.texts.flatMap(({ name, mistakes }) =>
    mistakes.map((mistake) => blockOf(name, mistake)),
  );
  const together = checked.ok ? [] : checked.together.map(({ message }) => message);
  const count = blocks.length + together.length;
  const sum = count === 1 ? '1 mistake.' : `${count} mistakes.`;
  return [...blocks, ...together, sum].join('\n\n');
}

function blockOf(name: string, mistake: Mistake): string {
  const { line, column, excerpt, message, correction, from, to, code } = mistake;
  const margin = ' '.repeat(String(line).length);
  const before = excerpt.slice(0, column - 1).replaceAll(/[^\t]/g, ' ');
  const length = Math.max(1, Math.min(to - from, excerpt.length - column + 1));
  const lines = [
    `${name}:${line}:${column}: ${message} [${code}]`,
    `  ${line} | ${excerpt}`,
    `  ${margin} | ${before}${'^'.repeat(length)}`,
  ];
  if (correction !== null) lines.push(`  ${margin} = write: ${correction}`);
  return lines.join('\n');
}

export function checkedJson(checked: CheckedTexts): { readonly [key: string]: Json } {
  const files = checked.texts.map(({ name, tree, mistakes }) => ({
    file: name,
    ...(tree === null || mistakes.length > 0
      ? {}
      : {
          kind: tree.kind,
          name: tree.kind === 'list' ? tree.name : nameOf(tree.owner),
          version: tree.version,
          from: tree.force.from,
          hash: toHex(treeHash(tree)),
        }),
    mistakes: mistakes.map(({ code, message, correction, line, column, excerpt }) => ({
      code,
      message,
      correction,
      line,
      column,
      excerpt,
    })),
  }));
  const together = checked.ok
    ? []
    : checked.together.map(({ code, message }) => ({ code, message }));
  return { ok: checked.ok, files, together };
}
