import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { AppError, UsageError } from '../errors.js';
import type { Clock } from '../ports/clock.js';
import { withFileLock } from './file-lock.js';
import { checkSettings, type SettingsFile, settingsVersion } from './settings-file.js';
import { cannotWrite } from './write-private.js';

type Content = Record<string, unknown>;

/** Each step leads from the version of its place to the next. Version 0 is a file written by hand without a version. */
const steps: readonly ((content: Content) => Content)[] = [(content) => ({ ...content, version: 1 })];

/** The settings' file: read whole, changed under a lock, written new and put in place. */
export class SettingsStore {
  readonly file: string;
  readonly #clock: Clock;

  constructor(file: string, clock: Clock) {
    this.file = file;
    this.#clock = clock;
  }

  /**
   * The settings as they stand; those of an empty file when there is none. An older file is brought up, and kept beside.
   *
   * @throws {UsageError} naming the file when it is damaged, not valid, or written by a newer trilink.
   */
  async read(): Promise<SettingsFile> {
    const content = await this.#content();
    if (content === null) return { version: settingsVersion };
    if (this.#versionOf(content) < settingsVersion) return this.change((settings) => settings);
    return checkSettings(content, this.file);
  }

  /**
   * Reads, changes and writes with no other process in between. What `edit` makes must be valid, or nothing is written;
   * nothing is when it gives back the very settings it was given, either.
   */
  async change(
    edit: (settings: SettingsFile) => SettingsFile | Promise<SettingsFile>,
  ): Promise<SettingsFile> {
    return withFileLock(`${this.file}.lock`, this.#clock, async () => {
      const content = await this.#content();
      const broughtUp = content === null ? { version: settingsVersion } : await this.#broughtUp(content);
      const before = checkSettings(broughtUp, this.file);
      const edited = await edit(before);
      const wasOlder = content !== null && broughtUp !== content;
      if (edited === before && !wasOlder) return before;
      const after = checkSettings(edited, this.file);
      await this.#write(after);
      return after;
    });
  }

  async #content(): Promise<Content | null> {
    let text: string;
    try {
      text = await readFile(this.file, 'utf8');
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
      throw new UsageError(`The settings in ${this.file} cannot be read`, {
        code: 'settings-unreadable',
        hint: 'Check owner and mode of the file',
        cause,
      });
    }
    return parse(text, this.file);
  }

  async #broughtUp(content: Content): Promise<Content> {
    const version = this.#versionOf(content);
    if (version >= settingsVersion) return content;
    await copyFile(this.file, `${this.file}.v${version}.bak`);
    return steps.slice(version).reduce((older, step) => step(older), content);
  }

  #versionOf(content: Content): number {
    const { version = 0 } = content;
    if (typeof version !== 'number' || !Number.isInteger(version) || version < 0) {
      throw new UsageError(`The settings in ${this.file} have no version that trilink knows`, {
        code: 'settings-invalid',
        hint: `Set "version" to ${settingsVersion}`,
      });
    }
    if (version <= settingsVersion) return version;
    throw new UsageError(
      `The settings in ${this.file} were written by a newer trilink (version ${version}; this one knows ${settingsVersion})`,
      { code: 'settings-newer', hint: 'Update trilink, or name another folder with TRILINK_HOME' },
    );
  }

  async #write(settings: SettingsFile): Promise<void> {
    try {
      const folder = dirname(this.file);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const { default: Conf } = await import('conf');
      const extension = extname(this.file);
      const conf = new Conf({
        cwd: folder,
        configName: basename(this.file, extension),
        fileExtension: extension.slice(1),
        accessPropertiesByDotNotation: false,
        configFileMode: 0o600,
        serialize: (value) => `${JSON.stringify(value, null, 2)}\n`,
      });
      conf.store = { ...settings };
    } catch (cause) {
      throw cause instanceof AppError ? cause : cannotWrite(join(this.file), cause);
    }
  }
}

function parse(text: string, file: string): Content {
  const damaged = (cause?: unknown) =>
    new UsageError(`The settings in ${file} are damaged: they are not a JSON object`, {
      code: 'settings-damaged',
      hint: `Correct the file by hand, or move it away to start with defaults: mv ${file} ${file}.damaged`,
      cause,
    });
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    // The parser's message quotes the file, which may hold what a person pasted there by mistake.
    throw damaged(cause instanceof Error ? new Error(cause.name) : undefined);
  }
  if (typeof content === 'object' && content !== null && !Array.isArray(content)) return content as Content;
  throw damaged();
}
