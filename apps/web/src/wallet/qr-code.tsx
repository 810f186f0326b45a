import encodeQR from 'qr';
import type { ReactElement } from 'react';

/** Cells of white around a code (ISO/IEC 18004, 6.3.8). */
const QUIET = 4;

/** A text as a QR code: dark on light in every scheme, since that is what cameras read best. */
export function QrCode({ text, label }: { text: string; label: string }): ReactElement {
  const cells = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET });
  const size = cells.length;
  const path = cells
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      data-text={text}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#101415" shapeRendering="crispEdges" />
    </svg>
  );
}
