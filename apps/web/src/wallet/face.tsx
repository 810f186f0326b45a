import type { ReactElement } from 'react';

const HUES = 24;

/** A face for an identity: drawn from its address alone, so that the same one always looks the same. */
export function Face({ of, name }: { of: string; name: string | null }): ReactElement {
  const seed = seedOf(of);
  const hue = (seed % HUES) * (360 / HUES);
  const tilt = (seed >>> 5) % 360;
  const initial = (name ?? of.at(-1) ?? '?').slice(0, 1).toUpperCase();
  return (
    <svg className="face" viewBox="0 0 40 40" aria-hidden="true">
      <circle cx="20" cy="20" r="20" fill={`oklch(46% 0.09 ${hue})`} />
      <g transform={`rotate(${tilt} 20 20)`} fill={`oklch(62% 0.11 ${hue + 40})`} opacity="0.55">
        <path d="M0 20a20 20 0 0 0 40 0Z" />
      </g>
      <text x="20" y="26" textAnchor="middle" fontSize="17" fontWeight="600" fill="#fff">
        {initial}
      </text>
    </svg>
  );
}

/** FNV-1a, 32 bits: nothing hangs on it but a colour. */
function seedOf(text: string): number {
  let seed = 0x811c9dc5;
  for (const character of text) {
    seed = Math.imul(seed ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return seed;
}
