/** The same as in package.json (a test compares them). A constant, so that `--version` reads no file. */
export const version = '0.1.0';
