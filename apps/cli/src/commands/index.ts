import type { CommandEntry } from '../command.ts';
import { RULE_COMMANDS } from './rule-commands.ts';

/**
 * Every command of `tally`, in the order of its help page. A command is loaded when it is the one that was typed: a wallet's
 * commands start in half the time that the sovereign's need.
 */
export const COMMANDS: readonly CommandEntry[] = [
  {
    words: 'sovereign create',
    summary: 'Found a sovereign: its constitution and keys, in a new folder',
    load: async () => (await import('./sovereign-create.ts')).sovereignCreate,
  },
  {
    words: 'sovereign found',
    summary: 'Found a sovereign in a browser, and run its node until it is stopped',
    load: async () => (await import('./sovereign-found.ts')).sovereignFound,
  },
  {
    words: 'sovereign start',
    summary: 'Run a sovereign’s node until it is stopped with Ctrl-C',
    load: async () => (await import('./sovereign-start.ts')).sovereignStart,
  },
  {
    words: 'sovereign issue',
    summary: 'Issue money to somebody: mint what the treasury lacks, then pay it out',
    load: async () => (await import('./sovereign-issue.ts')).sovereignIssue,
  },
  {
    words: 'sovereign return',
    summary: 'Take back what was issued and not taken in time',
    load: async () => (await import('./sovereign-return.ts')).sovereignReturn,
  },
  {
    words: 'sovereign burn',
    summary: 'Destroy money that the treasury has',
    load: async () => (await import('./sovereign-burn.ts')).sovereignBurn,
  },
  {
    words: 'sovereign key',
    summary: 'Make the key of one of several signers of a treasury',
    load: async () => (await import('./sovereign-key.ts')).sovereignKey,
  },
  {
    words: 'sovereign sign',
    summary: 'Sign what another signer of the treasury proposed',
    load: async () => (await import('./sovereign-sign.ts')).sovereignSign,
  },
  {
    words: 'sovereign submit',
    summary: 'Hand in a proposal that enough have signed',
    load: async () => (await import('./sovereign-submit.ts')).sovereignSubmit,
  },
  {
    words: 'sovereign supply',
    summary: 'Show how much of each currency was minted and burned',
    load: async () => (await import('./sovereign-supply.ts')).sovereignSupply,
  },
  {
    words: 'sovereign accept-clock',
    summary: 'Say that the clock of a running sovereign’s machine is right now',
    load: async () => (await import('./sovereign-accept-clock.ts')).sovereignAcceptClock,
  },
  {
    words: 'sovereign console',
    summary: 'Print the link that opens a running sovereign’s console in a browser',
    load: async () => (await import('./sovereign-console.ts')).sovereignConsole,
  },
  {
    words: 'sovereign backup',
    summary: 'Write everything that restores a sovereign into one file, also while it runs',
    load: async () => (await import('./sovereign-backup.ts')).sovereignBackup,
  },
  {
    words: 'sovereign restore',
    summary: 'Bring a backup back to life, in a new folder',
    load: async () => (await import('./sovereign-restore.ts')).sovereignRestore,
  },
  {
    words: 'wallet create',
    summary: 'Make a wallet in a new folder',
    load: async () => (await import('./wallet-create.ts')).walletCreate,
  },
  {
    words: 'wallet show',
    summary: 'Show who a wallet is: handle, address, sovereign',
    load: async () => (await import('./wallet-show.ts')).walletShow,
  },
  {
    words: 'wallet move',
    summary: 'Go on with the same sovereign at another address',
    load: async () => (await import('./wallet-move.ts')).walletMove,
  },
  {
    words: 'wallet device',
    summary: 'Prepare a further device of somebody who has a wallet',
    load: async () => (await import('./wallet-device.ts')).walletDevice,
  },
  {
    words: 'wallet add',
    summary: 'Add a device to a wallet’s identity',
    load: async () => (await import('./wallet-add.ts')).walletAdd,
  },
  {
    words: 'wallet join',
    summary: 'Join the identity that has added this device',
    load: async () => (await import('./wallet-join.ts')).walletJoin,
  },
  {
    words: 'wallet revoke',
    summary: 'Revoke a device that was lost or stolen',
    load: async () => (await import('./wallet-revoke.ts')).walletRevoke,
  },
  {
    words: 'wallet policy',
    summary: 'Say how many devices have to sign changes of the identity',
    load: async () => (await import('./wallet-policy.ts')).walletPolicy,
  },
  {
    words: 'wallet sign',
    summary: 'Sign a change that another device proposed',
    load: async () => (await import('./wallet-sign.ts')).walletSign,
  },
  {
    words: 'wallet submit',
    summary: 'Hand in a change that enough devices have signed',
    load: async () => (await import('./wallet-submit.ts')).walletSubmit,
  },
  {
    words: 'balance',
    summary: 'Collect what is due, and show what a wallet has',
    load: async () => (await import('./balance.ts')).balance,
  },
  {
    words: 'history',
    summary: 'Show what a wallet paid and received, oldest first',
    load: async () => (await import('./history.ts')).history,
  },
  {
    words: 'request',
    summary: 'Ask for a payment: prints a tally: URI and its QR code',
    load: async () => (await import('./request.ts')).request,
  },
  {
    words: 'pay',
    summary: 'Pay somebody',
    load: async () => (await import('./pay.ts')).pay,
  },
  {
    words: 'sync',
    summary: 'Settle everything that is due: deposits, claims, returns, proofs of forks',
    load: async () => (await import('./sync.ts')).sync,
  },
  {
    words: 'tab open',
    summary: 'Set value aside for one payee, to be paid without a network',
    load: async () => (await import('./tab-open.ts')).tabOpen,
  },
  {
    words: 'tab list',
    summary: 'Show the tabs that a wallet opened, and those that pay it',
    load: async () => (await import('./tab-list.ts')).tabList,
  },
  {
    words: 'tab raise',
    summary: 'Add to a tab',
    load: async () => (await import('./tab-raise.ts')).tabRaise,
  },
  {
    words: 'tab redeem',
    summary: 'Claim what others’ tabs have given',
    load: async () => (await import('./tab-redeem.ts')).tabRedeem,
  },
  {
    words: 'tab close',
    summary: 'Give back what a tab has left, before its window ends',
    load: async () => (await import('./tab-close.ts')).tabClose,
  },
  {
    words: 'allowance open',
    summary: 'Set value aside for cheques to whoever is met without a network',
    load: async () => (await import('./allowance-open.ts')).allowanceOpen,
  },
  {
    words: 'allowance list',
    summary: 'Show the allowances that a wallet opened, and those that pay it',
    load: async () => (await import('./allowance-list.ts')).allowanceList,
  },
  {
    words: 'allowance terms',
    summary: 'Write the terms of an allowance, for whoever may give cover for it',
    load: async () => (await import('./allowance-terms.ts')).allowanceTerms,
  },
  {
    words: 'allowance cover',
    summary: 'Give cover for somebody’s allowance: stand for its cheques',
    load: async () => (await import('./allowance-cover.ts')).allowanceCover,
  },
  {
    words: 'allowance add',
    summary: 'Show payees the cover that somebody gave for an allowance',
    load: async () => (await import('./allowance-add.ts')).allowanceAdd,
  },
  {
    words: 'offline request',
    summary: 'Ask for a payment without a network: the first message',
    load: async () => (await import('./offline-request.ts')).offlineRequest,
  },
  {
    words: 'offline pay',
    summary: 'Pay a request without a network: the second message',
    load: async () => (await import('./offline-pay.ts')).offlinePay,
  },
  {
    words: 'offline accept',
    summary: 'Accept a payment without a network: the third message, a receipt',
    load: async () => (await import('./offline-accept.ts')).offlineAccept,
  },
  {
    words: 'offline finish',
    summary: 'Read the receipt of a payment made without a network',
    load: async () => (await import('./offline-finish.ts')).offlineFinish,
  },
  {
    words: 'offline void',
    summary: 'Give the word not to claim an act of a tab that was not accepted',
    load: async () => (await import('./offline-void.ts')).offlineVoid,
  },
  {
    words: 'offline limits',
    summary: 'Show or set what a wallet accepts of undeposited cheques',
    load: async () => (await import('./offline-limits.ts')).offlineLimits,
  },
  {
    words: 'offline meet',
    summary: 'Compare with another payee what was seen: finds a payer that was copied',
    load: async () => (await import('./offline-meet.ts')).offlineMeet,
  },
  {
    words: 'offline half',
    summary: 'Compare with a payee what it was given, after a wallet was put back',
    load: async () => (await import('./offline-half.ts')).offlineHalf,
  },
  {
    words: 'offline forks',
    summary: 'Show payers that signed two histories, and write evidence of it',
    load: async () => (await import('./offline-forks.ts')).offlineForks,
  },
  {
    words: 'hold put',
    summary: 'Set value aside under conditions: an escrow, a vault, a swap',
    load: async () => (await import('./hold-put.ts')).holdPut,
  },
  {
    words: 'hold list',
    summary: 'Show value that waits, and what is missing',
    load: async () => (await import('./hold-list.ts')).holdList,
  },
  {
    words: 'hold terms',
    summary: 'Give the proven terms of a hold to whoever has to agree or to sign',
    load: async () => (await import('./hold-terms.ts')).holdTerms,
  },
  {
    words: 'hold add',
    summary: 'Read terms, or a word that makes a condition true',
    load: async () => (await import('./hold-add.ts')).holdAdd,
  },
  {
    words: 'hold release',
    summary: 'Give one’s word that a hold may be taken',
    load: async () => (await import('./hold-release.ts')).holdRelease,
  },
  {
    words: 'hold attest',
    summary: 'Give an oracle’s word that something is so',
    load: async () => (await import('./hold-attest.ts')).holdAttest,
  },
  {
    words: 'hold secret',
    summary: 'Make a secret for the condition preimage, or show one',
    load: async () => (await import('./hold-secret.ts')).holdSecret,
  },
  {
    words: 'hold check',
    summary: 'Compare the other side’s part of a swap with what was agreed upon',
    load: async () => (await import('./hold-check.ts')).holdCheck,
  },
  {
    words: 'hold take',
    summary: 'Take value that waits',
    load: async () => (await import('./hold-take.ts')).holdTake,
  },
  {
    words: 'hold outcome',
    summary: 'Show how a hold was closed, for holds that wait for that',
    load: async () => (await import('./hold-outcome.ts')).holdOutcome,
  },
  {
    words: 'hold seal',
    summary: 'Seal a file that a group, or whoever has a secret, can open',
    load: async () => (await import('./hold-seal.ts')).holdSeal,
  },
  {
    words: 'hold share',
    summary: 'Release one’s share of sealed content',
    load: async () => (await import('./hold-share.ts')).holdShare,
  },
  {
    words: 'hold unseal',
    summary: 'Open sealed content',
    load: async () => (await import('./hold-unseal.ts')).holdUnseal,
  },
  {
    words: 'mandate create',
    summary: 'Pay an amount every period',
    load: async () => (await import('./mandate-create.ts')).mandateCreate,
  },
  {
    words: 'mandate list',
    summary: 'Show mandates, set aside what is due',
    load: async () => (await import('./mandate-list.ts')).mandateList,
  },
  {
    words: 'mandate cancel',
    summary: 'Set nothing more aside for a mandate',
    load: async () => (await import('./mandate-cancel.ts')).mandateCancel,
  },
  {
    words: 'stream serve',
    summary: 'Serve a file, a folder or another server for ticks',
    load: async () => (await import('./stream-serve.ts')).streamServe,
  },
  {
    words: 'stream pay',
    summary: 'Fetch an address, and pay its ticks up to a budget',
    load: async () => (await import('./stream-pay.ts')).streamPay,
  },
  {
    words: 'exposure',
    summary: 'Show what a wallet could still lose, to whom, until when',
    load: async () => (await import('./exposure.ts')).exposure,
  },
  {
    words: 'verify',
    summary: 'Check a wallet: own chain, certificates, inclusion, consistency',
    load: async () => (await import('./verify.ts')).verify,
  },
  {
    words: 'audit',
    summary: 'Rebuild a whole ledger from its log, and compare',
    load: async () => (await import('./audit.ts')).audit,
  },
  {
    words: 'import',
    summary: 'Pay the rows of a CSV file: time,from,to,amount,currency',
    load: async () => (await import('./import.ts')).importRows,
  },
  ...RULE_COMMANDS,
  {
    words: 'may',
    summary: 'Ask whether a payment may be made: yes, no, or yes if',
    load: async () => (await import('./may.ts')).may,
  },
  {
    words: 'explain',
    summary: 'Tell why the rules admitted, held or refused a payment, and do it again',
    load: async () => (await import('./explain.ts')).explain,
  },
  {
    words: 'appeal',
    summary: 'Appeal from a refused or held payment, or see what became of it',
    load: async () => (await import('./appeal.ts')).appeal,
  },
  {
    words: 'answer',
    summary: 'For the office of appeals: read a case, and answer it',
    load: async () => (await import('./answer.ts')).answer,
  },
  {
    words: 'demo',
    summary: 'Run a demonstration sovereign with three funded wallets',
    hidden: true,
    load: async () => (await import('./demo.ts')).demo,
  },
];
