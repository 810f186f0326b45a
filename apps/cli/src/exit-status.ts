/** Exit statuses of `tally`, in the words of its help page. A script may rely on them. */
export const EXIT = {
  done: 0,
  /** A defect of this program, or a machine in trouble (full disk, no permission). */
  failed: 1,
  /** What was typed does not fit: an unknown option, no such folder, a wrong passphrase. */
  usage: 2,
  /** The sovereign looked at it and said no; nothing changed. */
  refused: 3,
  /** Nobody answered. Nothing is lost: the same command may be given again. */
  unreachable: 4,
  /** Something that was signed or stored does not fit together any more. */
  tampering: 5,
} as const;

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];
