/** What is wrong with what was entered of an environment, and what to enter. */
export const environmentFaults = {
  nameTaken: 'Another environment is called that. Choose another name.',
  wholePath: 'Enter the whole path, from / or the drive on.',
  hostAlone: 'Enter the name or the address alone: without tcp:// before it, the port beside it.',
  remoteSocket: 'Enter the whole path on the host, from / on.',
  fileMissing: 'Choose a file, or enter its path.',
  tooLong: 'This is longer than any certificate or key: 200,000 characters at most.',
  noCertificate: 'Paste all of it, from -----BEGIN CERTIFICATE----- on.',
  noKey: 'Paste all of it, from -----BEGIN PRIVATE KEY----- (or EC, RSA PRIVATE KEY) on.',
  keyNotHere: 'This holds a private key. It belongs in the field for the key alone.',
  keyWithPassphrase:
    'This key wants a passphrase, and nobody is there to enter it. Use one without: openssl pkey -in key.pem -out open-key.pem',
  keyMissing: 'A certificate is of no use without its key.',
  certificateMissing: 'A key is of no use without its certificate.',
  other: 'Choose how it is reached.',
  fields: {
    name: 'Enter at most 100 characters.',
    context: 'Enter the name of a Docker context, of at most 200 characters.',
    path: 'Enter the path of the socket.',
    host: 'Enter the name or the address of the host, without blanks.',
    port: 'Enter a port from 1 to 65535.',
    sshPort: 'Enter a port from 1 to 65535.',
    destination: 'Enter a host as ssh takes it: user@host, or a Host of ~/.ssh/config.',
    sshSocket: 'Enter the whole path on the host, from / on.',
  } as Readonly<Record<string, string>>,
} as const
