/** Words in the name of an adapter that is not the machine's own. Source: MSP scripts over Datto RMM audits. */
const otherThanReal = [
  'vpn',
  'virtual',
  'loopback',
  'tap-',
  'tunnel',
  'pseudo',
  'wan miniport',
  'bluetooth',
  'hyper-v',
  'vmware',
  'virtualbox',
  'vethernet',
  'wsl',
  'npcap',
  'wintun',
  'wireguard',
  'tailscale',
  'zerotier',
  'anyconnect',
  'pangp',
  'fortinet',
  'wi-fi direct',
  'docker',
  'teredo',
  'isatap',
  '6to4',
];

/** What a guest calls its only adapter: virtual, and still its own. */
const guestAdapters = [
  /^microsoft hyper-v network adapter/,
  /vmxnet/,
  /^vmware pci ethernet/,
  /virtio/,
  /^xen net device/,
];

/** Whether an adapter of that name is the machine's own. A missing name says nothing, so it is. */
export function isOwnAdapter(name: string | null): boolean {
  if (!name) return true;
  const text = name.toLowerCase();
  if (guestAdapters.some((guest) => guest.test(text))) return true;
  return !otherThanReal.some((word) => text.includes(word));
}
