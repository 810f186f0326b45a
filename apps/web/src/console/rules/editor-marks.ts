import type { Action, Diagnostic } from '@codemirror/lint';
import { type Extension, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';
import type { ExampleShown, Looked } from '../../drafting/look-at.ts';

/** What the editor itself says. */
export interface EditorWords {
  readonly write: (correction: string) => string;
  /** What is wrong, by its code; empty where the compiler's own message says it. */
  readonly mistake: (code: string) => string;
  readonly exampleGood: string;
  readonly exampleBad: string;
}

/** The compiler's mistakes at their places; one that stands nowhere is told at the text's first line. */
export function diagnosticsOf(
  { mistakes }: Pick<Looked, 'mistakes'>,
  length: number,
  words: EditorWords,
): Diagnostic[] {
  return mistakes.map(({ from, to, code, message, correction }) => ({
    from: Math.min(from, length),
    to: Math.min(Math.max(to, from), length),
    severity: 'error',
    message: `${words.mistake(code)} ${message}`.trimStart(),
    actions: correction === null ? [] : [actionOf(correction, words)],
  }));
}

function actionOf(correction: string, words: EditorWords): Action {
  return {
    name: words.write(correction),
    apply: (view, from, to) => view.dispatch({ changes: { from, to, insert: correction } }),
  };
}

class ExampleMark extends WidgetType {
  readonly #isGood: boolean;
  readonly #says: string;

  constructor(isGood: boolean, says: string) {
    super();
    this.#isGood = isGood;
    this.#says = says;
  }

  override eq(other: ExampleMark): boolean {
    return other.#isGood === this.#isGood && other.#says === this.#says;
  }

  override toDOM(): HTMLElement {
    const mark = document.createElement('span');
    mark.className = this.#isGood ? 'cm-example-good' : 'cm-example-bad';
    mark.textContent = `${this.#isGood ? '✓' : '✗'} ${this.#says}`;
    return mark;
  }
}

interface ShownExamples {
  readonly examples: readonly ExampleShown[];
  readonly words: EditorWords;
}

/** Shows at the end of each example whether it comes out as it says. */
export const showExamples: ReturnType<typeof StateEffect.define<ShownExamples>> =
  StateEffect.define<ShownExamples>();

const exampleField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, transaction) {
    const [newest] = transaction.effects.filter((effect) => effect.is(showExamples)).slice(-1);
    if (newest === undefined) return shown.map(transaction.changes);
    return marksOf(newest.value, transaction.newDoc.length);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function marksOf({ examples, words }: ShownExamples, length: number): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { to, isGood } of examples) {
    const says = isGood ? words.exampleGood : words.exampleBad;
    const widget = Decoration.widget({ widget: new ExampleMark(isGood, says), side: 1 });
    if (to <= length) builder.add(to, to, widget);
  }
  return builder.finish();
}

export const exampleMarks: Extension = exampleField;
