import { describe, expect, test } from 'vitest';
import { rmmToAutotask } from '../../../src/domain/hops/rmm-to-autotask.js';
import { catalogue, device } from '../../support/estate.js';
import { flags, plan, planInput, verdict } from '../../support/planning.js';

const unmatched = (id: string) =>
  verdict({ sourceId: id, status: 'unmatched', targetId: null, decidedBy: null });

function planned(options: Record<string, string | boolean> = {}, materialCodes = ['Hardware']) {
  const base = planInput();
  return plan({
    hop: rmmToAutotask,
    authority: rmmToAutotask.authority,
    flags: { ...flags, create: 'configurations' },
    projection: {
      ...base.projection,
      catalogue: {
        ...catalogue,
        configurationTypes: [{ id: '1', name: 'Workstation' }],
        products: [{ id: '9', name: 'RMM_Server' }],
        materialCodes: materialCodes.map((name) => ({ id: name, name })),
      },
      deviceTypes: { Laptop: 'Workstation', Server: 'Workstation' },
      options: { rmmIdsWritable: true, 'product.Laptop': 'create', 'product.Server': 'create', ...options },
    },
    configurations: [],
    devices: ['device-1', 'device-2', 'device-3'].map((id) =>
      device({
        id,
        hostname: id,
        serial: `SERIAL-${id}`,
        deviceType: id === 'device-3' ? 'Server' : 'Laptop',
      }),
    ),
    deviceVerdicts: new Map(['device-1', 'device-2', 'device-3'].map((id) => [id, unmatched(id)])),
  });
}

describe('products set to create', () => {
  test('are made once, before the items that need them, and only when missing', () => {
    const changes = planned();
    const products = changes.filter((change) => change.target.type === 'product');
    expect(products.map((change) => change.target.name)).toEqual(['RMM_Laptop']);
    const items = changes.filter((change) => change.target.type === 'configuration');
    const waiting = items.filter((change) => change.dependsOn.includes(products[0]?.id ?? ''));
    expect(items).toHaveLength(3);
    expect(waiting.map((change) => change.source.name).sort()).toEqual(['device-1', 'device-2']);
  });

  test('carry the material code that was chosen, Hardware unless another is', () => {
    const code = (changes: ReturnType<typeof planned>) =>
      changes
        .find((change) => change.target.type === 'product')
        ?.fields.find((field) => field.name === 'material-code')?.after;
    expect(code(planned())).toBe('Hardware');
    expect(code(planned({ materialCode: 'Endpoints' }, ['Endpoints']))).toBe('Endpoints');
  });

  test('are blocked, with what needs them, when the code does not exist', () => {
    const changes = planned({ materialCode: 'Nonsense' });
    const blocked = changes.filter((change) => change.blocked !== null).map((change) => change.source.name);
    expect(blocked.sort()).toEqual(['RMM_Laptop', 'device-1', 'device-2']);
  });
});
