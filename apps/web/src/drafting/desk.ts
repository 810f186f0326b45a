import { useCallback, useEffect, useRef, useState } from 'react';
import { type OwnProcess, startProcess } from '../frame/own-process.ts';
import deskUrl from './desk-process.ts?worker&url';
import type { Known, Looked } from './look-at.ts';
import type { DeskNews, DeskRequest } from './messages.ts';

type Desk = OwnProcess<DeskRequest>;

function startDesk(tell: (news: DeskNews) => void): Desk {
  return startProcess(deskUrl, tell, () => tell({ kind: 'unreachable' }));
}

/** What is known of a text while somebody writes it. */
export interface Look {
  readonly known: Known | null;
  /** Of the text as it was when it was looked at last. */
  readonly looked: (Looked & { readonly text: string }) | null;
  readonly isUnreachable: boolean;
}

const PAUSE_MS = 250;

/** Has a text looked at whenever it has rested for a moment. */
export function useLook(text: string): Look {
  const [look, setLook] = useState<Look>({ known: null, looked: null, isUnreachable: false });
  const desk = useRef<Desk | null>(null);
  const asked = useRef({ turn: 0, text: '' });
  const heard = useCallback((news: DeskNews) => {
    if (news.kind === 'ready') {
      setLook((old) => ({ ...old, known: news.known, isUnreachable: false }));
    } else if (news.kind === 'unreachable') {
      setLook((old) => ({ ...old, isUnreachable: true }));
    } else if (news.kind === 'looked' && news.turn === asked.current.turn) {
      const looked = { ...news.looked, text: asked.current.text };
      setLook((old) => ({ ...old, looked }));
    }
  }, []);
  useEffect(() => () => desk.current?.end(), []);
  useEffect(() => {
    const timer = setTimeout(() => {
      asked.current = { turn: asked.current.turn + 1, text };
      const request: DeskRequest = { kind: 'look', turn: asked.current.turn, text };
      desk.current ??= startDesk(heard);
      desk.current.send(request);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, heard]);
  return look;
}

/** Work that takes its time: it tells how far it has come, and can be stopped. */
export interface Job {
  readonly isRunning: boolean;
  readonly news: DeskNews | null;
  readonly start: (request: DeskRequest) => void;
  readonly stop: () => void;
}

/** One piece of long work at a time, in a process of its own: ending it is how it is stopped. */
export function useJob(): Job {
  const desk = useRef<Desk | null>(null);
  const [news, setNews] = useState<DeskNews | null>(null);
  const [isRunning, setRunning] = useState(false);
  const end = useCallback(() => {
    desk.current?.end();
    desk.current = null;
    setRunning(false);
  }, []);
  useEffect(() => end, [end]);
  const start = useCallback(
    (request: DeskRequest) => {
      end();
      setNews(null);
      setRunning(true);
      desk.current = startDesk((told) => {
        if (told.kind === 'ready') return;
        setNews(told);
        if (told.kind !== 'progress') end();
      });
      desk.current.send(request);
    },
    [end],
  );
  return { isRunning, news, start, stop: end };
}
