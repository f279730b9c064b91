import type { MacClass } from './mac.js';

/**
 * Ranges of MAC addresses that are not one machine's own: [prefix, class, what it is].
 * The longest prefix wins. Sources: IEEE owners (arp-scan's list), netbox-sync, Microsoft's posts on Hyper-V, RFC 5798;
 * which USB and dock chips to distrust is our choice.
 */
export const macPrefixes: readonly (readonly [string, MacClass, string])[] = [
  ['00:50:56:C0:00', 'junk', 'VMware adapter of the host itself'],
  ['0A:00:27:00:00', 'junk', 'VirtualBox host-only adapter'],
  ['00:FF', 'junk', 'TAP tunnel adapter'],
  ['02:42', 'junk', 'Docker bridge'],
  ['02:BF', 'junk', 'network load balancing'],
  ['00:00:5E:00:01', 'junk', 'VRRP'],
  ['00:00:5E:00:02', 'junk', 'VRRP'],
  ['00:00:0C:07:AC', 'junk', 'HSRP'],
  ['00:00:0C:9F:F', 'junk', 'HSRP'],
  ['00:07:B4:00', 'junk', 'GLBP'],
  ['00:15:5D', 'virtual', 'Hyper-V'],
  ['00:03:FF', 'virtual', 'Virtual PC'],
  ['00:50:56', 'virtual', 'VMware'],
  ['00:0C:29', 'virtual', 'VMware'],
  ['00:05:69', 'virtual', 'VMware'],
  ['00:1C:14', 'virtual', 'VMware'],
  ['08:00:27', 'virtual', 'VirtualBox'],
  ['00:16:3E', 'virtual', 'Xen'],
  ['00:0F:4B', 'virtual', 'Virtual Iron'],
  ['00:1C:42', 'virtual', 'Parallels'],
  ['00:E0:4C', 'dock-weak', 'Realtek USB or dock'],
  ['00:0E:C6', 'dock-weak', 'ASIX USB or dock'],
  ['F8:E4:3B', 'dock-weak', 'ASIX USB or dock'],
  ['00:50:B6', 'dock-weak', 'Good Way dock'],
  ['8C:AE:4C', 'dock-weak', 'Plugable dock'],
  ['A0:CE:C8', 'dock-weak', 'CE Link dock'],
  ['00:24:9B', 'dock-weak', 'Action Star dock'],
  ['9C:EB:E8', 'dock-weak', 'BizLink dock'],
  ['3C:18:A0', 'dock-weak', 'Luxshare dock'],
  ['60:6D:3C', 'dock-weak', 'Luxshare dock'],
  ['00:05:1B', 'dock-weak', 'Magic Control dock'],
  ['00:13:3B', 'dock-weak', 'Speed Dragon dock'],
  ['E8:EA:6A', 'dock-weak', 'StarTech dock'],
];
