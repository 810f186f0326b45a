import { Fragment, type ReactElement } from 'react';
import { useLanguage } from '../frame/language.tsx';

/** Words of the rule language that carry the sentence; what remains are names, figures and countries. */
const KEYWORDS =
  /\b(module|version|in force from|until|rule|exception to|under treaty|article|when|then|refuse|hold until|hold|no objection|and|or|not|in|source|example|allowed|held by|refused by|list|of countries|fresh for|accepts treaty|parameter)\b/g;
const TEXTS = /"[^"]*"/g;

/** A text of rules, its keywords set apart. It is written left to right, in whatever language the page is. */
export function RuleLines({ text }: { text: string }): ReactElement {
  return (
    <pre className="rule-lines" lang="en" dir="ltr">
      {text
        .trim()
        .split('\n')
        .map((line, index) => (
          <Fragment key={index}>
            {markLine(line)}
            {'\n'}
          </Fragment>
        ))}
    </pre>
  );
}

function markLine(line: string): (string | ReactElement)[] {
  const parts: (string | ReactElement)[] = [];
  let at = 0;
  for (const quoted of line.matchAll(TEXTS)) {
    parts.push(...markWords(line.slice(at, quoted.index), at));
    parts.push(<i key={`t${quoted.index}`}>{quoted[0]}</i>);
    at = quoted.index + quoted[0].length;
  }
  return [...parts, ...markWords(line.slice(at), at)];
}

function markWords(text: string, offset: number): (string | ReactElement)[] {
  const parts: (string | ReactElement)[] = [];
  let at = 0;
  for (const { index, 0: word } of text.matchAll(KEYWORDS)) {
    parts.push(text.slice(at, index), <b key={offset + index}>{word}</b>);
    at = index + word.length;
  }
  return [...parts, text.slice(at)];
}

/** A module as its blocks: each rule can be linked to by its code. */
export function RuleText({ text }: { text: string }): ReactElement {
  const { words } = useLanguage();
  return (
    <div className="rule-text">
      {blocksOf(text).map(({ code, title, source, lines }, index) => (
        <section key={index} id={code ?? undefined} className="rule-block">
          {code !== null && <h3>{words.question.rule(code, title)}</h3>}
          {source !== null && <p className="faded small rule-source">{source}</p>}
          <RuleLines text={lines} />
        </section>
      ))}
    </div>
  );
}

interface Block {
  /** Of a rule; what else a text has (its head, exceptions, examples) is shown as it is written. */
  readonly code: string | null;
  readonly title: string;
  readonly source: string | null;
  readonly lines: string;
}

/** Blocks are parted by empty lines; a rule's first line has its code, title and source. */
function blocksOf(text: string): Block[] {
  const blocks = text.trim().split(/\n\s*\n/);
  return blocks.map((block) => {
    const rule = /^rule ([A-Z0-9-]+) "([^"]*)"(?: source "([^"]*)")?\n/.exec(block);
    if (rule === null) return { code: null, title: '', source: null, lines: block };
    const [head, code = null, title = '', source = null] = rule;
    return { code, title, source, lines: block.slice(head.length) };
  });
}
