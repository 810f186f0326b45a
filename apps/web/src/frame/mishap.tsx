import { Button } from '@mantine/core';
import { Component, type ReactElement, type ReactNode } from 'react';
import { useLanguage } from './language.tsx';

/** Catches what goes wrong while a page is drawn: an empty page would tell nobody what to do. */
export class Mishap extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override readonly state: { hasFailed: boolean } = { hasFailed: false };

  /** It is a mistake of the pages: their console has it, as it has what nobody catches. */
  override componentDidCatch(error: unknown): void {
    reportError(error);
  }

  override render(): ReactNode {
    return this.state.hasFailed ? <Broken /> : this.props.children;
  }
}

function Broken(): ReactElement {
  const { words } = useLanguage();
  return (
    <main className="page page-narrow stack">
      <h1>{words.frame.broken}</h1>
      <p>{words.frame.brokenMeans}</p>
      <div>
        <Button onClick={() => location.reload()}>{words.frame.reload}</Button>
      </div>
    </main>
  );
}
