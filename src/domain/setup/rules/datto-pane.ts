import { menus } from '../menus.js';
import { attested, decided, knowledge, many, notApplicable, reads, unsure, wrong } from '../rule.js';
import { fullAddress, regionAnswers } from './autotask-it-glue-switch.js';

export const itGlueSideFirst = attested({
  id: 'C-08',
  kind: 'note',
  title: 'The IT Glue side was enabled before the Datto RMM side',
  why: 'The pane in Datto RMM says "Configuration not found".',
  fix: 'Finish C-05 and C-07 before the Datto RMM side is turned on.',
  after: ['C-07'],
});

export const paneOn = attested({
  id: 'C-09',
  title: 'The IT Glue integration is turned on in Datto RMM',
  why: 'The IT Glue pane is absent from devices.',
  fix: `With the integration permission: ${menus.dattoItGlue} > on`,
  after: ['C-08'],
});

export const fullUrlEntered = attested({
  id: 'C-10',
  title: 'The subdomain field in Datto RMM holds the full URL of the IT Glue account',
  why: 'It does not connect with the first word alone.',
  fix: `${menus.dattoItGlue} > Subdomain: the whole address, as shown in ${menus.itGlueSettings}`,
  after: ['C-09'],
  sharesEvidence: ['it-glue-subdomain'],
  check: fullAddress,
});

export const paneRegion = decided({
  id: 'C-11',
  title: 'The region chosen in Datto RMM is that of the IT Glue account',
  why: 'It does not connect.',
  fix: `${menus.dattoItGlue} > Region`,
  after: ['C-09'],
  about: 'native',
  sharesEvidence: ['it-glue-region'],
  check: regionAnswers,
});

export const addressesAllowed = attested({
  id: 'C-14',
  kind: 'note',
  title: 'IP Access Control lets in the Datto RMM platform and every other address that is needed',
  why: 'Activation or Web Remote fails for whoever is left out.',
  fix: `When ${menus.dattoAccess} > IP Access Control is on "specific addresses": add the outbound address of the platform, and that of the host trilink runs on.`,
  check: reads(['addressRefusals'], ({ addressRefusals }) =>
    addressRefusals.count > 0
      ? wrong(`${many(addressRefusals.count, 'call')} of ours refused because of the address`)
      : unsure('our own calls are let in; whether the platform is cannot be seen from here'),
  ),
});

export const paneAuthenticated = attested({
  id: 'C-12',
  title: 'Datto RMM says "Saved and authenticated" for IT Glue',
  why: 'It is not connected until it does.',
  fix: `${menus.dattoItGlue} > Save and check now > authenticate`,
  after: ['C-10', 'C-11', 'C-14'],
});

export const usersAuthenticated = attested({
  id: 'C-13',
  kind: 'note',
  severity: 'info',
  title: 'Every user knows that authentication is personal and follows their rights in IT Glue',
  why: 'A user without rights there sees nothing; the setting lasts until it is turned off.',
  fix: 'Each user: open a device in Datto RMM > IT Glue pane > authenticate',
  after: ['C-12'],
});

export const keepItOn = attested({
  id: 'C-30',
  kind: 'warning',
  severity: 'info',
  title: 'Nobody turns the Datto RMM side off without need',
  why: 'That deletes its integration and authentication settings: it can be set up again, but everybody has to authenticate anew.',
  fix: 'Leave it on while you look for a fault elsewhere.',
});

export const notFoundExplained = knowledge({
  id: 'C-32',
  title:
    'The pane says "Configuration not found" for a device that is unmatched, or while one side is not enabled',
  why: 'It is taken for a fault of the pane.',
  fix: 'Settle the device (C-24): trilink match list devices',
  check: reads(['devicesSettled'], ({ devicesSettled }) => {
    const open = devicesSettled.native.open;
    return notApplicable(
      open > 0
        ? `${many(open, 'device')} without RMM data on a configuration: the pane says so there`
        : 'no device is without a configuration',
    );
  }),
});
