import { useCallback, useEffect, useState } from 'react';
import { type KeptDraft, keepDrafts, keptDrafts } from '../../drafting/kept-drafts.ts';

/** The drafts of this browser, one of which is being written. */
export interface DraftList {
  readonly drafts: readonly KeptDraft[];
  readonly current: KeptDraft | null;
  readonly choose: (id: string) => void;
  readonly begin: (text: string) => void;
  readonly change: (text: string) => void;
  readonly forget: () => void;
  /** What was thrown away last, until something else is done. */
  readonly forgotten: KeptDraft | null;
  readonly bringBack: () => void;
}

export function useDrafts(): DraftList {
  const [drafts, setDrafts] = useState<readonly KeptDraft[]>(keptDrafts);
  const [id, setId] = useState(() => drafts[0]?.id ?? null);
  const [forgotten, setForgotten] = useState<KeptDraft | null>(null);
  const current = drafts.find((draft) => draft.id === id) ?? null;
  useEffect(() => keepDrafts(drafts), [drafts]);
  const add = useCallback((draft: KeptDraft) => {
    setDrafts((old) => [draft, ...old]);
    setId(draft.id);
    setForgotten(null);
  }, []);
  return {
    drafts,
    current,
    choose: setId,
    begin: (text) => add({ id: crypto.randomUUID(), text }),
    change: (text) =>
      setDrafts((old) => old.map((draft) => (draft.id === id ? { ...draft, text } : draft))),
    forget() {
      if (current === null) return;
      const others = drafts.filter((draft) => draft !== current);
      setDrafts(others);
      setId(others[0]?.id ?? null);
      setForgotten(current);
    },
    forgotten,
    bringBack: () => forgotten !== null && add(forgotten),
  };
}
