import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** The pages' own colours, which reach into the shadow root: light and dark need nothing more. */
const look = EditorView.theme({
  '&': {
    color: 'var(--ink)',
    backgroundColor: 'var(--sheet)',
    fontSize: '0.875rem',
    border: '1px solid var(--line-strong)',
    borderRadius: '0.625rem',
    overflow: 'hidden',
  },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '1px' },
  '.cm-scroller': {
    fontFamily: 'var(--face-code)',
    lineHeight: '1.7',
    minHeight: '18rem',
  },
  '.cm-content': { caretColor: 'var(--ink)', padding: '0.75rem 0' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': {
    backgroundColor: 'var(--sunken)',
    color: 'var(--faded)',
    border: 'none',
    borderInlineEnd: '1px solid var(--line)',
  },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--accent-soft)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, ::selection':
    { backgroundColor: 'color-mix(in srgb, var(--accent) 28%, transparent) !important' },
  '.cm-example-good, .cm-example-bad': {
    marginInlineStart: '1.5ch',
    padding: '0 0.75ch',
    borderRadius: '99rem',
    fontFamily: 'var(--face-text)',
    fontSize: '0.75rem',
    fontWeight: '600',
    whiteSpace: 'nowrap',
  },
  '.cm-example-good': { color: 'var(--good)', backgroundColor: 'var(--good-soft)' },
  '.cm-example-bad': { color: 'var(--bad)', backgroundColor: 'var(--bad-soft)' },
  '.cm-tooltip': {
    color: 'var(--ink)',
    backgroundColor: 'var(--sheet)',
    border: '1px solid var(--line-strong)',
    borderRadius: '0.5rem',
    boxShadow: 'var(--shadow)',
    overflow: 'hidden',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '0.25rem 0.75rem' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    color: 'var(--accent)',
    backgroundColor: 'var(--accent-soft)',
  },
  '.cm-completionDetail': { color: 'var(--faded)', fontStyle: 'normal' },
  '.cm-diagnostic': { padding: '0.5rem 0.75rem', borderLeft: '4px solid var(--bad)' },
  '.cm-diagnosticAction': {
    color: 'var(--mantine-primary-color-contrast)',
    backgroundColor: 'var(--mantine-primary-color-filled)',
    borderRadius: '0.375rem',
    padding: '0.125rem 0.625rem',
  },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--bad)',
    textUnderlineOffset: '0.25em',
  },
});

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--accent)', fontWeight: '600' },
  { tag: tags.propertyName, color: 'var(--ink)', fontWeight: '600' },
  { tag: tags.string, color: 'var(--waiting)' },
  { tag: tags.deleted, color: 'var(--bad)', fontWeight: '600' },
  { tag: tags.inserted, color: 'var(--good)', fontWeight: '600' },
  { tag: tags.changed, color: 'var(--waiting)', fontWeight: '600' },
  { tag: tags.comment, color: 'var(--faded)', fontStyle: 'italic' },
]);

export const editorLook: Extension = [look, syntaxHighlighting(colours)];
