import { menus } from '../menus.js';
import { good, modeOf, reads, suggested, unsure } from '../rule.js';

export const secondApiUser = suggested({
  id: 'B-08',
  title:
    'IT Glue has an API user of its own in Autotask, with the tracking identifier "IT Glue – Documentation Management"',
  why: 'A shared user shares its thread budget, and nobody can tell whose call it was.',
  fix: `${menus.autotaskNewUser} > Integration Vendor: IT Glue – Documentation Management. Otherwise as A-01 to A-05; keep its secret.`,
  after: ['B-07'],
  note: "The guide says to repeat the first user's steps; whether that includes protected data is unclear. Used: at least View Protected Data. Ask the person who set it up.",
  check: reads(['apiUsers'], ({ apiUsers }, scope) => {
    const wanted = 2 + (modeOf(scope, 'A') === 'audit' ? 1 : 0);
    if (apiUsers.count >= wanted) return good(`${apiUsers.count} API users exist, trilink's own included`);
    return unsure(
      `${apiUsers.count} API users were seen where ${wanted} are expected, but Autotask may not list them all`,
    );
  }),
});
