/**
 * Memory for the bodies of requests that are under way, all together: connections times the longest body is more than a machine
 * has. Small bodies are not counted: there are no more of them than connections and the queue hold, so whoever fills the
 * budget with long ones keeps nobody from paying.
 */
export interface BodyBudget {
  /** Bytes that bodies hold now. */
  readonly used: number;
  /** Counts bytes of a body that grows. False, and nothing counted, when there is no room. */
  take(bytes: number): boolean;
  give(bytes: number): void;
}

/** A body of up to this many bytes is not counted. */
export const UNCOUNTED_BYTES = 65_536;

export function newBodyBudget(bytes: number): BodyBudget {
  let used = 0;
  return {
    get used() {
      return used;
    },
    take(more) {
      if (used + more > bytes) return false;
      used += more;
      return true;
    },
    give(fewer) {
      used -= fewer;
    },
  };
}
