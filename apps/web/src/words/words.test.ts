import { expect, it } from 'vitest';
import { bookArabic } from './arabic/book.ts';
import { bookEnglish } from './english/book.ts';
import { consoleEnglish } from './english/console.ts';
import { foundEnglish } from './english/found.ts';
import { walletEnglish } from './english/wallet.ts';
import { bookGerman } from './german/book.ts';
import { consoleGerman } from './german/console.ts';
import { foundGerman } from './german/found.ts';
import { walletGerman } from './german/wallet.ts';

const english = {
  ...bookEnglish,
  wallet: walletEnglish,
  console: consoleEnglish,
  found: foundEnglish,
};
const german = { ...bookGerman, wallet: walletGerman, console: consoleGerman, found: foundGerman };

/** Every text below a place, with what it is called. */
function textsOf(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([name, value]) => {
    const at = `${path}.${name}`;
    if (typeof value === 'string') return [[at, value] as [string, string]];
    if (typeof value === 'function') {
      const say = value as (...given: string[]) => string;
      return [[at, say('A', 'B', 'C', 'D')] as [string, string]];
    }
    return textsOf(value as object, at);
  });
}

const SAME_IN_GERMAN = /product$|\.name$|circulating$/;

it('German says everything, in its own words', () => {
  const own = new Map(textsOf(german));
  const missing = textsOf(english).filter(
    ([at, text]) => text !== '' && (own.get(at) ?? '') === '',
  );
  expect(missing).toEqual([]);
  const copied = textsOf(english).filter(([at, text]) => text.length > 12 && own.get(at) === text);
  expect(copied.filter(([at]) => !SAME_IN_GERMAN.test(at))).toEqual([]);
  expect(own.size).toBeGreaterThan(150);
});

it('Arabic has the whole frame', () => {
  const own = textsOf(bookArabic.frame).filter(([at]) => at !== '.product');
  expect(own.filter(([, text]) => !/[\u0600-\u06FF]/.test(text))).toEqual([]);
  expect(own.length).toBe(textsOf(english.frame).length - 1);
});
