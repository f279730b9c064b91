/** What differs between Autotask tenants and builds, or is not settled; each is a switch. */
export interface AutotaskOptions {
  /** Whether `rmmDeviceUID` and `rmmDeviceID` can be written through the API (unverified; assume not). */
  readonly rmmFields: 'read-only' | 'writable';
  /** What a thread refusal answers: the text is what counts, the status varies (observed). */
  readonly threadRefusal: 429 | 500;
  /** What `GET /Entity/{id}` answers for an id that is not there (both observed). */
  readonly unknownId: 'null-item' | 404;
  /** A user whose security level hides contacts and protected data: rows vanish and values read `*****` (doc). */
  readonly restricted: boolean;
  /** How long a call holds its thread, in ms. Default: none without limits, 20 with. */
  readonly serviceMs: number | null;
  /** Refused logins in a row that lock the user; the vendor gives no number (unverified). */
  readonly lockAfter: number;
}

export const autotaskDefaults: AutotaskOptions = {
  rmmFields: 'read-only',
  threadRefusal: 429,
  unknownId: 'null-item',
  restricted: false,
  serviceMs: null,
  lockAfter: 10,
};
