import type { Span } from '../mistake/mistake.ts';

/** Where in the text each node of a tree stands, kept apart so that the tree is plain data. */
export interface Spans {
  /** Of a node, or of one of its fields; a field that has no place of its own has its node's. */
  of(node: object, field?: string): Span;
  set(node: object, span: Span, fields?: Readonly<Record<string, Span>>): void;
}

const NOWHERE: Span = { from: 0, to: 0 };

interface Place {
  readonly span: Span;
  readonly fields: Readonly<Record<string, Span>> | undefined;
}

export function createSpans(): Spans {
  const places = new Map<object, Place>();
  return {
    of(node, field) {
      const place = places.get(node);
      if (place === undefined) return NOWHERE;
      return (field === undefined ? undefined : place.fields?.[field]) ?? place.span;
    },
    set(node, { from, to }, fields) {
      places.set(node, { span: { from, to }, fields });
    },
  };
}
