import { menus } from '../menus.js';
import { decided, good, many, reads, unsure, wrong } from '../rule.js';

export const materialCode = decided({
  id: 'A-12',
  title: 'All RMM products carry one active material code',
  why: 'Devices are billed under the wrong classification.',
  fix: `${menus.autotaskProducts} > the product > Material Code. Hardware if unsure; it can be changed later. New products take the one chosen in ${menus.dattoAutotask}.`,
  after: ['A-11'],
  check: reads(['materialCodes'], ({ materialCodes }) => {
    const [first, ...others] = materialCodes;
    if (!first) return unsure('no product of an RMM device was found yet');
    const named = materialCodes
      .map((code) => `${code.name ?? 'no code'} (${many(code.products, 'product')})`)
      .join(', ');
    if (others.length > 0) return wrong(`RMM products carry several material codes: ${named}`);
    if (first.name === null) return wrong(`${many(first.products, 'RMM product')} without a material code`);
    if (!first.active) return wrong(`the material code of the RMM products, ${first.name}, is inactive`);
    if (first.material === false)
      return wrong(`${first.name}, the code of the RMM products, is not a material code`);
    return good(`all RMM products carry the material code ${first.name}`);
  }),
});
