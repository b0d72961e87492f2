import type { ConnectionProblem } from '../../../shared/problem'
import type { Attempt } from '../../../shared/environment'
import type { Reach } from '../../../shared/environment-config'
import { unreachable } from '../../../shared/result'

/** A way out of a connection problem, with the command to copy where there is one. */
export interface Remedy {
  readonly text: string
  readonly command: string | null
  /** It is of use only where Docker's own settings tell which engine it is. */
  readonly isForCurrent?: true
}

const startDocker: Remedy = {
  text: 'Start Docker, if it is installed on this machine:',
  command: 'sudo systemctl start docker',
}
const otherHost: Remedy = {
  text: 'Or say where your Docker engine is, and start Tagout again from there:',
  command: 'export DOCKER_HOST=unix:///path/to/docker.sock',
  isForCurrent: true,
}
const otherContext: Remedy = {
  text: 'Or switch to a Docker context that works:',
  command: 'docker context use NAME',
  isForCurrent: true,
}
const installOpenSsh: Remedy = {
  text: 'Install OpenSSH’s client on this machine:',
  command: 'sudo apt-get install openssh-client',
}
const checkName: Remedy = {
  text: 'Check the name in the address, and that this machine can look it up.',
  command: null,
}
const checkMachine: Remedy = {
  text: 'Check that the machine is on and that no firewall is in the way.',
  command: null,
}
const listContexts: Remedy = {
  text: 'See which Docker contexts there are:',
  command: 'docker context ls',
}

/** What to do so that Tagout can connect, the likeliest first. */
export function remediesFor(problem: ConnectionProblem, reach: Reach): readonly Remedy[] {
  const isCurrent = reach.kind === 'current'
  return allRemedies(problem).filter(({ isForCurrent = false }) => isCurrent || !isForCurrent)
}

