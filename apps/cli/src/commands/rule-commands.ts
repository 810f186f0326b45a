import type { CommandEntry } from '../command.ts';

/** Those about texts of rules, and about proposing and deciding them. */
export const RULE_COMMANDS: readonly CommandEntry[] = [
  {
    words: 'rules check',
    summary: 'Check texts of rules: mistakes, and whether their worked examples hold',
    load: async () => (await import('./rules-check.ts')).rulesCheck,
  },
  {
    words: 'rules print',
    summary: 'Print texts of rules in their one form, with their hashes',
    load: async () => (await import('./rules-print.ts')).rulesPrint,
  },
  {
    words: 'rules analyse',
    summary: 'Find what is odd about a rulebook, with a payment that shows it',
    load: async () => (await import('./rules-analyse.ts')).rulesAnalyse,
  },
  {
    words: 'rules diff',
    summary: 'Show what a changed rulebook newly refuses, holds or allows',
    load: async () => (await import('./rules-diff.ts')).rulesDiff,
  },
  {
    words: 'rules gates',
    summary: 'Find what the gates of a sovereign would say of changed texts',
    load: async () => (await import('./rules-gates.ts')).rulesGates,
  },
  {
    words: 'rules try',
    summary: 'Decide recorded or generated payments by texts of rules, and sum up',
    load: async () => (await import('./rules-try.ts')).rulesTry,
  },
  {
    words: 'rules status',
    summary: 'Show what is proposed, where it is, and who has to do what',
    load: async () => (await import('./rules-status.ts')).rulesStatus,
  },
  {
    words: 'rules propose',
    summary: 'Propose a text of rules or a list, after looking at it as the gates will',
    load: async () => (await import('./rules-propose.ts')).rulesPropose,
  },
  {
    words: 'rules vote',
    summary: 'Vote on a proposal',
    load: async () => (await import('./rules-vote.ts')).rulesVote,
  },
  {
    words: 'rules approve',
    summary: 'Say an office’s word of a proposal: that it approves, or has audited',
    load: async () => (await import('./rules-approve.ts')).rulesApprove,
  },
  {
    words: 'rules sign',
    summary: 'Sign an office’s word that was written down',
    load: async () => (await import('./rules-sign.ts')).rulesSign,
  },
  {
    words: 'rules submit',
    summary: 'Bring an office’s signed word to the log',
    load: async () => (await import('./rules-submit.ts')).rulesSubmit,
  },
  {
    words: 'rules withdraw',
    summary: 'Take back a proposal of one’s own',
    load: async () => (await import('./rules-withdraw.ts')).rulesWithdraw,
  },
  {
    words: 'rules rollback',
    summary: 'Propose an earlier version again, under a new number',
    load: async () => (await import('./rules-rollback.ts')).rulesRollback,
  },
  {
    words: 'vote verify',
    summary: 'Count a vote again from the ballots on the log',
    load: async () => (await import('./vote-verify.ts')).voteVerify,
  },
];
