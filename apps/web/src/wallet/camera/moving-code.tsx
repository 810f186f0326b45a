import './camera.css';
import { type ReactElement, useEffect, useRef } from 'react';
import type { Eye } from './eye.ts';
import type { Drawn } from './eye-messages.ts';
import { isInVain, paceAfter } from './pace.ts';

/** A dark and a light point: red, green, blue, alpha. */
const [DARK = 0, LIGHT = 0] = new Uint32Array(
  Uint8Array.of(16, 16, 16, 255, 255, 255, 255, 255).buffer,
);

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

function paint(canvas: HTMLCanvasElement, { side, cells }: Drawn): void {
  if (canvas.width !== side) [canvas.width, canvas.height] = [side, side];
  const context = canvas.getContext('2d');
  if (context === null) return;
  const picture = context.createImageData(side, side);
  const points = new Uint32Array(picture.data.buffer);
  for (let at = 0; at < points.length; at += 1) points[at] = cells[at] === 1 ? DARK : LIGHT;
  context.putImageData(picture, 0, 0);
}
