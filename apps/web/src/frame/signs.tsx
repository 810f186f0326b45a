import type { ReactElement, ReactNode } from 'react';

/** Small drawings. Each stands beside a word or in a control that has a name, so none is read aloud. */

export function TallySign(): ReactElement {
  return (
    <svg viewBox="0 0 64 64" aria-hidden="true">
      <rect width="64" height="64" rx="14" fill="#1d5c45" />
      <g stroke="#faf8f4" strokeWidth="4.5" strokeLinecap="round">
        <path d="M18 18v28M27.3 18v28M36.6 18v28M46 18v28" />
        <path d="M12.5 41 51.5 23" stroke="#e9c46a" />
      </g>
    </svg>
  );
}

function Sign({ children }: { children: ReactNode }): ReactElement {
  return (
    <svg
      width="1.1em"
      height="1.1em"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export function SunSign(): ReactElement {
  return (
    <Sign>
      <circle cx="12" cy="12" r="4.5" />
      <path d="M12 2v2M12 20v2M4.9 4.9l1.4 1.4M17.7 17.7l1.4 1.4M2 12h2M20 12h2M4.9 19.1l1.4-1.4M17.7 6.3l1.4-1.4" />
    </Sign>
  );
}

export function MoonSign(): ReactElement {
  return (
    <Sign>
      <path d="M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5Z" />
    </Sign>
  );
}

export function TickSign(): ReactElement {
  return (
    <Sign>
      <path d="m5 12.5 4.5 4.5L19 7.5" />
    </Sign>
  );
}

export function CrossSign(): ReactElement {
  return (
    <Sign>
      <path d="M6 6l12 12M18 6 6 18" />
    </Sign>
  );
}

export function ClockSign(): ReactElement {
  return (
    <Sign>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 7v5.5l3.5 2" />
    </Sign>
  );
}

export function PurseSign(): ReactElement {
  return (
    <Sign>
      <path d="M4 7.5A2.5 2.5 0 0 1 6.5 5H17v3M4 7.5V17a2 2 0 0 0 2 2h13a1 1 0 0 0 1-1v-9a1 1 0 0 0-1-1H6" />
      <path d="M16.5 13.5h.01" />
    </Sign>
  );
}

export function SendSign(): ReactElement {
  return (
    <Sign>
      <path d="M7 17 17 7M9 7h8v8" />
    </Sign>
  );
}

export function ReceiveSign(): ReactElement {
  return (
    <Sign>
      <path d="M17 7 7 17M15 17H7V9" />
    </Sign>
  );
}

export function ListSign(): ReactElement {
  return (
    <Sign>
      <path d="M8.5 6.5H20M8.5 12H20M8.5 17.5H20M4 6.5h.01M4 12h.01M4 17.5h.01" />
    </Sign>
  );
}

export function MoreSign(): ReactElement {
  return (
    <Sign>
      <path d="M5 12h.01M12 12h.01M19 12h.01" strokeWidth="3" />
    </Sign>
  );
}
