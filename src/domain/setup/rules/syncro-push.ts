import { menus } from '../menus.js';
import {
  attested,
  decided,
  good,
  missing,
  outOf,
  problem,
  reads,
  suggested,
  unsure,
  wrong,
  wrongEach,
} from '../rule.js';

const dayMs = 86_400_000;
/** IT Glue revokes an API key that nobody used for this long (doc). */
const keyLifeMs = 90 * dayMs;

export const opened = attested({
  id: 'S-10',
  title: 'The IT Glue integration is opened in the Syncro App Center',
  why: 'The push from Syncro is set up there and nowhere else.',
  fix: menus.syncroItGlue,
});

export const keyAlive = suggested({
  id: 'S-11',
  title: 'Syncro holds an IT Glue API key that is still valid',
  why: 'The push stops, and nobody is told: a key is revoked after 90 days without use.',
  fix: `IT Glue > Admin (older: Account) > Settings > API Keys > new key; then ${menus.syncroItGlue}`,
  after: ['S-10'],
  check: reads(['syncroPush'], ({ syncroPush }) => {
    if (syncroPush.newestAt === null) return unsure('no Syncro customer has a configuration yet');
    const days = Math.floor((syncroPush.readAt - syncroPush.newestAt) / dayMs);
    if (syncroPush.readAt - syncroPush.newestAt > keyLifeMs)
      return wrong(`no configuration of a Syncro customer has changed for ${days} days`);
    return good(`a configuration of a Syncro customer changed ${days} days ago`);
  }),
});

export const pushStarted = suggested({
  id: 'S-12',
  title: 'The first sync from Syncro was started and has ended',
  why: 'Who goes on too early maps types and names that are not there yet.',
  fix: `${menus.syncroItGlue} > Start syncing, then wait`,
  after: ['S-01', 'S-11'],
  check: reads(['syncroPush'], ({ syncroPush }) =>
    syncroPush.customers > 0
      ? good(`${syncroPush.customers} Syncro customers have configurations in IT Glue`)
      : missing('no Syncro customer has a configuration in IT Glue'),
  ),
});

export const assetTypesMapped = decided({
  id: 'S-13',
  title: 'Desktop, laptop and server are each mapped to one configuration type',
  why: 'Devices come with the wrong type.',
  fix: `${menus.syncroItGlue} > asset types`,
  after: ['S-12'],
  check: reads(['syncroTypes'], ({ syncroTypes }) => {
    if (syncroTypes.length === 0) return unsure('no Syncro asset has a configuration yet');
    const problems = syncroTypes
      .filter((row) => row.types.length > 1)
      .map((row) =>
        problem(
          row.deviceClass,
          `is spread over ${row.types.map((type) => `${type.name} (${type.count})`).join(', ')}`,
        ),
      );
    return wrongEach(
      problems,
      good(syncroTypes.map((row) => `${row.deviceClass}: ${row.types[0]?.name ?? 'none'}`).join(', ')),
    );
  }),
});

export const customersNamed = decided({
  id: 'S-14',
  title: 'Every Syncro customer with assets meets its organization, by name or by hand',
  why: 'Assets land in the wrong client.',
  fix: `${menus.syncroItGlue} > organizations: change what is unmatched. Or: trilink match review sites`,
  after: ['S-12'],
  sharesEvidence: ['syncro-customers-settled'],
  check: reads(['syncroNames'], ({ syncroNames }) => {
    if (syncroNames.of === 0) return unsure('no Syncro customer has an asset');
    if (syncroNames.open.length > 0)
      return wrong(
        `${syncroNames.open.length} of ${syncroNames.of} customers with assets meet no organization`,
      );
    return good(`${syncroNames.exact} customers by exact name, ${syncroNames.matchedOtherwise} otherwise`);
  }),
});

export const pushEnabled = suggested({
  id: 'S-15',
  title: 'Enable integration is ticked in Syncro, and the wizard finished',
  why: 'Nothing flows.',
  fix: `${menus.syncroItGlue} > Enable integration > finish`,
  after: ['S-13', 'S-14'],
  check: reads(['syncroNewAssets'], ({ syncroNewAssets: fresh }) => {
    if (fresh.of === 0) return unsure('Syncro has no asset that is new enough to tell');
    if (fresh.count === 0) return wrong(`none of the ${fresh.of} assets of the last 30 days is in IT Glue`);
    return good(`${outOf(fresh)} assets of the last 30 days are in IT Glue`);
  }),
});
