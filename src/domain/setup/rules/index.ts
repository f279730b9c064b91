import type { SetupRule } from '../rule.js';
import { customersOnly } from './account-types.js';
import { fieldNamesDiffer, invitesReviewed } from './after-psa-sync.js';
import {
  alertsBecomeTickets,
  checklistsConnected,
  deviceInsight,
  documentsInsight,
  goFurther,
  paneOpenedOnce,
  passwordsRecorded,
  ticketRule,
  udfsMapped,
  udfsShown,
  vaultedNotes,
  vaultGranted,
} from './after-setup.js';
import { authenticated, credentialsEntered, credentialsOn, firstSyncWaited } from './autotask-connection.js';
import {
  enabledInAutotask,
  regionChosen,
  subdomainEntered,
  tabInProfiles,
} from './autotask-it-glue-switch.js';
import { apiUser, protectedData, secretKept, securityLevel, trackingIdentifier } from './autotask-user.js';
import { apiAccessOn, dedicatedUser, keysGenerated } from './datto-api-user.js';
import {
  addressesAllowed,
  fullUrlEntered,
  itGlueSideFirst,
  keepItOn,
  notFoundExplained,
  paneAuthenticated,
  paneOn,
  paneRegion,
  usersAuthenticated,
} from './datto-pane.js';
import { oneProductEach, oneTypeEach, productShowsNoType, typesExist } from './device-type-mapping.js';
import { anyDevice, devicesTreated, ladder } from './devices-settled.js';
import { noDuplicateConfiguration } from './duplicate-configurations.js';
import { noDuplicateOrganization } from './duplicate-organizations.js';
import { matchesBeforeCreating, noOrphans } from './former-psa.js';
import {
  integrationAdded,
  integrationConnected,
  manualSync,
  syncQueued,
} from './it-glue-autotask-connection.js';
import {
  certificateTrusted,
  managerSees,
  oldNames,
  platformKnown,
  rmmIntegrationAdded,
  takesAnHour,
} from './it-glue-rmm-connection.js';
import { locationsSynced } from './locations-sync.js';
import { mapDevicesOff, mapDevicesOn } from './map-devices.js';
import { matchByCompanies } from './match-mode.js';
import { materialCode } from './material-code.js';
import {
  emptySitesHidden,
  namesExact,
  noDeadCompany,
  organizationsFirst,
  sitesTreated,
} from './organizations-settled.js';
import { reviewedBefore } from './pre-connection-review.js';
import { psaSyncDone, rmmLast } from './psa-coverage.js';
import { namesOverwritten, numbersOverwritten } from './reference-overwrite.js';
import { productsMade, productsTakeAMinute, productsThere } from './rmm-products.js';
import { credentialsAlive, rmmSyncOk } from './rmm-sync-running.js';
import { secondApiUser } from './second-api-user.js';
import { autoCreateStays, softwareChosen } from './software.js';
import { onlyManagedKinds } from './sync-filters.js';
import {
  customersFirst,
  customersTreated,
  emptyCustomersHidden,
  goneAssetsInactive,
  noSecondConfiguration,
  noSecondOrganization,
  notMadeFromSyncro,
} from './syncro-matching.js';
import { dedicatedAccount, hostReady, psaFirst, pullAdded, pullOk } from './syncro-pull.js';
import {
  assetTypesMapped,
  customersNamed,
  keyAlive,
  opened,
  pushEnabled,
  pushStarted,
} from './syncro-push.js';
import { noPushOfOldRecords, oneWay } from './two-way-sync.js';
import { notMadeFromRmm } from './unowned-configurations.js';
import { everyDeviceTyped, productDefaultType } from './untyped-devices.js';
import { authority, compareExisting, overlay, safeOrder } from './whole-order.js';
import { noWrongMatch } from './wrong-matches.js';

/** Every step of the set-up papers, by hop and number. The order in which they are walked is made in `order.ts`. */
export const allRules: readonly SetupRule[] = [
  apiUser,
  securityLevel,
  trackingIdentifier,
  secretKept,
  protectedData,
  credentialsOn,
  credentialsEntered,
  customersOnly,
  firstSyncWaited,
  authenticated,
  mapDevicesOff,
  materialCode,
  namesOverwritten,
  numbersOverwritten,
  oneProductEach,
  oneTypeEach,
  typesExist,
  everyDeviceTyped,
  productsMade,
  productsTakeAMinute,
  productsThere,
  productShowsNoType,
  productDefaultType,
  mapDevicesOn,
  noOrphans,
  matchesBeforeCreating,
  reviewedBefore,
  enabledInAutotask,
  subdomainEntered,
  regionChosen,
  tabInProfiles,
  secondApiUser,
  integrationAdded,
  integrationConnected,
  onlyManagedKinds,
  locationsSynced,
  oneWay,
  noPushOfOldRecords,
  syncQueued,
  manualSync,
  psaSyncDone,
  invitesReviewed,
  fieldNamesDiffer,
  rmmLast,
  dedicatedUser,
  apiAccessOn,
  keysGenerated,
  rmmIntegrationAdded,
  platformKnown,
  matchByCompanies,
  itGlueSideFirst,
  paneOn,
  fullUrlEntered,
  paneRegion,
  paneAuthenticated,
  usersAuthenticated,
  addressesAllowed,
  rmmSyncOk,
  credentialsAlive,
  managerSees,
  emptySitesHidden,
  namesExact,
  sitesTreated,
  noDuplicateOrganization,
  organizationsFirst,
  ladder,
  devicesTreated,
  noDuplicateConfiguration,
  notMadeFromRmm,
  noWrongMatch,
  softwareChosen,
  autoCreateStays,
  keepItOn,
  anyDevice,
  notFoundExplained,
  certificateTrusted,
  oldNames,
  takesAnHour,
  noDeadCompany,
  psaFirst,
  hostReady,
  opened,
  keyAlive,
  pushStarted,
  assetTypesMapped,
  customersNamed,
  pushEnabled,
  dedicatedAccount,
  pullAdded,
  pullOk,
  customersTreated,
  noSecondOrganization,
  customersFirst,
  noSecondConfiguration,
  notMadeFromSyncro,
  emptyCustomersHidden,
  goneAssetsInactive,
  alertsBecomeTickets,
  paneOpenedOnce,
  checklistsConnected,
  udfsMapped,
  udfsShown,
  deviceInsight,
  documentsInsight,
  ticketRule,
  passwordsRecorded,
  vaultGranted,
  vaultedNotes,
  goFurther,
  safeOrder,
  compareExisting,
  authority,
  overlay,
];
