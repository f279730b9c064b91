import { describe, expect, test } from 'vitest';
import { foldText, maxNameLength } from '../../../../src/domain/matching/names/fold.js';
import { Joint, splitName } from '../../../../src/domain/matching/names/split.js';

const texts = (name: string) => splitName(name).map((word) => word.text);

describe('foldText', () => {
  test.each([
    ['Café Amazon', 'cafe amazon', 'accents go'],
    ['Länsstyrelsen i Jönköping', 'lansstyrelsen i jonkoping', 'umlauts go'],
    ['Bäckerei Groß', 'backerei gross', 'sharp s is two letters'],
    ['Ærø Øst Łódź', 'aero ost lodz', 'letters Unicode does not take apart'],
    ['ＡＢＣ', 'abc', 'full-width forms are compatibility forms'],
    ['İstanbul', 'istanbul', 'a dotted capital I loses its dot'],
  ])('%s is folded to %s', (name, folded, because) => {
    expect(foldText(name), because).toBe(folded);
  });

  test('cuts a name of ten megabytes before it does anything else', () => {
    expect(foldText('é'.repeat(10_000_000)).length).toBeLessThanOrEqual(2 * maxNameLength);
  });
});

describe('splitName', () => {
  test.each([
    ['J.P. Morgan & Co.', ['jp', 'morgan', 'and', 'co'], 'dotted initials are one word, & is a word'],
    ['J P Morgan', ['jp', 'morgan'], 'single letters beside each other are initials'],
    ['J & J Snacks', ['jandj', 'snacks'], 'two letters with an & between them are one word'],
    ['Bowne, L.L.C.', ['bowne', 'llc'], 'a dotted form is one word'],
    ['Ørsted A/S', ['orsted', 'as'], 'a slash between single letters joins'],
    ["Wendy's O’Brien", ['wendys', 'obrien'], 'apostrophes of both shapes vanish'],
    ['Co-op Norge', ['coop', 'norge'], 'co-op is one word'],
    ['7-Eleven #123', ['7', 'eleven', '123'], 'hyphen and number sign separate'],
    ['example.co.uk', ['example'], 'the ending of an internet name goes'],
    ['www.example.com', ['example'], 'and so does its beginning'],
    ['Booking.unknown', ['booking', 'unknown'], 'an ending nobody knows stays'],
    ['Dr. Max', ['dr', 'max'], 'a dot at the end of a word is nothing'],
    ['', [], 'nothing'],
    ['--- !!! ()', [], 'only signs'],
    ['日本電気 株式会社', ['日本電気', '株式会社'], 'other scripts are letters'],
    ['حلويات المدينة', ['حلويات', 'المدينة'], 'also right to left'],
  ])('%s', (name, words, because) => {
    expect(texts(name), because).toEqual(words);
  });

  test('tells how strongly words stand apart', () => {
    const joints = splitName('A-B Corp - North, East (West)').map((word) => word.joint);
    expect(joints).toEqual([Joint.space, Joint.hyphen, Joint.space, Joint.part, Joint.comma, Joint.part]);
  });

  test('never makes more than 24 words or words beyond 48 letters', () => {
    expect(splitName('a b1 '.repeat(100)).length).toBeLessThanOrEqual(24);
    expect(splitName('x'.repeat(1_000))[0]?.text.length).toBe(48);
  });
});
