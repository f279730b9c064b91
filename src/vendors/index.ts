import type { Autotask, AutotaskOptions } from './autotask/index.js';
import type { DattoRmm, DattoRmmOptions } from './datto-rmm/index.js';
import type { ItGlue, ItGlueOptions } from './it-glue/index.js';

/** Each client is loaded when it is asked for: a command that needs no vendor pays for none. */
export async function createDattoRmm(options: DattoRmmOptions): Promise<DattoRmm> {
  const { openDattoRmm } = await import('./datto-rmm/index.js');
  return openDattoRmm(options);
}

export async function createAutotask(options: AutotaskOptions): Promise<Autotask> {
  const { openAutotask } = await import('./autotask/index.js');
  return openAutotask(options);
}

export async function createItGlue(options: ItGlueOptions): Promise<ItGlue> {
  const { openItGlue } = await import('./it-glue/index.js');
  return openItGlue(options);
}

export type { Autotask, AutotaskOptions } from './autotask/index.js';
export type { DattoRmm, DattoRmmOptions } from './datto-rmm/index.js';
export type { VendorOptions } from './http/connection.js';
export type { ProxySettings } from './http/proxy.js';
export type { RequestTrace } from './http/trace.js';
export type { ItGlue, ItGlueOptions } from './it-glue/index.js';
