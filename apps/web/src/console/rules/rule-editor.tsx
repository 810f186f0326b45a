import {
  type CompletionContext,
  type CompletionResult,
  autocompletion,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { LanguageSupport, bracketMatching } from '@codemirror/language';
import { nextDiagnostic, setDiagnostics } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { type ReactElement, type RefObject, useEffect, useRef } from 'react';
import { offersAt } from '../../drafting/completion.ts';
import { ruleLanguage } from '../../drafting/highlight.ts';
import type { Known, Looked } from '../../drafting/look-at.ts';
import { editorLook } from './editor-look.ts';
import { type EditorWords, diagnosticsOf, exampleMarks, showExamples } from './editor-marks.ts';

/** What others may have the editor do. */
export interface EditorHandle {
  /** Puts the cursor at a place and shows it. */
  readonly goTo: (at: number) => void;
  /** Writes something in the place of what stands there. */
  readonly write: (from: number, to: number, text: string) => void;
}

interface EditorProps {
  /** What it begins with; a new `key` begins anew. */
  readonly start: string;
  readonly changed: (text: string) => void;
  readonly known: Known | null;
  readonly looked: (Looked & { readonly text: string }) | null;
  readonly label: string;
  readonly words: EditorWords;
  readonly handle: RefObject<EditorHandle | null>;
}

/**
 * An editor of rules. It stands in a shadow root: there its styles are adopted style sheets, which the policy of these pages lets
 * be. Rules are written left to right in whatever language the page is; Tab leaves it, as it leaves any field.
 */
export function RuleEditor(props: EditorProps): ReactElement {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const newest = useRef(props);
  newest.current = props;
  useEffect(() => {
    if (host.current === null) return undefined;
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' });
    const { start, label } = newest.current;
    const state = EditorState.create({
      doc: start,
      extensions: extensionsOf(label, newest),
    });
    const opened = new EditorView({ state, parent: root, root });
    view.current = opened;
    newest.current.handle.current = handleOf(opened);
    return () => {
      view.current = null;
      opened.destroy();
    };
  }, []);
  const { looked, words } = props;
  useEffect(() => {
    const { current } = view;
    if (current === null || looked === null) return;
    // What was found of another text than the one that stands there is out of place.
    const { doc } = current.state;
    if (doc.toString() !== looked.text) return;
    const effects = showExamples.of({ examples: looked.examples, words });
    current.dispatch({ effects });
    const diagnostics = diagnosticsOf(looked, doc.length, words);
    current.dispatch(setDiagnostics(current.state, diagnostics));
  }, [looked, words]);
  return <div ref={host} lang="en" dir="ltr" />;
}

function extensionsOf(label: string, newest: RefObject<EditorProps>): Extension {
  const told = EditorView.updateListener.of((update) => {
    if (update.docChanged) newest.current.changed(update.state.doc.toString());
  });
  const attributes = {
    'aria-label': label,
    lang: 'en',
    dir: 'ltr',
    spellcheck: 'false',
    autocapitalize: 'off',
  };
  const offers = (context: CompletionContext): CompletionResult | null =>
    completionsAt(context, newest.current);
  return [
    lineNumbers(),
    history(),
    drawSelection(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    bracketMatching(),
    new LanguageSupport(ruleLanguage),
    autocompletion({ override: [offers], icons: false }),
    exampleMarks,
    editorLook,
    EditorView.lineWrapping,
    EditorView.contentAttributes.of(attributes),
    keymap.of([
      { key: 'F8', run: nextDiagnostic },
      ...completionKeymap,
      ...defaultKeymap,
      ...historyKeymap,
    ]),
    told,
  ];
}

function completionsAt(
  context: CompletionContext,
  { known, looked }: Pick<EditorProps, 'known' | 'looked'>,
): CompletionResult | null {
  if (known === null) return null;
  const own = looked?.rules ?? [];
  const others = known.rules.filter(({ code }) => !own.some((rule) => rule.code === code));
  const all = { ...known, rules: [...own, ...others] };
  const { from, offers } = offersAt(context.state.doc.toString(), context.pos, all);
  if (offers.length === 0 || (from === context.pos && !context.explicit)) return null;
  return {
    from,
    options: offers.map(({ text, kind, about }) => ({
      label: text,
      type: kind,
      ...(about !== undefined && { detail: about }),
    })),
    validFor: /^[A-Za-z0-9_-]*$/,
  };
}

function handleOf(view: EditorView): EditorHandle {
  return {
    goTo(at) {
      const anchor = Math.min(at, view.state.doc.length);
      view.dispatch({ selection: { anchor }, scrollIntoView: true });
      view.focus();
    },
    write(from, to, insert) {
      view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length } });
      view.focus();
    },
  };
}