function allRemedies(problem: ConnectionProblem): readonly Remedy[] {
  switch (problem.code) {
    case 'socket-missing':
      return [startDocker, otherContext, otherHost]
    case 'socket-forbidden':
      return [
        {
          text: 'Join the group that may use Docker, then log out and in again:',
          command: 'sudo usermod -aG docker $USER',
        },
        otherContext,
        otherHost,
      ]
    case 'connection-refused':
      if (isThroughSsh(problem.address)) {
        return [
          { text: 'Check the port, and that the SSH server runs on that machine.', command: null },
          otherContext,
        ]
      }
      return [
        { ...startDocker, text: 'Start Docker on that machine:' },
        otherContext,
        { ...otherHost, command: 'export DOCKER_HOST=tcp://HOST:2376' },
      ]
    case 'host-not-found':
      return [
        checkName,
        otherContext,
        { ...otherHost, command: 'export DOCKER_HOST=tcp://HOST:2376' },
      ]
    case 'connection-timeout':
    case 'host-unreachable':
      return [checkMachine, otherContext]
    case 'connection-lost':
      return [
        { ...startDocker, text: 'If Docker was stopped on that machine, start it:' },
        otherContext,
      ]
    case 'tls-failed':
      return [
        {
          text: 'Check the certificates in DOCKER_CERT_PATH, or those of the Docker context: whose authority signed the server’s, and whether one has expired.',
          command: null,
        },
        listContexts,
      ]
    case 'endpoint-unsupported':
      return [
        { text: 'Use an address that begins with unix://, tcp:// or ssh://.', command: null },
        otherContext,
        otherHost,
      ]
    case 'context-not-found':
      return [listContexts, { ...otherContext, text: 'Then choose one of them:' }]
    case 'file-unreadable':
      return [
        { text: 'Check that the file is whole and that you may read it.', command: null },
        otherContext,
      ]
    case 'key-locked':
      return [
        problem.isDamaged
          ? { text: 'Paste the key once more, in Settings, under Environments.', command: null }
          : {
              text: 'Unlock the system’s key store (your desktop’s keyring), or paste the key once more, in Settings, under Environments.',
              command: null,
            },
      ]
    case 'not-an-engine':
      return [
        {
          text: 'Check the address: another program answers there, or a proxy is in between.',
          command: null,
        },
        otherContext,
        otherHost,
      ]
    case 'engine-known-already':
      return [
        {
          text: 'Remove one of the two environments, in Settings, under Environments.',
          command: null,
        },
      ]
    case 'demo-failed':
      return [
        {
          text: 'Check that there is room on the disk, and that Tagout may write into its own folder.',
          command: null,
        },
      ]
    case 'engine-too-old':
      return [
        { text: 'Update Docker on that machine to 20.10 or newer.', command: null },
        otherContext,
      ]
    case 'tls-untrusted':
      return [
        {
          text: 'Give the certificate of the authority that signed the engine’s (ca.pem, where Docker’s guide was followed).',
          command: null,
        },
        seeCertificate(problem.address),
      ]
    case 'tls-expired':
      return [
        {
          text: 'Have a new certificate made for the engine, and check this machine’s clock.',
          command: null,
        },
        seeCertificate(problem.address),
      ]
    case 'tls-not-yet-valid':
      return [
        { text: 'Check the clocks of this machine and of the engine’s.', command: null },
        seeCertificate(problem.address),
      ]
    case 'tls-wrong-name':
      return [
        {
          text: 'Connect by one of the names of the certificate, or have one made that has this name.',
          command: null,
        },
      ]
    case 'tls-certificate-needed':
      return [
        {
          text: 'Give a client certificate and its key (cert.pem and key.pem, where Docker’s guide was followed).',
          command: null,
        },
      ]
    case 'tls-certificate-refused':
      return [
        {
          text: 'Give a certificate that the engine’s authority signed, for clients (extendedKeyUsage=clientAuth), and that has not expired. See what this one says:',
          command: 'openssl x509 -noout -text -in cert.pem',
        },
      ]
    case 'tls-required':
      return [{ text: 'Switch TLS on for this address.', command: null }, listContexts]
    case 'tls-not-spoken':
      return [
        {
          text: 'Check the port: an engine with TLS usually listens at 2376.',
          command: null,
        },
        otherContext,
      ]
    case 'tls-file-invalid':
      return [
        {
          text: 'Give a file in PEM: text that begins with -----BEGIN.',
          command: null,
        },
      ]
    case 'tls-file-missing':
      return [{ text: 'Give both, or neither.', command: null }]
    case 'tls-key-encrypted':
      return [
        {
          text: 'Make a copy without its passphrase, that you alone may read:',
          command: '(umask 077; openssl pkey -in key.pem -out key-plain.pem)',
        },
      ]
    case 'tls-key-mismatch':
      return [
        {
          text: 'Give the key that the certificate was made with.',
          command: null,
        },
      ]
    case 'ssh-not-installed':
      return [installOpenSsh]
    case 'ssh-unsupported':
      return [
        { text: 'Run Tagout in WSL, or reach that engine over TCP with TLS.', command: null },
        otherContext,
      ]
    case 'ssh-config-invalid':
      return [
        {
          text: 'Put it right in ~/.ssh/config, and see whether ssh takes it:',
          command: 'ssh -G localhost',
        },
      ]
    case 'ssh-host-key-unknown':
      return [
        {
          text: 'Connect once in a terminal, compare the fingerprint with that of the host, and accept it:',
          command: `ssh ${problem.target}`,
        },
      ]
    case 'ssh-host-key-changed':
      return [
        {
          text: 'Ask whoever runs that host whether its key was changed. Only if it was, remove the known one:',
          command:
            problem.known === null
              ? null
              : `ssh-keygen -f '${problem.known.file}' -R '${problem.known.name}'`,
        },
        { text: 'Then connect once in a terminal:', command: `ssh ${problem.target}` },
      ]
    case 'ssh-host-key-revoked':
      return [{ text: 'Ask whoever runs that host for its new key.', command: null }]
    case 'ssh-authentication-failed':
      return [
        {
          text: 'Check the user name and the key. See in a terminal what is tried:',
          command: `ssh -v ${problem.target}`,
        },
        {
          text: 'A key that has a passphrase has to be in the agent:',
          command: 'ssh-add',
        },
      ]
    case 'ssh-password-needed':
      return [
        {
          text: 'Check the user name. If it is right, have your key accepted there:',
          command: `ssh-copy-id ${problem.target}`,
        },
        { text: 'A key that has a passphrase has to be in the agent:', command: 'ssh-add' },
      ]
    case 'ssh-passphrase-needed':
      return [{ text: 'Add the key to the agent:', command: `ssh-add ${forShell(problem.key)}` }]
    case 'ssh-jump-failed':
      return allRemedies(problem.why)
    case 'ssh-forwarding-refused':
      return [
        {
          text: 'Allow it on that host, in /etc/ssh/sshd_config, or in the line of your key in authorized_keys:',
          command: 'AllowStreamLocalForwarding yes',
        },
      ]
    case 'ssh-socket-missing':
    case 'ssh-socket-deserted':
      return [
        {
          text: 'Start Docker on that host:',
          command: `ssh ${problem.target} sudo systemctl start docker`,
        },
        {
          text: 'Where it listens elsewhere (rootless Docker, Podman), add the path of its socket to the address, as in ssh://user@host/run/user/1000/docker.sock.',
          command: null,
        },
      ]
    case 'ssh-socket-forbidden':
      return [
        {
          text: 'Have the user join the group that may use Docker there:',
          command: `ssh ${problem.target} 'sudo usermod -aG docker $USER'`,
        },
      ]
    case 'ssh-socket-closed':
      return [
        {
          text: 'See on that host whether Docker runs, whether this user may use it, and whether the SSH server allows forwarding to a socket (AllowStreamLocalForwarding).',
          command: null,
        },
      ]
    case 'ssh-failed':
      return [
        {
          text: 'See in a terminal what comes of it:',
          command: `ssh -v ${problem.target}`,
        },
        otherContext,
      ]
    default:
      return unreachable(problem)
  }
}

/** @param address of an engine, `tcp://host:port` */
function seeCertificate(address: string): Remedy {
  const at = address.replace(/^tcp:\/\//, '')
  return {
    text: 'See the certificate that it shows:',
    command: `openssl s_client -connect ${at} </dev/null | openssl x509 -noout -text`,
  }
}

function forShell(word: string): string {
  return /^[\w./@%+~-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

function isThroughSsh(address: string): boolean {
  return address.startsWith('ssh://')
}

export interface AttemptText {
  readonly place: string
  readonly found: string
}

/** The places that name the current engine, in the order in which they were looked at. */
export function attemptText({ place, value }: Attempt): AttemptText {
  switch (place) {
    case 'DOCKER_HOST':
      return { place: 'DOCKER_HOST, an environment variable', found: value ?? 'not set' }
    case 'DOCKER_CONTEXT':
      return { place: 'DOCKER_CONTEXT, an environment variable', found: value ?? 'not set' }
    case 'currentContext':
      return { place: 'currentContext in ~/.docker/config.json', found: value ?? 'not set' }
    case 'default':
      return { place: 'Docker’s usual place', found: value ?? 'nothing there' }
    default:
      return unreachable(place)
  }
}
