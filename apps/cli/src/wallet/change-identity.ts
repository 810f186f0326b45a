import { readFileSync } from 'node:fs';
import type { IdentityChange, JointChange, Outcome, Wallet } from '@tallystick/wallet';
import type { Call, OptionSpec } from '../command.ts';
import { replaceDurably } from '@tallystick/sovereign';
import { toStop, valueOf } from '../failure.ts';
import { readHours } from '../hours.ts';
import type { Answer, Json } from '../output/answer.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { type Stop, usage } from '../stop.ts';
import { withWallet } from './open-wallet.ts';

export interface ChangeOptions extends PassphraseOptions {
  readonly propose?: string;
  readonly hours: number;
}

const HOUR_MS = 3_600_000;

/** Of every command that changes an identity. */
export const changeOptions: readonly OptionSpec[] = [
  { flags: '--propose <file>', what: 'write it down for other devices to sign, and send nothing' },
  {
    flags: '--hours <number>',
    what: 'how long what is proposed can be handed in',
    preset: 12,
    parse: readHours,
  },
  passphraseFile,
];

/** Makes a change at once, or writes it into a file for other devices to sign. */
export async function changeIdentity(
  call: Call,
  dir: string,
  options: ChangeOptions,
  change: IdentityChange,
): Promise<Answer> {
  return await withWallet(call, dir, options, async (wallet) => {
    const { propose, hours } = options;
    if (propose !== undefined) {
      const proposed = await wallet.proposeChange(change, hours * HOUR_MS);
      if (!proposed.ok && proposed.failure.code === 'device-unknown') {
        throw unknownDevice(wallet, change);
      }
      return written(propose, valueOf(proposed));
    }
    const made = await make(wallet, change);
    if (made.ok) return doneAnswer(made.value);
    if (made.failure.code === 'device-unknown') throw unknownDevice(wallet, change);
    if (made.failure.code !== 'too-few-signers') throw toStop(made.failure);
    const advice =
      'Write it down with --propose FILE, and have it signed with `tally wallet sign`.';
    throw usage(`${made.failure.message} ${advice}`, 'too-few-signers');
  });
}

/** Names those that there are; the failed attempt has asked the sovereign for the newest. */
function unknownDevice(wallet: Wallet, change: IdentityChange): Stop {
  const asked = change.kind === 'revoke-device' ? ` ${change.ordinal}` : ' of that number';
  const numbers = wallet.view().devices.map(({ ordinal }) => String(ordinal));
  const last = numbers.pop() ?? '0';
  const there = numbers.length === 0 ? `is ${last} alone` : `are ${numbers.join(', ')} and ${last}`;
  return usage(`There is no device${asked}; there ${there}.`, 'device-unknown');
}

async function make(
  wallet: Wallet,
  change: IdentityChange,
): Promise<Outcome<{ readonly id: string; readonly invitation?: string }>> {
  switch (change.kind) {
    case 'add-device':
      return await wallet.addDevice(change.request);
    case 'revoke-device':
      return await wallet.revokeDevice(change.ordinal);
    case 'policy':
      return await wallet.setThreshold(change.threshold);
  }
}

/** How a command says that a change is in the log. */
export function doneAnswer(done: { readonly id: string; readonly invitation?: string }): Answer {
  const { id, invitation } = done;
  const join =
    invitation === undefined
      ? ''
      : `\nA device that was added joins with: tally wallet join DIR ${invitation}`;
  return {
    json: { id, status: 'final', ...(invitation === undefined ? {} : { invitation }) },
    text: `Done: it is in the log.${join}`,
  };
}

/** Writes a change with its signatures, and says what is next. */
export function written(path: string, change: JointChange): Answer {
  replaceDurably(path, `${change.change}\n`);
  const { signed, needed } = change;
  const next =
    signed.length < needed
      ? `Each of the others: tally wallet sign DIR ${path}`
      : `Hand it in: tally wallet submit DIR ${path}`;
  return {
    json: { proposal: path, ...changeJson(change) },
    text: `${path}: ${change.does}. Signed by ${signed.length} of ${needed} devices.\n${next}`,
  };
}

export function changeJson({ does, signed, needed, until }: JointChange): { [key: string]: Json } {
  return { does, signed, needed, until };
}

const MAX_FILE_CHARACTERS = 1 << 20;

export function readChangeFile(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw usage(`The proposal cannot be read: ${(error as Error).message}.`);
  }
  if (text.length > MAX_FILE_CHARACTERS) throw usage(`${path} is no proposal: it is too long.`);
  return text;
}

/** A number of a device, or of devices. */
export function readCount(text: string): number {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  throw usage(`${text} is no number of a device: those of \`tally wallet show\` count from 0.`);
}
