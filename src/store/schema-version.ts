/** The schema this program writes. A store with a higher one is refused, one with a lower one is brought up. */
export const schemaVersion = 1;
