/** Software lists that machines share: what an RMM inventories on an ordinary office PC. */
export const SOFTWARE: readonly (readonly { readonly name: string; readonly version: string }[])[] = [
  [
    { name: '7-Zip 23.01 (x64)', version: '23.01' },
    { name: 'Google Chrome', version: '126.0.6478.127' },
    { name: 'Microsoft 365 Apps for business - en-us', version: '16.0.17628.20110' },
    { name: 'Zoom Workplace (64-bit)', version: '6.0.11' },
  ],
  [
    { name: 'Adobe Acrobat (64-bit)', version: '24.002.20857' },
    { name: 'Dentrix Enterprise', version: '11.0.20' },
    { name: 'Google Chrome', version: '126.0.6478.63' },
  ],
  [
    { name: 'Microsoft Edge', version: '126.0.2592.68' },
    { name: 'Microsoft SQL Server 2019 (64-bit)', version: '' },
    { name: 'QuickBooks Enterprise Solutions 24.0', version: '34.0.4001.2401' },
    { name: '=cmd|calc', version: '1.0' },
  ],
];
