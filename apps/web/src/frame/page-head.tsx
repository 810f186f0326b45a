import type { ReactElement } from 'react';

/** What a page is called, and what it is for. */
export function PageHead({ title, lead }: { title: string; lead: string }): ReactElement {
  return (
    <header className="stack">
      <h1>{title}</h1>
      <p className="lead">{lead}</p>
    </header>
  );
}
