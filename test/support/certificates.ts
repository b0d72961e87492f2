import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

export interface Certificate {
  /** PEM */
  readonly cert: string
  readonly key: string
}

export interface Authority {
  readonly ca: string
  readonly server: Certificate
  readonly client: Certificate
  /** Issues one for the server that was valid until yesterday. */
  expired(): Promise<Certificate>
  /** Issues one for the server that is valid in years. */
  future(): Promise<Certificate>
}

const serverAuth = 'subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth'

/**
 * A certificate authority for one test run, with a server on 127.0.0.1 and a client of its own.
 * @param folder gets `ca.pem`, `server.pem`, `server.key`, `client.pem` and `client.key`
 */
export async function newAuthority(folder: string): Promise<Authority> {
  const openssl = async (...options: readonly string[]): Promise<void> => {
    await promisify(execFile)('openssl', options, { cwd: folder })
  }
  const text = (file: string): Promise<string> => readFile(join(folder, file), 'utf8')
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']

  async function issue(
    name: string,
    extensions: string,
    ...validity: readonly string[]
  ): Promise<Certificate> {
    await writeFile(join(folder, `${name}.ext`), extensions)
    const [key, request, cert] = [`${name}.key`, `${name}.csr`, `${name}.pem`]
    await openssl('req', ...newKey, '-keyout', key, '-out', request, '-subj', `/CN=${name}`)
    const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial']
    const how = ['-in', request, '-extfile', `${name}.ext`, '-out', cert]
    await openssl(
      'x509',
      '-req',
      ...by,
      ...how,
      ...(validity.length > 0 ? validity : ['-days', '2']),
    )
    return { cert: await text(cert), key: await text(key) }
  }

  const self = ['-x509', '-days', '2', '-subj', '/CN=Tests']
  await openssl('req', ...self, ...newKey, '-keyout', 'ca.key', '-out', 'ca.pem')
  return {
    ca: await text('ca.pem'),
    server: await issue('server', serverAuth),
    client: await issue('client', 'extendedKeyUsage=clientAuth'),
    expired: () => issue('expired', serverAuth, '-days', '-1'),
    future: async () => {
      const { key } = await issue('future', serverAuth)
      await writeFile(join(folder, 'ca.cnf'), caConfiguration(folder))
      await writeFile(join(folder, 'issued'), '')
      const by = ['-config', 'ca.cnf', '-cert', 'ca.pem', '-keyfile', 'ca.key']
      const validity = ['-startdate', '20990101000000Z', '-enddate', '20990201000000Z']
      const what = ['-in', 'future.csr', '-extfile', 'future.ext', '-out', 'future.pem']
      await openssl('ca', '-batch', '-notext', ...by, ...validity, ...what)
      return { cert: await text('future.pem'), key }
    },
  }
}

/** For `openssl ca`, which alone lets one choose when a certificate begins. */
function caConfiguration(folder: string): string {
  return `[ca]
default_ca = own
[own]
database = ${join(folder, 'issued')}
new_certs_dir = ${folder}
rand_serial = yes
default_md = sha256
policy = any
[any]
commonName = supplied
`
}
