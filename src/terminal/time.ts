/** `2026-03-05 14:02` in the zone, or the machine's own when `zone` is undefined or unknown. */
export function localTime(ms: number, zone: string | undefined): string {
  const parts = Object.fromEntries(
    formatter(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts.year}-${parts.month}-${parts.day} ${parts.hour}:${parts.minute}`;
}

function formatter(zone: string | undefined): Intl.DateTimeFormat {
  const shape: Intl.DateTimeFormatOptions = {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  };
  try {
    return new Intl.DateTimeFormat('en-CA', zone ? { ...shape, timeZone: zone } : shape);
  } catch {
    return new Intl.DateTimeFormat('en-CA', shape);
  }
}

/** How long, for people: `8 s`, `3 min`, `5 h`, `2 days`. Rounded down. */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} days`;
}
