import type { DattoRmm, DattoRmmOptions } from './datto-rmm/index.js';

/** Each client is loaded when it is asked for: a command that needs no vendor pays for none. */
export async function createDattoRmm(options: DattoRmmOptions): Promise<DattoRmm> {
  const { openDattoRmm } = await import('./datto-rmm/index.js');
  return openDattoRmm(options);
}

export type { DattoRmm, DattoRmmOptions } from './datto-rmm/index.js';
export type { VendorOptions } from './http/connection.js';
export type { ProxySettings } from './http/proxy.js';
export type { RequestTrace } from './http/trace.js';
