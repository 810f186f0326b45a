import './camera.css';
import { type ReactElement, useEffect, useRef } from 'react';
import type { Eye } from './eye.ts';
import { isInVain, paceAfter } from './pace.ts';
import { paint } from './paint.ts';

/** A message as codes that follow one another without end, dark on light in every scheme. */
export function MovingCode({
  eye,
  message,
  label,
}: {
  eye: Eye;
  message: Uint8Array;
  label: string;
}): ReactElement {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const shown = canvas.current;
    if (shown === null) return undefined;
    let isOpen = true;
    const show = async (): Promise<void> => {
      for (let failed = 0; isOpen; failed += 1) {
        const { blockBytes, perSecond } = paceAfter(failed);
        const count = await eye.ask('cut', { message, blockBytes });
        for (let number = 0; isOpen && !isInVain(number, count); number += 1) {
          const due = new Promise((resolve) => setTimeout(resolve, 1000 / perSecond));
          const drawn = await eye.ask('draw', number);
          if (isOpen && drawn !== null) paint(shown, drawn);
          await due;
        }
      }
    };
    void show();
    return () => {
      isOpen = false;
    };
  }, [eye, message]);
  return <canvas ref={canvas} className="moving-code" role="img" aria-label={label} />;
}
