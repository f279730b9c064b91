import { menus } from '../menus.js';
import { decided, good, knowledge, many, missing, problem, reads, unsure, wrongEach } from '../rule.js';

export const productsMade = decided({
  id: 'A-19',
  title: 'The device mapping was saved, and its products exist',
  why: '"Create new" only makes a product, such as RMM_Desktop, when the mapping is saved.',
  fix: `${menus.dattoAutotask} > Device Mapping > Save`,
  after: ['A-12', 'A-13', 'A-14', 'A-15', 'A-16'],
  about: 'native',
  sharesEvidence: ['rmm-products'],
  check: reads(['rmmProducts'], ({ rmmProducts }) => {
    const there = rmmProducts.filter((product) => product.exists);
    const used = rmmProducts.filter((product) => product.devices > 0);
    if (used.length > 0 && there.length === 0)
      return missing(`none of the ${many(used.length, 'product')} that RMM devices name exists`);
    return there.length > 0
      ? good(`products of the RMM: ${there.map((product) => product.name).join(', ')}`)
      : unsure('no product of an RMM device was found yet');
  }),
});

export const productsTakeAMinute = knowledge({
  id: 'A-20',
  title: 'New products show after about a minute and a refresh',
  why: 'Looking at once gives a false alarm.',
  fix: 'Wait a minute, refresh, and check again.',
  after: ['A-19'],
});

export const productsThere = decided({
  id: 'A-21',
  title: 'The product of every device type in use exists in Autotask and is active',
  why: 'The mapping is broken where its product is gone or inactive.',
  fix: `${menus.autotaskProducts} > activate the product; or choose another one in ${menus.dattoAutotask} > Device Mapping.`,
  after: ['A-19'],
  sharesEvidence: ['rmm-products'],
  check: reads(['rmmProducts'], ({ rmmProducts }) => {
    const used = rmmProducts.filter((product) => product.devices > 0);
    if (used.length === 0) return unsure('no RMM-linked item names a product yet');
    const problems = used
      .filter((product) => !product.exists || !product.active)
      .map((product) =>
        problem(
          product.name,
          `${product.exists ? 'is inactive' : 'was not found'} and is used by ${many(product.devices, 'device')}`,
        ),
      );
    return wrongEach(problems, good(`all ${used.length} products in use exist and are active`));
  }),
});
