#!/usr/bin/env node
// Starts the command line under the Node that the repository brings, whatever Node this file is
// started with.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { nodeBinary, prepare } from '../../../tools/prepare.mjs';

const REQUIRED_MAJOR = 26;
const FORWARDED = ['SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'];
const main = new URL('../src/main.ts', import.meta.url);

if (Number(process.versions.node.split('.')[0]) >= REQUIRED_MAJOR) {
  process.argv[1] = fileURLToPath(main);
  await import(main.href);
} else {
  const binary = nodeBinary();
  if (binary === undefined || !existsSync(binary)) await prepareOrExit();
  hand(binary, [fileURLToPath(main), ...process.argv.slice(2)]);
}

async function prepareOrExit() {
  try {
    await prepare();
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/** Replaces this process where Node can; otherwise runs a child that shares everything with it. */
function hand(binary, args) {
  if (process.platform !== 'win32' && typeof process.execve === 'function') {
    process.execve(binary, [binary, ...args], process.env);
  }
  const child = spawn(binary, args, { stdio: 'inherit' });
  for (const signal of FORWARDED) {
    process.on(signal, () => child.kill(signal));
  }
  // A terminal sends its interrupt to both; forwarding it would deliver it twice.
  const terminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  process.on('SIGINT', () => {
    if (!terminal) child.kill('SIGINT');
  });
  child.on('error', (error) => {
    process.stderr.write(`${binary} could not be started: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (constants.signals[signal] ?? 0));
  });
}
