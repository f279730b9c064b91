import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const src = join(root, 'src');

interface Import {
  readonly target: string;
  readonly typeOnly: boolean;
}

interface Source {
  /** Path below src/, such as `domain/run.ts`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

const sources = files(src)
  .filter((path) => path.endsWith('.ts'))
  .map(readSource);
const byPath = new Map(sources.map((source) => [source.path, source]));

function files(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
}

function readSource(file: string): Source {
  const text = readFileSync(file, 'utf8');
  const imports = [
    ...text.matchAll(/^\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm),
    ...[...text.matchAll(/\bimport\('([^']+)'\)/g)].map((found) => [found[0], undefined, found[1]]),
  ].map(([, type, target]) => ({ typeOnly: type !== undefined, target: String(target) }));
  return {
    path: relative(src, file),
    text,
    imports: imports.map((one) => ({ ...one, target: inHouse(file, one.target) })),
  };
}

/** `./x.js` as a path below src/; a package's name stays. */
function inHouse(file: string, target: string): string {
  return target.startsWith('.')
    ? relative(src, resolve(dirname(file), target)).replace(/\.js$/, '.ts')
    : target;
}

/** The rooms of HOUSE.md; a file at the top of src/ is a room of its own. */
function roomOf(path: string): string {
  const [first = '', second] = path.split('/');
  return second === undefined ? first.replace(/\.ts$/, '') : first;
}

/** What each room may import besides itself and packages. Rooms that are not listed stand on the top floor. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  errors: [],
  ports: ['domain'],
  vendors: ['ports', 'domain', 'errors'],
  store: ['ports', 'domain', 'errors'],
  config: ['ports', 'domain', 'errors'],
  terminal: ['ports', 'domain', 'errors'],
  workflows: ['ports', 'domain', 'errors'],
  simulator: ['domain'],
  commands: ['workflows', 'terminal', 'context', 'ports', 'domain', 'errors', 'version'],
};

describe('the floors', () => {
  test('every file imports from the floors below it only', () => {
    const breaks = sources.flatMap(({ path, imports }) => {
      const may = allowed[roomOf(path)];
      if (!may) return [];
      return imports
        .filter(({ target }) => target.endsWith('.ts'))
        .filter(({ target }) => roomOf(target) !== roomOf(path) && !may.includes(roomOf(target)))
        .map(({ target }) => `${path} imports ${target}`);
    });
    expect(breaks).toEqual([]);
  });

  test('what a program imports exists', () => {
    const missing = sources.flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => target.endsWith('.ts') && !byPath.has(target))
        .map(({ target }) => `${path}: ${target}`),
    );
    expect(missing).toEqual([]);
  });

  test('one vendor never imports another', () => {
    const vendorOf = (path: string) => /^vendors\/([^/]+)\//.exec(path)?.[1] ?? '';
    const shared = ['', 'http', 'json'];
    const breaks = sources.flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => !shared.includes(vendorOf(path)) && !shared.includes(vendorOf(target)))
        .filter(({ target }) => vendorOf(target) !== vendorOf(path))
        .map(({ target }) => `${path} imports ${target}`),
    );
    expect(breaks).toEqual([]);
  });

  test('the domain imports no package and no part of Node', () => {
    const packages = sources
      .filter(({ path }) => path.startsWith('domain/') || path === 'errors.ts')
      .flatMap(({ path, imports }) =>
        imports.filter(({ target }) => !target.endsWith('.ts')).map(({ target }) => `${path}: ${target}`),
      );
    expect(packages.filter((line) => !line.endsWith(': node:crypto'))).toEqual([]);
  });

  test('no file depends on itself through others', () => {
    expect(cycles()).toEqual([]);
  });
});

/** Circles of imports that are there when the program runs; a type alone loads nothing. */
function cycles(): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, above: readonly string[]): void => {
    if (above.includes(path)) {
      found.push([...above.slice(above.indexOf(path)), path].join(' -> '));
      return;
    }
    if (done.has(path)) return;
    for (const { target, typeOnly } of byPath.get(path)?.imports ?? []) {
      if (!typeOnly && byPath.has(target)) visit(target, [...above, path]);
    }
    done.add(path);
  };
  for (const { path } of sources) visit(path, []);
  return found;
}

describe('the world outside', () => {
  /** Where a process is touched on purpose, or the text of a program for another process stands. */
  const mayTouch = [
    ...['process-io.ts', 'system-clock.ts', 'compose.ts', 'clients.ts', 'this-process.ts', 'new-id.ts'],
    ...['simulator/child.ts', 'simulator/clock.ts', 'workflows/match-files/worker.ts', 'config/keychain.ts'],
  ];

  test.each([
    ['process', /(?<![.\w'"#-])process\.(?!ts\b|js\b)\w+/],
    ['console', /(?<![.\w])console\.\w+\(/],
    ['the time', /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(/],
    ['chance', /\bMath\.random\(/],
  ])('%s is not touched in the middle of the house', (_what, pattern) => {
    const touching = sources
      .filter(({ path }) => !mayTouch.includes(path))
      .filter(({ text }) => pattern.test(withoutComments(text)) && !/\bconst \{[^}]*\bprocess\b/.test(text))
      .map(({ path }) => path);
    expect(touching).toEqual([]);
  });

  test('process.exit is called nowhere', () => {
    const everywhere = [
      ...sources.map(({ path, text }) => ({ path, text })),
      { path: 'bin', text: readFileSync(join(root, 'bin/trilink.js'), 'utf8') },
    ];
    // The simulators' process ends with its parent and has nothing to say by then.
    const others = everywhere.filter(({ path }) => path !== 'simulator/child.ts');
    expect(
      others.filter(({ text }) => /\bprocess\s*\.\s*exit\s*\(/.test(text)).map(({ path }) => path),
    ).toEqual([]);
  });

  test.each([
    'undici',
    'zod',
    'inquirer',
    'ora',
    'kysely',
    'libsql',
    'conf',
    'cli-table3',
    'chalk',
  ])('a start of the program does not load %s', (library) => {
    expect(loadedAtStart('main.ts').filter((target) => target === library)).toEqual([]);
    expect(loadedAtStart('run-command.ts').filter((target) => target === library)).toEqual([]);
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
}

/** Everything that a module brings in before anything is asked of it: its static imports, and theirs. */
function loadedAtStart(path: string, seen = new Set<string>()): string[] {
  const source = byPath.get(path);
  if (!source) return [path];
  if (seen.has(path)) return [];
  seen.add(path);
  const lazy = new Set(
    [...source.text.matchAll(/\bimport\('([^']+)'\)/g)].map((found) =>
      inHouse(join(src, path), found[1] ?? ''),
    ),
  );
  return source.imports
    .filter(({ target, typeOnly }) => !typeOnly && !lazy.has(target))
    .flatMap(({ target }) => loadedAtStart(target, seen));
}
