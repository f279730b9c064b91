import { connector } from '../menus.js';
import { good, many, reads, suggested, unsure, wrong } from '../rule.js';

export const matchByCompanies = suggested({
  id: 'C-07',
  title: 'Organizations are matched to Autotask companies, because Autotask is the PSA',
  why: 'Sites of another name stay unmatched, or one company is split over several organizations.',
  fix: `${connector('Datto RMM', 'Edit')} > match organizations to Autotask companies`,
  after: ['C-05'],
  needs: ['datto-rmm', 'autotask', 'it-glue'],
  note: 'The Datto RMM help allows it only if Autotask is the PSA, the newer IT Glue help recommends it, the guide selects it. Used: required wherever Autotask, Datto RMM and IT Glue are joined.',
  check: reads(['matchMode'], ({ matchMode }) => {
    const { byCompany, bySite, splitCompanies } = matchMode;
    if (splitCompanies > 0)
      return wrong(
        `${many(splitCompanies, 'company', 'companies')} with several sites spread over several organizations`,
      );
    if (byCompany + bySite === 0)
      return unsure('no matched site has a name that differs from its company, so the mode does not show');
    if (bySite > byCompany)
      return wrong(
        `where the names differ, ${bySite} RMM companies in IT Glue carry the site's name and ${byCompany} the company's`,
      );
    return good(`where the names differ, ${byCompany} RMM companies in IT Glue carry the company's name`);
  }),
});
