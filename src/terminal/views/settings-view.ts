import type { Column } from '../table.js';
import type { View } from '../view.js';

export interface SettingLine {
  readonly key: string;
  readonly value: string | number | boolean | readonly string[] | null;
  readonly origin: string;
  readonly from: string | null;
}

export interface SettingList {
  readonly profile: string;
  readonly settings: readonly SettingLine[];
  readonly showOrigin: boolean;
}

/** Settings as `config set` takes them. A secret is only ever `set` or `unset`. */
export const settingsView: View<SettingList> = {
  text: ({ settings, showOrigin }, screen) => {
    const columns: Column<SettingLine>[] = [
      { header: 'Setting', value: (row) => row.key },
      { header: 'Value', value: (row) => (row.value === null ? '-' : String(row.value)), shrinkTo: 10 },
    ];
    if (showOrigin) columns.push({ header: 'From', value: origin, shrinkTo: 12 });
    return screen.table(settings, { columns });
  },
  json: ({ profile, settings }) => ({ schema: 'settings/1', profile, settings }),
  rows: ({ settings }) => settings.map((row) => ({ ...row })),
};

function origin({ origin: kind, from }: SettingLine): string {
  return from === null ? kind : `${kind}: ${from}`;
}
