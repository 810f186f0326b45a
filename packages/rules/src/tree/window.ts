/**
 * A stretch of time that a text names, such as `30 days`. Of sums and counts it is the current UTC
 * hour and those before it (DESIGN section 8).
 */
export interface Window {
  readonly kind: 'window';
  readonly count: number;
  readonly unit: 'hours' | 'days';
}

export function hoursOf({ count, unit }: Window): number {
  return unit === 'days' ? count * 24 : count;
}
