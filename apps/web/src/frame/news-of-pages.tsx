import { type ReactElement, useState } from 'react';
import { type PagesNews, usePagesNews } from './keep-pages.ts';
import { useLanguage } from './language.tsx';

/** What these pages say of themselves, on every door: a newer release is offered and not forced, its reader may be paying. */
export function NewsOfPages(): ReactElement | null {
  const { words } = useLanguage();
  const news = usePagesNews();
  if (news === null) return null;
  const said = { newer: words.frame.newer, unfit: words.frame.newerUnfit };
  return news.kind === 'differs' ? (
    <div className="newer newer-bad" role="alert">
      {words.frame.pagesDiffer} <Which {...news} />
    </div>
  ) : (
    <div className="newer" role="status">
      {said[news.kind]} {news.kind === 'newer' && <Take {...news} />} <Which {...news} />
    </div>
  );
}

function Take({ take }: Extract<PagesNews, { kind: 'newer' }>): ReactElement {
  const { words } = useLanguage();
  const [isTaking, setTaking] = useState(false);
  const press = (): void => {
    setTaking(true);
    void take();
  };
  if (isTaking) return <strong>{words.frame.takingNewer}</strong>;
  return (
    <button type="button" className="plain-button" onClick={press}>
      {words.frame.takeNewer}
    </button>
  );
}

/** The hash to compare before anything is loaded, or believed. */
function Which({ hash }: PagesNews): ReactElement | null {
  const { words } = useLanguage();
  if (hash === null) return null;
  return (
    <details className="small">
      <summary>{words.frame.whichPages}</summary>
      {words.frame.servedHash} <code className="wrap-anywhere">{hash}</code>
    </details>
  );
}
