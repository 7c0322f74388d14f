// The first thing every command runs: `node scripts/run.mjs <name> [arguments]`. Plain JavaScript that needs
// nothing installed and Node 20. Installs and builds what is missing or out of date, then runs the compiled
// program with the Node that came with the packages. Prints on the error stream only: what a command writes
// on its output is read by other programs.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { constants } from 'node:os';
import { basename, delimiter, dirname, join, relative } from 'node:path';
import { isatty } from 'node:tty';
import { fileURLToPath } from 'node:url';
import { oneAtATime } from './lib/one-at-a-time.mjs';

const OLDEST_TO_INSTALL = [20, 19];
const OLDEST_TO_RUN = [22, 20];

const root = fileURLToPath(new URL('..', import.meta.url));
const at = (...path) => join(root, ...path);
const TELL_OF_WRONG_TYPES = new Set([
  at('dist', 'scripts', 'test.js'),
  at('dist', 'scripts', 'check.js'),
]);
const say = (line) => process.stderr.write(`${line}\n`);

/** The program that runs now; signals that reach us are for it. */
let child;
let stopping;

class Stop extends Error {
  constructor(message, code = 1) {
    super(message);
    this.code = code;
  }
}

passSignalsOn();
main(process.argv[2], process.argv.slice(3)).catch((error) => {
  if (error instanceof Stop) {
    if (error.message) say(error.message);
    process.exitCode = error.code;
  } else throw error;
});

async function main(name, args) {
  if (isOlder(process.versions.node, OLDEST_TO_INSTALL))
    throw new Stop(
      `Puente needs Node 20.19 or newer, and this is ${process.versions.node}: install a newer one (nodejs.org, or your system's packages) and start again.`,
    );
  const target = targetOf(name);
  if (!isInstalled() || !isBuilt(target)) await prepareAlone(target);
  if (target === undefined) return;
  const { code, signal } = await run(pickNode(), [target, ...args], 'inherit');
  if (signal) dieOf(signal);
  process.exitCode = code;
}

/** The compiled program of a command, or nothing for `build`. */
function targetOf(name) {
  if (name === 'build') return undefined;
  if (name === 'start') return at('dist', 'src', 'main.js');
  if (name && fs.existsSync(at('scripts', `${name}.ts`)))
    return at('dist', 'scripts', `${name}.js`);
  const files = fs.readdirSync(at('scripts')).filter((file) => file.endsWith('.ts'));
  const names = ['start', 'build', ...files.map((file) => basename(file, '.ts'))];
  throw new Stop(`There is no command "${name ?? ''}". There are: ${names.sort().join(', ')}.`);
}

/** While this command installs or builds, no other of this folder does. */
async function prepareAlone(target) {
  await oneAtATime(
    at('.puente', 'run.lock'),
    () => prepare(target),
    (holder) => {
      if (stopping) throw new Stop('', codeOf(stopping));
      if (holder) say(`Waiting for program ${holder}, which installs or builds.`);
    },
  );
}

async function prepare(target) {
  if (!isInstalled()) await install();
  if (!isBuilt(target)) await build(target);
}

// Installing

