/** A reason as a clause. `value` is what the evidence quotes, often nothing. */
type Phrase = (value: string) => string;

/** What speaks for a record, by kind of evidence. */
export const speaking: Readonly<Record<string, Phrase>> = {
  decision: (who) =>
    who === 'import' ? 'an imported decision' : `decided by ${who === 'person' ? 'a person' : who}`,
  'earlier-match': () => 'matched before',
  'earlier-agent': () => 'an older agent of the same machine was matched to it',
  'created-by-trilink': () => 'trilink made the record',
  'rmm-uid': () => 'the record bears the id that the RMM gave the device',
  'rmm-id': (id) => `the record bears the RMM number ${id}`,
  'psa-id': (id) => `PSA id ${id} is the same`,
  'psa-linked': () => 'of two records this is the one in the PSA',
  'serial-near': (both) => `the serials differ in one character (${both})`,
  'serial-in-name': (serial) => `the record is named after serial ${serial}`,
  'native-rmm': () => 'the native RMM sync joined them',
  'short-name': (name) => `"${name}" is its short name`,
  'device-votes': (votes) => `${votes} vote for it`,
  domain: (domain) => `domain ${domain} is the same`,
  phone: (number) => `phone ${number} is the same`,
  email: (address) => `email ${address} is the same`,
  name: shared('both names say'),
  'company-name': shared("the PSA company's name says"),
};

function shared(lead: string): Phrase {
  return (words) => (words === '' ? 'the names are alike' : `${lead} "${words}"`);
}

/** What speaks against a record, or was kept out. */
export const against: Readonly<Record<string, Phrase>> = {
  serial: (both) => (both.includes(' / ') ? `the serials differ (${both})` : `serial ${both} is not its own`),
  mac: (mac) => (mac === 'none in common' ? 'no MAC address is shared' : `MAC ${mac} is not its own`),
  name: (words) =>
    words === '' || words === 'differs' ? 'the names differ' : `the names share only "${words}"`,
  'company-name': (words) =>
    words === '' ? "the PSA company's name differs" : `the PSA company's name shares only "${words}"`,
  'name-begins': (typed) => `its name begins with "${typed}"`,
  archived: () => 'the record is archived',
  'psa-id-differs': (id) => `it belongs to another PSA company (${id})`,
  'device-votes-elsewhere': (votes) => `${votes} vote for another`,
  'held-by': (id) => `it is matched to device ${id} already`,
};

/** Single measures of two names, as `match explain` lists them. */
export const measures: Readonly<Record<string, string>> = {
  same: 'the same words',
  'same-trade': 'the same trade',
  'same-filler': 'the same common words',
  'same-place': 'the same place',
  'same-number': 'the same number',
  typo: 'nearly the same word',
  typos: 'words with several letters wrong',
  plural: 'one singular, one plural',
  joined: 'two words written as one',
  initials: 'the initials of the other name',
  'initials-short': 'a few initials of the other name',
  cut: 'a word cut short',
  'only-misspelt': 'nothing agrees but misspelt words',
  left: "only in the site's name",
  'left-trade': "a trade only in the site's name",
  'left-filler': "common words only in the site's name",
  'left-place': "a place only in the site's name",
  'left-region': "a region only in the site's name",
  'left-number': "a number only in the site's name",
  'left-aside': "an aside only in the site's name",
  right: 'only in the other name',
  'right-trade': 'a trade only in the other name',
  'right-filler': 'common words only in the other name',
  'right-place': 'a place only in the other name',
  'right-region': 'a region only in the other name',
  'right-number': 'a number only in the other name',
  'right-aside': 'an aside only in the other name',
  'other-words': 'other words',
  'other-trade': 'another trade',
  'other-place': 'another place',
  'other-number': 'another number',
  'other-store': 'another store number',
  'head-left': "the site's first word is missing from the other name",
  'head-right': "the other name's first word is missing from the site's",
  'cover-left': "how much of the site's name agrees",
  'cover-right': 'how much of the other name agrees',
  cover: 'how much of both names agrees',
  'nothing-left': "nothing of the site's name is left over",
  'nothing-right': 'nothing of the other name is left over',
  'no-other-words': 'no words that contradict',
  'legal-same': 'the same legal form',
  'legal-other': 'another legal form',
  'equal-whole': 'the names are equal',
  'equal-plain': 'equal without legal forms',
  'equal-cut': 'equal without what stands beside the name',
  likeness: 'how alike the letters are',
  prefix: 'one name begins with the other',
};
