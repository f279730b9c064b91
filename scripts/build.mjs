// Bundles src/ into dist/: one ES module for the program, chunks that load when they are used.
//   --if-stale     only when dist/ is missing or older than a source file
//   --if-possible  leave quietly when esbuild is not installed (an install without development packages)
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const flags = new Set(process.argv.slice(2));

/** Entry points by the name they get in dist/. The last ones run in threads, processes or scripts of their own. */
const entryPoints = {
  main: 'src/main.ts',
  'simulator-child': 'src/simulator/child.ts',
  simulators: 'src/simulator/index.ts',
  'match-files-worker': 'src/workflows/match-files/worker.ts',
};

/** Native or optional packages: loaded from node_modules when a command needs them. */
const external = ['pg', '@napi-rs/keyring'];

/** CommonJS packages inside the bundle still call `require` for Node's own modules, and ask where they lie. */
const banner = [
  "import { createRequire as trilinkCreateRequire } from 'node:module';",
  "import { fileURLToPath as trilinkFileURLToPath } from 'node:url';",
  'const require = trilinkCreateRequire(import.meta.url);',
  'const trilinkFilename = trilinkFileURLToPath(import.meta.url);',
].join(' ');

/**
 * `await import('undici')` of a CommonJS package has only a default export once it is bundled; in Node it has names.
 * Such an import goes through a module that spells the names out.
 */
const commonJsNames = {
  name: 'commonjs-names',
  setup(builder) {
    const requireHere = createRequire(import.meta.url);
    builder.onResolve({ filter: /^[^./]/ }, async ({ path, kind, resolveDir, pluginData }) => {
      if (kind !== 'dynamic-import' || pluginData === 'named' || external.includes(path) || isBuiltin(path))
        return null;
      const found = await builder.resolve(path, { kind, resolveDir, pluginData: 'named' });
      return isCommonJs(found.path) ? { path: found.path, namespace: 'commonjs-names' } : found;
    });
    builder.onLoad({ filter: /.*/, namespace: 'commonjs-names' }, ({ path }) => {
      const names = Object.keys(requireHere(path)).filter(
        (name) => /^[A-Za-z_$][\w$]*$/.test(name) && name !== 'default',
      );
      const contents = `import whole from ${JSON.stringify(path)};\nexport default whole;\nexport const { ${names.join(', ')} } = whole;`;
      return { contents, resolveDir: root };
    });
  },
};

/** By what Node goes by: the extension, else the nearest package.json. */
function isCommonJs(path) {
  if (/\.(cjs|mjs)$/.test(path)) return path.endsWith('.cjs');
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')).type !== 'module';
  }
  return false;
}

function newestUnder(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestUnder(join(path, name))));
}

function isFresh() {
  const built = join(dist, 'main.js');
  if (!existsSync(built)) return false;
  const sources = ['src', 'package.json', 'scripts/build.mjs'].map((path) => newestUnder(join(root, path)));
  return statSync(built).mtimeMs > Math.max(...sources);
}

async function loadEsbuild() {
  try {
    return await import('esbuild');
  } catch (error) {
    if (flags.has('--if-possible') && error?.code === 'ERR_MODULE_NOT_FOUND') return null;
    throw error;
  }
}

/**
 * SQLite's binary comes as an optional package of libsql. An install without optional packages takes the copy of the
 * build machine's platform that lies in dist/native.
 */
const nativeFallback = {
  name: 'native-fallback',
  setup(builder) {
    builder.onLoad({ filter: /node_modules[\\/]libsql[\\/]index\.js$/, namespace: 'file' }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      // biome-ignore lint/suspicious/noTemplateCurlyInString: this is the text of libsql's own loader
      const call = 'return require(`@libsql/${target}`);';
      if (!source.includes(call)) throw new Error('libsql loads its binary in another way now');
      const fallback = `try { ${call} } catch (error) {
        if (error.code !== 'MODULE_NOT_FOUND') throw error;
        const { dirname, join } = require('node:path');
        const here = dirname(__filename);
        return require(join(here.endsWith('chunks') ? dirname(here) : here, 'native', target, 'index.node'));
      }`;
      return { contents: source.replace(call, () => fallback), loader: 'js' };
    });
  },
};

/**
 * commander loads Node's child_process, and with it half of the network, for commands that are programs of their own.
 * There are none here: it is loaded when first used, which spares `--help` a tenth of its time.
 */
const lateChildProcess = {
  name: 'late-child-process',
  setup(builder) {
    builder.onLoad(
      { filter: /node_modules[\\/]commander[\\/]lib[\\/]command\.js$/, namespace: 'file' },
      ({ path }) => {
        const source = readFileSync(path, 'utf8');
        const early = "const childProcess = require('node:child_process');";
        if (!source.includes(early)) throw new Error('commander loads child_process in another way now');
        const late =
          "const childProcess = { spawn: (...args) => require('node:child_process').spawn(...args) };";
        return { contents: source.replace(early, late), loader: 'js' };
      },
    );
  },
};

function copyNative(into) {
  const packages = join(root, 'node_modules/@libsql');
  if (!existsSync(packages)) return;
  for (const name of readdirSync(packages)) {
    const binary = join(packages, name, 'index.node');
    if (existsSync(binary) && !name.endsWith('musl'))
      cpSync(binary, join(into, 'native', name, 'index.node'));
  }
}

async function build(esbuild) {
  // Built beside and moved into place, so that a program started meanwhile never meets half a dist/.
  const fresh = join(root, 'node_modules/.cache', `dist-${process.pid}`);
  mkdirSync(dirname(fresh), { recursive: true });
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(
      Object.entries(entryPoints).filter(([, path]) => existsSync(join(root, path))),
    ),
    outdir: fresh,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    legalComments: 'none',
    external,
    banner: { js: banner },
    define: { __filename: 'trilinkFilename' },
    plugins: [nativeFallback, lateChildProcess, commonJsNames],
    logLevel: 'warning',
  });
  copyNative(fresh);
  rmSync(dist, { recursive: true, force: true });
  renameSync(fresh, dist);
}

if (!(flags.has('--if-stale') && isFresh())) {
  const esbuild = await loadEsbuild();
  if (esbuild) await build(esbuild);
}