/** Whether npm's own record of what it installed agrees with the lockfile. */
function isInstalled() {
  const wanted = packagesIn(at('package-lock.json'));
  const there = packagesIn(at('node_modules', '.package-lock.json'));
  // Optional packages are for other kinds of machines, and may be left out.
  return Object.entries(wanted ?? {}).every(([path, entry]) => {
    const found = there?.[path];
    if (path === '' || entry.extraneous) return true;
    if (!found) return Boolean(entry.optional || entry.devOptional || entry.peerOptional);
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

function packagesIn(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

async function install() {
  const begun = Date.now();
  say('Installing packages (the first time takes about a minute)…');
  const ticking = setInterval(() => {
    if (!process.stderr.isTTY)
      say(`Installing packages… ${Math.round((Date.now() - begun) / 1000)} s`);
  }, 5000);
  const args = ['ci', '--include=dev', '--include=optional', '--loglevel=error', '--progress'];
  // The Node that npm runs on must not be the one it is about to replace.
  const path = (process.env.PATH ?? '').split(delimiter);
  const PATH = path.filter((folder) => !folder.includes('node_modules')).join(delimiter);
  const { code } = await run('npm', args, ['ignore', 2, 2], { ...process.env, PATH });
  clearInterval(ticking);
  if (code === 0) return;
  throw new Stop(
    'The packages could not be installed; npm says why above. Ways out: see that npm is on the PATH, that it reaches its registry (npm ping), that the disk has room; or bring a node_modules folder that "npm ci" made on a machine of the same kind; then start again.',
  );
}

// Building

/** Whether the compiled files belong to the sources as they are now. */
function isBuilt(target) {
  if (target !== undefined && !fs.existsSync(target)) return false;
  try {
    return fs.readFileSync(at('dist', '.stamp'), 'utf8') === sourcesStamp();
  } catch {
    return false;
  }
}

function sourcesStamp() {
  const hash = createHash('sha256');
  const tops = fs
    .readdirSync(root)
    .filter((name) => /^(tsconfig.*|package(-lock)?)\.json$/.test(name));
  for (const file of [...tops.map((name) => at(name)), ...sources()].sort()) {
    const { mtimeMs, size } = fs.statSync(file);
    hash.update(`${relative(root, file)} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex');
}

function sources() {
  return [...filesUnder(at('src')), ...filesUnder(at('scripts'))];
}

function filesUnder(folder) {
  if (!fs.existsSync(folder)) return [];
  const entries = fs.readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

async function build(target) {
  say('Building…');
  const stamp = sourcesStamp();
  fs.rmSync(at('dist', '.stamp'), { force: true });
  // The compiler trusts its own notes about what it wrote; without the files they are wrong.
  if (target !== undefined && !fs.existsSync(target))
    fs.rmSync(at('dist'), { recursive: true, force: true });
  const compiler = fs.realpathSync(at('node_modules', '.bin', 'tsc'));
  const args = [compiler, '-p', 'tsconfig.build.json'];
  const { code } = await run(pickNode(), args, ['ignore', 2, 2]);
  if (code !== 0) {
    // The compiler writes what it can all the same, and these two have an outcome to tell.
    if (TELL_OF_WRONG_TYPES.has(target) && fs.existsSync(target)) return;
    throw new Stop('The sources do not compile: the places are named above.');
  }
  tidyOutput();
  if (target !== undefined && !fs.existsSync(target))
    throw new Stop(`There is no ${relative(root, target)} after the build.`);
  fs.writeFileSync(at('dist', '.stamp'), stamp);
}

/** Takes along what the compiler leaves (a page's styles), and removes what has no source any more. */
function tidyOutput() {
  const expected = new Set();
  for (const file of sources()) {
    const path = relative(root, file);
    const compiled = path.replace(/\.tsx?$/, '.js');
    expected.add(compiled).add(`${compiled}.map`);
    if (/\.(tsx?|md|mjs)$/.test(path)) continue;
    fs.mkdirSync(dirname(at('dist', path)), { recursive: true });
    fs.copyFileSync(file, at('dist', path));
  }
  for (const file of [...filesUnder(at('dist', 'src')), ...filesUnder(at('dist', 'scripts'))])
    if (!expected.has(relative(at('dist'), file))) fs.rmSync(file);
}

// Running

/** The Node that came with the packages, else this one, if it is new enough to run Puente. */
function pickNode() {
  const packaged = at('node_modules', '.bin', 'node');
  for (const candidate of [packaged, process.execPath])
    if (!isOlder(versionOf(candidate), OLDEST_TO_RUN)) return candidate;
  throw new Stop(
    `Puente runs on Node 22.20 or newer; this is ${process.versions.node}, and none came with the packages (npm leaves optional packages out with --omit=optional, and on kinds of machines they are not made for). Ways out: run "npm ci --include=optional", or install Node 22.20 or newer, and start again.`,
  );
}

function versionOf(node) {
  try {
    if (fs.realpathSync(node) === fs.realpathSync(process.execPath)) return process.versions.node;
    return execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().slice(1);
  } catch {
    return '0.0.0';
  }
}

function isOlder(version, [major, minor]) {
  const [itsMajor, itsMinor] = version.split('.').map(Number);
  return itsMajor < major || (itsMajor === major && itsMinor < minor);
}

/** Runs a program to its end, which is waited for whatever signals come. */
async function run(command, args, stdio, env = process.env) {
  if (stopping) throw new Stop('', codeOf(stopping));
  const ended = await new Promise((resolve) => {
    child = spawn(command, args, { cwd: root, stdio, env });
    child.once('error', (error) => resolve({ code: 1, error }));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  if (ended.error) say(`${command}: ${ended.error.message}`);
  child = undefined;
  if (stopping && stdio !== 'inherit') throw new Stop('', codeOf(stopping));
  return ended;
}

/** Ctrl-C at a terminal reaches the child by itself; everything else reaches only us. */
function passSignalsOn() {
  const atTerminal = isatty(0) || isatty(2);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      stopping = signal;
      if (!(signal === 'SIGINT' && atTerminal)) child?.kill(signal);
    });
}

function codeOf(signal) {
  return 128 + constants.signals[signal];
}

/** Ends as the child did, so that whoever waits for us sees the same. */
function dieOf(signal) {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}
