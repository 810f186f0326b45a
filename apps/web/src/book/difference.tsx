import type { ReactElement } from 'react';
import { useLanguage } from '../frame/language.tsx';
import { differenceOf } from './text-difference.ts';

/** Two versions of a text, with what came and what went. */
export function Difference({ older, newer }: { older: string; newer: string }): ReactElement {
  const { words } = useLanguage();
  const lines = differenceOf(older, newer);
  return (
    <pre
      className="difference"
      lang="en"
      dir="ltr"
      tabIndex={0}
      aria-label={words.rules.difference}
    >
      {lines.map(({ kind, text }, index) => (
        <span key={index} className={kind === 'same' ? undefined : `difference-${kind}`}>
          {kind !== 'same' && <span className="only-heard">{words.rules[kind]}: </span>}
          {text === '' ? ' ' : text}
        </span>
      ))}
    </pre>
  );
}
