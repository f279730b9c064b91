import { describe, expect, test } from 'vitest';
import { foldedHostName, HostNameReader } from '../../../../src/domain/matching/identifiers/host-name.js';
import { SerialReader } from '../../../../src/domain/matching/identifiers/serial.js';

describe('the folded name of a machine', () => {
  test.each([
    ['QXX-PC336', 'qxx-pc336', 'case'],
    ['QXX_PC336', 'qxx-pc336', 'underscore'],
    [' qxx  pc336 ', 'qxx-pc336', 'blanks'],
    ['QXX-PC336.corp.local', 'qxx-pc336', 'domain of two labels'],
    ['QXX-PC336.lan', 'qxx-pc336', 'known ending'],
    ['QXX-PC336.ad.example.com', 'qxx-pc336', 'domain of three labels'],
    ['Dr.Smith-PC', 'dr-smith-pc', 'a dot in a name is no domain'],
    ['PC336 - M. Jones', 'pc336-m-jones', 'a dot before a blank is no domain'],
    ['ＰＣ336', 'pc336', 'full-width letters'],
    ['Büro-PC1', 'büro-pc1', 'letters beyond ASCII stay'],
    ['localhost', null, 'no name'],
    ['localhost.localdomain', null, 'no name'],
    ['10.1.2.3', null, 'an address'],
    ['fe80::1', null, 'an address'],
    ['', null, 'nothing'],
    ['  ', null, 'nothing'],
    [null, null, 'nothing'],
    ['WIN-PC', null, 'a placeholder'],
  ])('%j', (received, expected, because) => {
    expect(foldedHostName(received), because).toBe(expected);
  });
});

describe('the views of a name', () => {
  const read = (text: string) => {
    const reader = new HostNameReader();
    reader.readText(text);
    return reader;
  };
  const full = (text: string) => read(text).full;

  test.each([
    ['OLD-RECEPTION', 'RECEPTION', 'a word in front'],
    ['QXX-PC336-old', 'QXX-PC336', 'a word at the end'],
    ['QXX-PC336 (dup)', 'QXX-PC336', 'brackets'],
    ['QXX-PC336 (dup).corp.local', 'QXX-PC336', 'brackets and a domain'],
    ['QXX-PC336 - Reception', 'QXX-PC336', 'a remark'],
  ])('%s without additions is %s (%s)', (text, plain) => {
    expect(read(text).clean).toBe(full(plain));
  });

  test('the tail leaves out the letters of a site, when enough is left', () => {
    expect(read('RCX-LT-DH1QQ').tail).toBe(full('LT-DH1QQ'));
    expect(read('RCX-PC1').tail).toBe(0);
    expect(read('DESKTOP-4YA3Q').tail).toBe(0);
  });

  test('a name without additions has no other clean form', () => {
    expect(read('QXX-PC336').clean).toBe(0);
    expect(read('Laptop (PF2Q132V)').clean).toBe(0);
  });

  test('finds words that could be a serial', () => {
    const serial = new SerialReader();
    serial.readText('pf2q132v');
    const reader = read('20QV0007US (PF2Q132V).corp.local');
    expect([...reader.serials.subarray(0, reader.findSerials())]).toContain(serial.key());
    expect(read('QXX-PC336').findSerials()).toBe(0);
  });

  test('bytes and text are read alike', () => {
    for (const text of ['QXX-PC336 (dup)', 'Büro-PC1.corp.local', '10.1.2.3', 'ＰＣ336', '']) {
      const bytes = new TextEncoder().encode(text);
      const [one, other] = [read(text), new HostNameReader()];
      other.read(bytes, 0, bytes.length);
      expect([other.full, other.clean, other.tail], text).toEqual([one.full, one.clean, one.tail]);
    }
  });
});
