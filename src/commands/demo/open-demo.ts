import type { Context } from '../../context.js';
import type { IntegrationId } from '../../domain/estate/systems.js';
import { silentProgress } from '../../ports/progress.js';

export interface Demo {
  /** Everything that reaches the simulated vendors and the throw-away profile. */
  readonly env: Readonly<Record<string, string>>;
  /** Where the simulators can be steered and looked at. */
  readonly controlUrl: string;
  /** The flags that make the same estate again, such as ` --seed 7`; empty for the usual one. */
  readonly sameEstate: string;
}

const chain: readonly IntegrationId[] = ['datto-rmm:autotask', 'autotask:it-glue', 'datto-rmm:it-glue'];
const usualDevices = 150;
const noLimit = '999999';

/**
 * The configuration item type of each device type, as an MSP sets it in the order of set-up. What the RMM itself cannot
 * name stays out.
 */
const deviceTypes: Readonly<Record<string, string>> = {
  Desktop: 'Desktop',
  Laptop: 'Laptop',
  Server: 'Server',
  'ESXi Host': 'Hypervisor',
  Printer: 'Printer',
  Switch: 'Switch',
  Firewall: 'Firewall',
  Router: 'Router',
  'Network Device': 'Network Device',
  unknown: 'skip',
};

/** Starts the simulated vendors over one estate and makes the profile that the whole chain needs. */
export async function openDemo(
  ctx: Context,
  { devices, seed }: { readonly devices?: number; readonly seed?: string },
): Promise<Demo> {
  const simulators = await ctx.startSimulators({
    systems: ['datto-rmm', 'autotask', 'it-glue'],
    devices: devices ?? usualDevices,
    setUpDone: true,
    autotask: { rmmFields: 'writable' },
    ...(seed === undefined ? {} : { seed }),
  });
  const env = {
    TRILINK_HOME: await ctx.files.temporaryFolder(),
    TRILINK_INTEGRATIONS: chain.map((id) => `${id}=sync`).join(','),
    ...simulators.env,
  };
  const settings = await (await ctx.elsewhere(env, silentProgress)).settings();
  for (const [key, value] of profileSettings()) await settings.set(key, value);
  const sameEstate = [
    ...(devices === undefined ? [] : [` --devices ${devices}`]),
    ...(seed === undefined ? [] : [` --seed ${seed}`]),
  ];
  return { env, controlUrl: simulators.controlUrl, sameEstate: sameEstate.join('') };
}

/**
 * Hop A's device-type map with a product each, which is made where it is missing; hop B's filter. The guard lets
 * everything pass: a first run makes much at once, and nothing of anybody's is at stake here.
 */
function profileSettings(): readonly (readonly [key: string, value: string])[] {
  const [a, b] = ['integrations.datto-rmm:autotask', 'integrations.autotask:it-glue'];
  const mapped = Object.entries(deviceTypes).flatMap(([type, itemType]) => [
    [`${a}.deviceTypes.${type}`, itemType] as const,
    ...(itemType === 'skip' ? [] : [[`${a}.options.product.${type}`, 'create'] as const]),
  ]);
  const limits = chain.flatMap((id) => [
    [`integrations.${id}.maxCreates`, noLimit] as const,
    [`integrations.${id}.maxOverwrites`, noLimit] as const,
  ]);
  return [
    ...mapped,
    [`${a}.options.materialCode`, 'Hardware'],
    [`${b}.options.accountTypes`, 'Customer'],
    ...limits,
  ];
}
