/** A piece of a text form, and where it stands. */
export interface Token {
  readonly kind: 'word' | 'string' | 'mark' | 'end';
  readonly text: string;
  readonly at: number;
}

const SPACE = /[ \n\t]+/y;
/** Names, numbers, times, hashes and keys: everything that is no mark and no string. */
const WORD = /[A-Za-z0-9_:#.+-]+/y;
const STRING = /"((?:[^"\\\p{Cc}]|\\["\\])*)"/uy;
const MARK = /[();,]/y;

/** A text form cut into tokens, or where a character has no place in one. */
export function tokensOf(
  text: string,
): { ok: true; tokens: readonly Token[] } | { ok: false; at: number } {
  const tokens: Token[] = [];
  let at = 0;
  const take = (form: RegExp): RegExpExecArray | null => {
    form.lastIndex = at;
    return form.exec(text);
  };
  while (at < text.length) {
    const space = take(SPACE);
    if (space !== null) {
      at += space[0].length;
      continue;
    }
    const word = take(WORD);
    const string = word === null ? take(STRING) : null;
    const found = word ?? string ?? take(MARK);
    if (found === null) return { ok: false, at };
    if (word !== null) tokens.push({ kind: 'word', text: word[0], at });
    else if (string === null) tokens.push({ kind: 'mark', text: found[0], at });
    else {
      const inner = (string[1] as string).replaceAll(/\\(["\\])/g, '$1');
      tokens.push({ kind: 'string', text: inner, at });
    }
    at += found[0].length;
  }
  tokens.push({ kind: 'end', text: '', at: text.length });
  return { ok: true, tokens };
}
