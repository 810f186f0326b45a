import type { ReactElement, ReactNode } from 'react';

const STEPS: readonly ReactNode[] = [
  <>
    <rect x="36" y="8" width="28" height="52" rx="5" />
    <path d="M44 26h12M44 34h12M44 42h7" />
  </>,
  <>
    <path d="M20 14l14 5v36l-14 5zM80 14l-14 5v36l14 5z" />
    <circle cx="27" cy="24" r="2" fill="currentColor" />
    <circle cx="73" cy="24" r="2" fill="currentColor" />
    <path d="M42 30h16m-4-4 4 4-4 4M58 44H42m4-4-4 4 4 4" />
  </>,
  <>
    <rect x="36" y="8" width="28" height="52" rx="5" />
    <path d="m42 34 6 6 11-12" strokeWidth="3.5" />
  </>,
];

/** What each step looks like; the words beside it say it. */
export function StepPicture({ step }: { step: number }): ReactElement {
  return (
    <svg
      viewBox="0 0 100 68"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {STEPS[step]}
    </svg>
  );
}
