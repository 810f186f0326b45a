import { posix } from 'node:path';
import type { Report, Repository } from './repository.ts';

/**
 * Where a text was written, and with what, is nobody's business here; a path of one machine helps
 * no other.
 */
const FOREIGN: readonly RegExp[] = [
  /(?<![\w.])\/work\/\w+/,
  /\.\.\/shared\//,
  /\bA[I]\b/,
  /\bLL[M]s?\b/,
  /\b(chat|co)(gpt|pilot)\b/i,
  /\b(clau[d]e|anthropi[c]|opena[i])\b/i,
  /\blanguage[ ]model/i,
  /\bsub-?agent/i,
];

/** The texts speak of the product, not of the workplace. */
export function checkWords(repository: Repository): Report {
  const findings: string[] = [];
  let examined = 0;
  for (const [path, text] of repository.files) {
    if (path === 'package-lock.json') continue;
    examined += 1;
    for (const [index, line] of text.split('\n').entries()) {
      const word = FOREIGN.map((pattern) => pattern.exec(line)?.[0]).find(Boolean);
      if (word !== undefined) findings.push(`${path}:${index + 1} says "${word}"`);
    }
  }
  return { examined, findings };
}

/** Every link from one document to another file of the repository leads somewhere. */
export function checkLinks(repository: Repository): Report {
  const findings: string[] = [];
  const folders = new Set<string>();
  for (const path of repository.files.keys()) {
    for (let at = posix.dirname(path); at !== '.'; at = posix.dirname(at)) folders.add(at);
  }
  let examined = 0;
  for (const [path, text] of repository.files) {
    if (!path.endsWith('.md')) continue;
    const prose = text.replace(/```.*?```|`[^`\n]*`/gs, '');
    for (const [, target = ''] of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:|^#/.test(target)) continue;
      examined += 1;
      const file = posix.join(posix.dirname(path), target.replace(/#.*$/, '')).replace(/\/$/, '');
      if (repository.files.has(file) || folders.has(file)) continue;
      if (/\.(png|jpg|svg|gif|webp|csv|cbor|c)$/.test(file)) continue;
      findings.push(`${path} links to ${target}, which is not there`);
    }
  }
  return { examined, findings };
}
