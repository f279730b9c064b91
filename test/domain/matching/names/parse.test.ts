import { describe, expect, test } from 'vitest';
import { legalName } from '../../../../src/domain/matching/names/lexicon.js';
import { Role } from '../../../../src/domain/matching/names/name-word.js';
import { parseName } from '../../../../src/domain/matching/names/parse.js';

const roleNames = Object.keys(Role);
/** `word/role` for each word that is not plainly part of the name. */
const spelled = (name: string) =>
  parseName(name)
    .words.map(({ raw, role }) => (role === Role.main ? raw : `${raw}/${roleNames[role]}`))
    .join(' ');

describe('parseName sets legal forms apart', () => {
  test.each([
    ['Toro Co', 'toro', 'neutral'],
    ['Stripe Limited Liability Company', 'stripe', 'llc'],
    ['Samsung Electronics Co., Ltd.', 'samsung electronics', 'neutral'],
    ['FABERLIC EUROPE Sp. z o.o.', 'faberlic europe', 'slavic'],
    ['OOO Oboronnye Initsiativy', 'oboronnye initsiativy', 'slavic'],
    ['Grupo Simec, S.A.B. De C.V.', 'grupo simec', 'sa'],
    ['Fresenius Medical Care AG & Co. KGaA', 'fresenius medical care', 'gmbh'],
    ['Crh Public Ltd Co', 'crh', 'plc'],
    ['Hartford (The)', 'hartford', ''],
    ['The Hartford', 'hartford', ''],
    ['The Slumber Party Company', 'slumber party', 'neutral'],
    ['Co', 'co', ''],
    ['The Company', 'the company', ''],
  ])('%s is %s', (name, words, family) => {
    const parsed = parseName(name);
    expect(spelled(name)).toBe(words);
    expect(parsed.legal === 0 ? '' : legalName(parsed.legal)).toBe(family);
  });
});

describe('parseName tells the name from what stands around it', () => {
  test.each([
    ['ZZ - Down To Earth Lawn', 'zz/mark down to earth lawn', 'a sorting mark'],
    ['[Managed] Charles Odell', 'managed/mark charles odell', 'a mark in brackets'],
    ["MSP-Alice's Restaurant", 'msp/mark alices restaurant', 'a mark at a hyphen'],
    ['x_Playa Grill', 'x/mark playa grill', 'a mark at an underscore'],
    ['C1042 Citi Trends', 'c1042/mark citi trends', 'a customer number'],
    ['001 - Dynasty Delux', '001/mark dynasty delux', 'a number with a sign'],
    ['49th Parallel Coffee', '49th parallel coffee', 'an ordinal names'],
    ['4Less Group', '4less group', 'a word with a digit names'],
    ['Bru Burger – HQ', 'bru burger hq/place', 'what stands at a site'],
    ['Howard Group / Austin TX', 'howard group austin/place tx/place', 'where a site is'],
    ['SecurCare - Site 2', 'securcare site/place 2/place', 'the number of a site'],
    ['Pizza Hut #1310', 'pizza hut 1310/aside', 'the number of a store may tell it from others'],
    ['Full-star Enterprises (FSE)', 'full star enterprises fse/echo', 'initials of the name'],
    ['Mapco Express Inc #7518 (MEI7)', 'mapco express 7518/aside mei7/echo', 'initials with the legal form'],
    ['Silk Boss LLC dba Silk Boss', 'silk boss silk/echo boss/echo', 'a trade name that says the same'],
    ['Hanlung Inc / DBA Cre-Asian', 'hanlung cre/aside asian/aside', 'a trade name that says something else'],
    ['Bowne (Spain), S.L.', 'bowne spain/aside', 'in a legal name a place in brackets is a subsidiary'],
    ['Swisscom (Warehouse)', 'swisscom warehouse/place', 'a site in brackets is a site'],
    ['Chartwells - Career Academy', 'chartwells career/aside academy/aside', 'a part nobody knows'],
    ['A-Max Auto', 'a max auto', 'nothing is set apart'],
  ])('%s', (name, words, because) => {
    expect(spelled(name), because).toBe(words);
  });
});

test('abbreviations are spelled out, leading zeros dropped, and what was written kept', () => {
  const words = parseName('Pacific Coast Mgmt L03').words.map(({ text, raw }) => [text, raw]);
  expect(words.slice(2)).toEqual([
    ['management', 'mgmt'],
    ['l3', 'l03'],
  ]);
});
