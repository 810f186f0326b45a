import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { decode } from '@tallystick/protocol';
import { MAX_ANSWER, newFrameReader } from './frames.ts';
import { type Opening, type RingAnswer, answerCodec, openFrame } from './messages.ts';
import { ringFlags } from './program.ts';

/** A ring's process, as the node sees it. */
export interface RingChild {
  send(frame: Uint8Array): void;
  /** Ends it at once; `why` is what `onEnd` is told. */
  kill(why: string): void;
  /** Lets it finish what it was asked, and resolves when it has ended. */
  close(): Promise<void>;
  readonly pid: number | undefined;
}

export interface RingChildOptions {
  readonly program: URL;
  readonly opening: Opening;
  readonly onAnswer: (answer: RingAnswer) => void;
  /** Called once. */
  readonly onEnd: (why: string) => void;
}

/** A ring that does not end by itself after this is killed. */
const GRACE_MS = 5000;

/**
 * Starts a ring's program: no environment but where Node keeps compiled text (a start then takes a third of the processor's
 * time), no permissions but to read its own files and those of the folder that it opens. What it writes to its error output is dropped: it could tell too much.
 */
export function startChild(options: RingChildOptions): RingChild {
  const { program, opening, onAnswer, onEnd } = options;
  const { unlock, log, watched } = opening.files;
  const offices = Object.values(opening.offices).flatMap((office) => office?.path ?? []);
  const files = [...(opening.unlock === null ? [unlock] : []), log, watched, ...offices];
  const compiled = process.env['NODE_COMPILE_CACHE'] ?? null;
  const child = spawn(process.execPath, [...ringFlags(files, compiled), program.pathname], {
    env: compiled === null ? {} : { NODE_COMPILE_CACHE: compiled },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let reason: string | undefined;
  const kill = (why: string): void => {
    reason ??= why;
    child.kill('SIGKILL');
  };
  child.once('error', (error) => {
    reason ??= error.message;
    if (child.pid === undefined) onEnd(reason);
  });
  child.once('exit', (code, signal) => onEnd(reason ?? `it ended with ${code ?? signal}`));
  const reader = newFrameReader(MAX_ANSWER);
  child.stdout.on('data', (chunk: Buffer) => {
    if (reason !== undefined) return;
    const isBounded = reader.push(chunk, (message) => {
      const answer = decode(answerCodec, message, MAX_ANSWER);
      if (reason !== undefined) return; // what was killed says nothing more
      if (answer.ok) onAnswer(answer.value);
      else kill(`an answer that is none: ${answer.reason}`);
    });
    if (!isBounded) kill('an answer that is too long');
  });
  child.stdin.on('error', () => {}); // its end is told by `exit`
  const frame = openFrame(opening);
  child.stdin.write(frame, () => frame.fill(0));
  return {
    pid: child.pid,
    send(message) {
      child.stdin.write(message);
    },
    kill,
    close: () => closeChild(child),
  };
}

async function closeChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  child.stdin?.end();
  const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  await ended;
  clearTimeout(timer);
}
