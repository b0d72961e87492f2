import type { ConnectionProblem } from './problem'
import { unreachable } from './result'

/** One sentence for places where there is room for one. */
export function connectionProblemText(problem: ConnectionProblem): string {
  switch (problem.code) {
    case 'socket-missing':
      return `There is no socket at ${problem.path}: Docker is not running there, or not installed.`
    case 'socket-forbidden':
      return `You are not allowed to use the socket ${problem.path}.`
    case 'connection-refused':
      return `Nothing listens at ${problem.address}.`
    case 'host-not-found':
      return `The host of ${problem.address} is not known.`
    case 'connection-timeout':
      return `${problem.address} did not answer in time.`
    case 'connection-lost':
      return `The connection was lost${problem.detail === '' ? '' : `: ${problem.detail}`}.`
    case 'host-unreachable':
      return `There is no way from here to the host of ${problem.address}${problem.detail === '' ? '' : `: ${problem.detail}`}.`
    case 'tls-failed':
      return `No trusted connection to ${problem.address}${problem.detail === '' ? '' : `: ${problem.detail}`}.`
    case 'endpoint-unsupported':
      return `Tagout can’t connect to ${problem.address}: it does not know this kind of address.`
    case 'context-not-found':
      return `There is no Docker context named ${problem.name}.`
    case 'file-unreadable':
      return `The file ${problem.path} can’t be read${problem.detail === '' ? '' : `: ${problem.detail}`}.`
    case 'key-locked':
      return problem.isDamaged
        ? 'The key that was pasted for this environment can’t be read any more.'
        : 'The system’s key store does not give the key that was pasted for this environment.'
    case 'not-an-engine':
      return `What answers at ${problem.address} is no Docker engine${problem.detail === '' ? '' : `: ${problem.detail}`}.`
    case 'engine-known-already':
      return `This is the engine of the environment ${problem.name}, where its products are shown.`
    case 'demo-failed':
      return `The demo could not begin: ${problem.detail}.`
    case 'engine-too-old':
      return `The engine is too old: it speaks API ${problem.apiVersion}, Tagout needs ${problem.needed} or newer.`
    case 'tls-untrusted':
      return problem.isOwn
        ? `The certificate of ${problem.address} is not signed by the authority that was given (${problem.detail}).`
        : `The certificate of ${problem.address} is signed by nobody whom this machine trusts (${problem.detail}).`
    case 'tls-expired':
      return `The certificate of ${problem.address} has expired.`
    case 'tls-not-yet-valid':
      return `The certificate of ${problem.address} is not valid yet.`
    case 'tls-wrong-name':
      return `The certificate of ${problem.address} is for another name${problem.names.length === 0 ? '' : `: ${problem.names.join(', ')}`}.`
    case 'tls-certificate-needed':
      return `${problem.address} wants a client certificate, and none was given.`
    case 'tls-certificate-refused':
      return `${problem.address} does not accept the client certificate (${problem.reason}).`
    case 'tls-required':
      return `${problem.address} speaks TLS, and was asked without.`
    case 'tls-not-spoken':
      return `What answers at ${problem.address} does not speak TLS.`
    case 'tls-file-invalid':
      return `What was given as ${tlsFileText(problem.file)} is none that can be read.`
    case 'tls-file-missing':
      return problem.file === 'key'
        ? 'A client certificate was given without its private key.'
        : 'A private key was given without its client certificate.'
    case 'tls-key-encrypted':
      return 'The private key is protected by a passphrase, which Tagout can’t be asked for.'
    case 'tls-key-mismatch':
      return 'The private key does not belong to the client certificate.'
    case 'ssh-not-installed':
      return 'There is no ssh on this machine: environments with SSH go through it.'
    case 'ssh-unsupported':
      return 'Tagout can’t reach environments through SSH on Windows.'
    case 'ssh-config-invalid':
      return `ssh can’t read its configuration: ${problem.detail}.`
    case 'ssh-host-key-unknown':
      return `The host key of ${problem.target} is not known here${problem.fingerprint === null ? '' : ` (${problem.fingerprint})`}, so that it was not trusted.`
    case 'ssh-host-key-changed':
      return `The host key of ${problem.target} is another than the known one${problem.fingerprint === null ? '' : ` (${problem.fingerprint})`}: it was set up anew, or someone else answers in its place.`
    case 'ssh-host-key-revoked':
      return `The host key of ${problem.target} is marked as revoked, so that it was not trusted.`
    case 'ssh-authentication-failed':
      return `${problem.target} does not let you in: the user is wrong, or none of your keys is accepted there${problem.detail === '' ? '' : ` (${problem.detail})`}.`
    case 'ssh-password-needed':
      return `${problem.target} accepts none of your keys and wants a password, which Tagout can’t be asked for.`
    case 'ssh-passphrase-needed':
      return `${problem.target} accepts the key ${problem.key}, but its passphrase is needed, which Tagout can’t be asked for.`
    case 'ssh-jump-failed':
      return problem.jump === null
        ? `The ProxyCommand on the way failed. ${connectionProblemText(problem.why)}`
        : `The jump host ${problem.jump} can’t be passed. ${connectionProblemText(problem.why)}`
    case 'ssh-forwarding-refused':
      return `The SSH server of ${problem.target} doesn’t allow forwarding.`
    case 'ssh-socket-missing':
      return `There is no socket at ${problem.path} on ${problem.target}: Docker is not running there, or listens elsewhere.`
    case 'ssh-socket-forbidden':
      return `On ${problem.target}, you are not allowed to use the socket ${problem.path}.`
    case 'ssh-socket-deserted':
      return `Nobody listens at the socket ${problem.path} on ${problem.target}: Docker is not running there.`
    case 'ssh-socket-closed':
      return `The socket ${problem.path} on ${problem.target} can’t be opened, and that host doesn’t tell why.`
    case 'ssh-failed':
      return `ssh could not connect to ${problem.target}${problem.detail === '' ? '' : `: ${problem.detail}`}.`
    default:
      return unreachable(problem)
  }
}

function tlsFileText(file: 'ca' | 'certificate' | 'key'): string {
  switch (file) {
    case 'ca':
      return 'the certificate of the authority (CA)'
    case 'certificate':
      return 'the client certificate'
    case 'key':
      return 'the private key'
    default:
      return unreachable(file)
  }
}
