import type { View } from '../view.js';

export interface About {
  readonly version: string;
  /** Node's version. */
  readonly runtime: string;
  readonly platform: string;
  readonly storeSchema: number;
}

/** The version alone for people, as `--version` has it; for programs also what it runs on. */
export const versionView: View<About> = {
  text: ({ version }) => `trilink ${version}`,
  json: (about) => ({ schema: 'version/1', ...about }),
};
