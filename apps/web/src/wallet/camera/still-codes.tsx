import './camera.css';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import type { Drawn } from './eye-messages.ts';
import { evenBlocks } from './pace.ts';
import { paint } from './paint.ts';
import { useEye } from './use-eye.ts';

/** A message as the fewest codes that have all of it, for pictures: none of them moves. */
export function StillCodes({
  message,
  label,
}: {
  message: Uint8Array;
  /** Of one of them, from 1, and how many there are. */
  label: (number: number, count: number) => string;
}): ReactElement {
  const eye = useEye();
  const [codes, setCodes] = useState<readonly Drawn[]>([]);
  useEffect(() => {
    if (eye === null) return undefined;
    let isOpen = true;
    const draw = async (): Promise<void> => {
      const blockBytes = evenBlocks(message.length);
      const count = await eye.ask('cut', { message, blockBytes });
      const numbers = Array.from({ length: count }, (_, number) => number);
      const drawn = await Promise.all(numbers.map((number) => eye.ask('draw', number)));
      if (isOpen) setCodes(drawn.filter((one) => one !== null));
    };
    void draw();
    return () => {
      isOpen = false;
    };
  }, [eye, message]);
  return (
    <>
      {codes.map((drawn, at) => (
        <Code key={at} drawn={drawn} label={label(at + 1, codes.length)} />
      ))}
    </>
  );
}

function Code({ drawn, label }: { drawn: Drawn; label: string }): ReactElement {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current !== null) paint(canvas.current, drawn);
  }, [drawn]);
  return <canvas ref={canvas} className="still-code" role="img" aria-label={label} />;
}
