import { useEffect, useState } from 'react';
import { type Eye, startEye } from './eye.ts';

/** A process that reads and draws codes, as long as what shows it; null until it is started. */
export function useEye(): Eye | null {
  const [eye, setEye] = useState<Eye | null>(null);
  useEffect(() => {
    const started = startEye();
    setEye(started);
    return () => started.end();
  }, []);
  return eye;
}
