import type { Context } from '../context.ts';

/** After a refusal that does not say which taking it is about the next takes are a quarter of `count`, until one stands alone. */
export function takeFewer(context: Context, count: number): void {
  context.takeLimit = Math.max(1, Math.floor(count / 4));
}
