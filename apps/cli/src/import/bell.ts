/** Tells one listener that something happened; rings that nobody heard yet count once. */
export interface Bell {
  ring(): void;
  /** Resolves at the next ring, or at once when it rang since the last time. */
  heard(): Promise<void>;
}

export function createBell(): Bell {
  let next = Promise.withResolvers<void>();
  return {
    ring() {
      next.resolve();
    },
    async heard() {
      await next.promise;
      next = Promise.withResolvers<void>();
    },
  };
}
