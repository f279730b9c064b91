export { isOwnAdapter } from './adapter-name.js';
export { foldedHostName, HostNameReader } from './host-name.js';
export { FIRST_TEXT_KEY, NO_KEY, textKey } from './key.js';
export { KeyTable } from './key-table.js';
export { classifyMac, formatMac, type MacClass, type MacKind, MacReader, parseMac } from './mac.js';
export { realMakerOrModel } from './placeholders.js';
export { goodSerial, readSerial, type SerialClass, type SerialKind, SerialReader } from './serial.js';
export { TextRoom } from './text.js';
export { writableMac } from './writable-mac.js';
