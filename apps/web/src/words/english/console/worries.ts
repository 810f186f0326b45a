import type { WorryKind } from '../../../console/health/worries.ts';

/** What is wrong, and what to do about it: what is wrong is given what is known, in words. */
interface WorryWords {
  readonly what: (known: string, more: string) => string;
  readonly next: string;
}

export const worriesEnglish: Readonly<Record<WorryKind, WorryWords>> = {
  unreachable: {
    what: () => 'The sovereign does not answer this page.',
    next: 'Look whether its machine runs and can be reached. What stands below is as it was last.',
  },
  'disk-full': {
    what: () => 'The disk is full, and the ledger has stopped.',
    next: 'Make room on it. The node opens the ledger by itself within seconds; nothing that was acknowledged is lost.',
  },
  'ledger-stopped': {
    what: () => 'The disk has failed, and the ledger has stopped.',
    next: 'The node tries to open it every few seconds. Read the newest errors in its log; look after the disk.',
  },
  'workers-ended': {
    what: () => 'What checks signatures has ended.',
    next: 'Start the node again. It loses nothing by that.',
  },
  'ring-down': {
    what: () => 'The ring, which decides and signs, cannot be opened.',
    next: 'The log says why: often keys/unlock cannot be read. Payments wait ten seconds, then they are turned away and nothing has happened.',
  },
  'clock-ahead': {
    what: (ahead) => `The machine’s clock has leapt ahead by ${ahead}.`,
    next: 'Set the clock right, and the node goes on by itself. If the clock is right now and was wrong before, say so: tally sovereign accept-clock DIR.',
  },
  stopping: {
    what: () => 'The node is stopping.',
    next: 'It answers what it has accepted, then ends. Start it again when you are done.',
  },
  'not-ready': {
    what: () => 'The node says that it is not ready.',
    next: 'Its log says why.',
  },
  'standing-still': {
    what: (since) => `Nothing has been logged since ${since}, not even a sign of life.`,
    next: 'Read the newest errors in its log. If there are none, start the node again.',
  },
  'queue-full': {
    what: () => 'More payments wait than the node takes.',
    next: 'Who comes now is asked to try again in a moment. If it lasts, look at the disk and at what else runs on this machine.',
  },
  'disk-low': {
    what: (room, place) => `Only ${room} are left on the disk of the ${place}.`,
    next: 'Make room before it is full: the ledger stops then.',
  },
  'ring-restarted': {
    what: (ago) => `The ring ended and was started again, ${ago}.`,
    next: 'Once is a nuisance. If it happens again, read its last words in the log.',
  },
  'list-stale': {
    what: (list, since) =>
      `The list ${list} could be relied on until ${since}, and no newer version is in force.`,
    next: 'Nobody knows any more who is on it: payments for which rules look at it wait, everybody’s, and what it paused goes on. Propose its next version now.',
  },
  'list-ages': {
    what: (list, until) =>
      `The list ${list} can be relied on until ${until}, and nothing that is decided follows it.`,
    next: 'From then on payments for which rules look at it wait, everybody’s. Propose its next version in time: comments, the vote and the waiting time come first.',
  },
  'alarms-raised': {
    what: (count) => `Alarms that rules declare for themselves: ${count} raised.`,
    next: 'A version of the rules stops more than its authors expected. The rules’ pages show which, and how to propose the one before.',
  },
  'rule-stops-much': {
    what: (rule, share) => `Rule ${rule} stopped ${share} of the payments of the last hour.`,
    next: 'That may be what it is for. If not, read it again with its authors.',
  },
  'forks-found': {
    what: (count) => `Proof that somebody wrote two histories: ${count} new.`,
    next: 'Payees are protected as far as collateral and cover reach. See who it was, and what it means.',
  },
  'appeals-overdue': {
    what: (count) => `Appeals that nobody has answered in 30 days: ${count}.`,
    next: 'The office of appeals owes an answer.',
  },
  slow: {
    what: (time) => `The slowest answers of the last minute took ${time}.`,
    next: 'Look at the disk, at memory, and at what else runs on this machine.',
  },
  'backup-old': {
    what: (ago) => `The last backup was made ${ago}.`,
    next: 'Make one now, and move it to another machine.',
  },
  forgets: {
    what: () => 'This ledger lies in memory: it is gone when the node stops.',
    next: 'That is for trying things out. Start the node without --store memory to keep it.',
  },
  'no-backup': {
    what: () => 'No backup of this sovereign has been made.',
    next: 'Make one, and move it to another machine.',
  },
  'no-kept-log': {
    what: () => 'There is no second copy of the log.',
    next: 'What is acknowledged between two backups lies on one disk. Start the node with --kept-log FOLDER, on another disk.',
  },
};
