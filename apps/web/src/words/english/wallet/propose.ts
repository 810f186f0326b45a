import { type ReportWords, reportEnglish } from '../report.ts';

/** Of proposing rules, and of bringing what offices have signed to the log. */
const pages = {
  title: 'Propose rules',
  titleOfChange: 'Propose a change of the constitution',
  about: 'Put a text of rules before everybody who votes on it.',
  lead: 'A proposal is yours: it stands on your chain, in public, for good. Whoever may vote can propose; a vote decides.',
  none: 'Choose a text of rules. It can be written at the console, or with any editor.',
  fromFile: 'A text of rules from a file',
  another: 'Take another text',
  text: 'The text',
  difference: 'What it changes in the rules in force',
  from: 'In force from',
  until: 'Until, if it is to end by itself',
  dates:
    'Days begin at midnight UTC. Whatever day it says, it comes into force after its vote and its waiting time.',
  lane: 'How it is decided',
  lanes: {
    ordinary: 'By its ordinary procedure',
    emergency: 'As an emergency: only stricter, at once, and it lapses by itself',
  },
  alarms: 'Alarms, one on each line',
  alarmsMean:
    'When everybody is to be told that it stops more payments than expected. Such as “refused: more than 50 of the last 1000”.',
  badAlarm: (line: string): string =>
    `“${line}” is no alarm. Write “refused: more than 50 of the last 1000”, or “KE-7 stopped: more than 200 within 24 hours”.`,
  look: 'Look once more',
  looking: 'Looking at it as the gates will',
  stop: 'Stop',
  mistakes: 'This text has mistakes. Mend them at the console or in your editor.',
  lastLook: 'A last look',
  loose: 'An emergency may only make rules stricter, and this does not only do that.',
  cannotUndo: 'It can be withdrawn until the vote begins, and never be unsaid.',
  comments: 'Comments are not part of what is proposed.',
  propose: 'Propose it',
  proposing: 'Saying it on the log',
  said: 'It is proposed',
  saidMeans: (entry: string): string => `It is in the log, entry ${entry}.`,
  gatesSaid: 'The gates have looked at it, and what they said is in the log as well.',
  gatesLater: 'The gates have not said their word yet. Without it there is no vote.',
  ask: 'Ask the gates again',
  see: 'See how it stands',
};

const carrying = {
  title: 'Bring an office’s word to the log',
  about: 'What an office has signed counts by its keys, whoever carries it.',
  lead: 'Your wallet says it on the log; nothing of yours is at stake. It counts by the office’s keys.',
  none: 'Choose the file that the office gave you.',
  fromFile: 'A signed word from a file',
  office: 'The office',
  appeals: 'The office of appeals',
  says: {
    approved: 'approves the proposal',
    gates: 'has had the gates look at the proposal',
    agrees: 'has audited the proposal, and agrees',
    disagrees: 'has audited the proposal, and disagrees',
    upheld: 'upholds the refusal that was appealed',
    exception: 'allows a payment as an exception',
    compensation: 'grants compensation',
    referred: 'refers the appeal elsewhere',
  } as Readonly<Record<string, string>>,
  proposal: 'The proposal',
  appeal: 'The appeal',
  exemption: 'What it lets through',
  exempts: (amount: string, rule: string, until: string): string =>
    `One payment of at most ${amount}, past ${rule}, until ${until}, to`,
  signatures: (count: string): string => `Signed by ${count}`,
  gates:
    'The gates of the node look at a proposal and sign what they find. Your wallet brings it to the log.',
  go: 'Bring it to the log',
  done: 'It is in the log',
  nobody: 'The office of the gates keeps its key elsewhere: its people say their word themselves.',
};

/** What proposing rules says in the wallet, in English. */
export const proposeEnglish: typeof pages & {
  readonly carrying: typeof carrying;
  readonly report: ReportWords;
} = { ...pages, carrying, report: reportEnglish };

/** What every language says there. */
export type ProposeWords = typeof proposeEnglish;
