import { setTimeout as wait } from 'node:timers/promises';
import { createFrames } from '@tallystick/protocol';
import type { Call, OptionSpec } from '../../command.ts';
import { replaceDurably } from '@tallystick/sovereign';
import type { Answer, Json } from '../../output/answer.ts';
import { terminalQrCode } from '../../output/qr-code.ts';
import { usage } from '../../stop.ts';

/** How a message leaves. */
export interface GivingOptions {
  readonly out?: string;
  readonly qr?: boolean;
}

export const givingOptions: readonly OptionSpec[] = [
  { flags: '--out <file>', what: 'write the message for the other wallet into this file' },
  {
    flags: '--qr',
    what: 'show it as QR frames until Ctrl-C; where no terminal is, print their texts, one a line',
  },
];

/** A block whose QR code has 73 columns, so that it fits into a terminal of 80. */
const BLOCK_BYTES = 300;
const FRAME_MS = 150;
const CLEAR = '\u001B[2J\u001B[H';

/** What a command says with a message. */
export interface MessageAnswer extends Answer {
  readonly json: { readonly [key: string]: Json | undefined };
}

/** Before anything is signed: somewhere the message has to go. */
export function requireGiving({ out, qr }: GivingOptions): void {
  if (out !== undefined || qr === true) return;
  throw usage('Say where the message goes: --out FILE, or --qr.', 'no-way-out');
}

/** Hands a message over, and answers with `answer` and where it went. */
export async function give(
  call: Call,
  message: Uint8Array,
  { out, qr }: GivingOptions,
  answer: MessageAnswer,
): Promise<Answer> {
  if (out !== undefined) replaceDurably(out, message);
  const json = {
    ...answer.json,
    bytes: message.length,
    ...(out === undefined ? {} : { out }),
  };
  if (qr !== true) return { ...answer, json };
  const frames = createFrames(message, BLOCK_BYTES);
  // Twice as many as are needed: some may be lost.
  const texts = Array.from({ length: frames.count * 2 }, (_, number) => frames.text(number));
  if (call.json) return { ...answer, json: { ...json, frames: texts } };
  if (call.terminal.colours) {
    const [what = ''] = answer.text.split('\n');
    await showUntilStopped(call, (number) => frames.text(number), what);
    return { ...answer, json };
  }
  // Standard output is for the frames.
  if (answer.text !== '') call.note(answer.text);
  return { ...answer, json, text: texts.join('\n') };
}

async function showUntilStopped(
  call: Call,
  text: (number: number) => string,
  what: string,
): Promise<void> {
  const stopped = call.terminal.stopped();
  for (let number = 0; !stopped.aborted; number += 1) {
    const code = terminalQrCode(text(number), true);
    const below = `${what}\nFrame ${number + 1}. Ctrl-C when the other side has read it.`;
    call.terminal.out(`${CLEAR}${code}\n${below}\n`);
    await wait(FRAME_MS, undefined, { signal: stopped }).catch(() => undefined);
  }
}
