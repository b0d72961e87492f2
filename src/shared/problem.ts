/**
 * What can go wrong, closed: a new code breaks every switch that words it. Wording is the edge's
 * (the window's `text/`); `detail` is what the engine or the system said, for the curious.
 */
export type Problem = RequestProblem | EngineProblem | StepProblem | Interruption

/** Why a request was not carried out. Nothing was changed. */
export type RequestProblem =
  | { readonly code: 'environment-not-found' }
  | { readonly code: 'environment-offline' }
  | { readonly code: 'product-not-found' }
  | { readonly code: 'owned-by-observer' }
  | { readonly code: 'transition-in-progress' }
  | { readonly code: 'not-in-maintenance' }
  | { readonly code: 'observer-not-found' }
  /** The system's key store does not take a secret: it is locked, or its user said no. */
  | { readonly code: 'key-store-refused' }
  /** A takeover is on record, so that it has to say why. */
  | { readonly code: 'reason-required' }
  /** A stop would delete these containers (`--rm`): the user has to say that it may. */
  | { readonly code: 'acknowledgement-needed'; readonly containers: readonly string[] }
  /** Swarm would start stopped tasks again, and only a manager can scale their services. */
  | { readonly code: 'swarm-manager-needed'; readonly services: readonly string[] }
  /** A tag hangs there that this Tagout can't read: it is shown and never touched. */
  | { readonly code: 'tag-unreadable'; readonly volume: string; readonly detail: string }
  | { readonly code: 'malformed-request'; readonly detail: string }

/** Why the environments are as they were: what was asked of them was not done. */
export type EnvironmentProblem =
  | Extract<RequestProblem, { readonly code: 'environment-not-found' | 'key-store-refused' }>
  /** `name`: of the environment that leads to the same place. */
  | { readonly code: 'environment-exists'; readonly name: string }
  /** A change is under way there. */
  | { readonly code: 'environment-busy'; readonly name: string }

/** The connection broke in the middle of a change: what was begun goes on by itself when it is back. */
interface Interruption {
  readonly code: 'went-offline'
}

/** What an engine, or the way to it, answered instead of doing what it was asked. */
export type EngineProblem =
  | { readonly code: 'engine-unreachable'; readonly detail: string }
  | { readonly code: 'engine-refused'; readonly status: number; readonly detail: string }
  /** The engine did not finish in time; it may still be at it. */
  | { readonly code: 'engine-timeout'; readonly seconds: number }
  | { readonly code: 'engine-answer-unreadable'; readonly detail: string }
  | { readonly code: 'container-gone' }

/** Why one step of a change did not succeed although the engine answered. */
export type StepProblem =
  | { readonly code: 'unhealthy'; readonly detail: string }
  /** A one-shot that others wait for ended with another exit code than 0. */
  | { readonly code: 'not-completed'; readonly exitCode: number | null }
  /** The tag that the change works for is no longer the one on the host. */
  | { readonly code: 'tag-replaced' }
  /** Held back: a step that has to come first did not succeed. */
  | { readonly code: 'held-back'; readonly by: string }
  /** Not begun, or not waited for to its end, because the user cancelled. */
  | { readonly code: 'cancelled' }
  /** The engine answered yes, but it is not so. */
  | { readonly code: 'not-so'; readonly detail: string }
  /** Of a Swarm service fewer tasks run than before; `detail` is what became of the last one. */
  | {
      readonly code: 'tasks-not-running'
      readonly running: number
      readonly wanted: number
      readonly detail: string
    }

/** Why there is no connection to an environment's engine. */
export type ConnectionProblem =
  | { readonly code: 'socket-missing'; readonly path: string }
  | { readonly code: 'socket-forbidden'; readonly path: string }
  | { readonly code: 'connection-refused'; readonly address: string }
  | { readonly code: 'host-not-found'; readonly address: string }
  | { readonly code: 'connection-timeout'; readonly address: string }
  | { readonly code: 'connection-lost'; readonly detail: string }
  | { readonly code: 'host-unreachable'; readonly address: string; readonly detail: string }
  | { readonly code: 'tls-failed'; readonly address: string; readonly detail: string }
  | { readonly code: 'endpoint-unsupported'; readonly address: string }
  | { readonly code: 'context-not-found'; readonly name: string }
  | { readonly code: 'file-unreadable'; readonly path: string; readonly detail: string }
  /** The key that was pasted can't be had: the key store doesn't open it, or it is damaged. */
  | { readonly code: 'key-locked'; readonly isDamaged: boolean }
  | { readonly code: 'not-an-engine'; readonly address: string; readonly detail: string }
  /** By the engine's own id it is another environment's, of this name: products would be there twice. */
  | { readonly code: 'engine-known-already'; readonly name: string }
  /** The embedded demo engine could not begin. */
  | { readonly code: 'demo-failed'; readonly detail: string }
  | { readonly code: 'engine-too-old'; readonly apiVersion: string; readonly needed: string }
  | TlsProblem
  | SshProblem

/** Why no connection over TLS is had, beside `tls-failed`. */
type TlsProblem =
  /** `isOwn`: an authority was given, and it is another's. */
  | {
      readonly code: 'tls-untrusted'
      readonly address: string
      readonly isOwn: boolean
      readonly detail: string
    }
  | { readonly code: 'tls-expired' | 'tls-not-yet-valid'; readonly address: string }
  /** `names`: those that the certificate has. */
  | { readonly code: 'tls-wrong-name'; readonly address: string; readonly names: readonly string[] }
  /** The engine wants a certificate of whoever connects. */
  | { readonly code: 'tls-certificate-needed'; readonly address: string }
  | { readonly code: 'tls-certificate-refused'; readonly address: string; readonly reason: string }
  /** Plain HTTP to an engine that speaks TLS. */
  | { readonly code: 'tls-required'; readonly address: string }
  /** TLS to something that doesn't speak it. */
  | { readonly code: 'tls-not-spoken'; readonly address: string }
  /** What is in it is no certificate, or no private key, in PEM. */
  | { readonly code: 'tls-file-invalid'; readonly file: 'ca' | 'certificate' | 'key' }
  /** One of the two without the other. */
  | { readonly code: 'tls-file-missing'; readonly file: 'certificate' | 'key' }
  | { readonly code: 'tls-key-encrypted' }
  | { readonly code: 'tls-key-mismatch' }

/**
 * Why there is no way to an engine through SSH. `address` is Docker's (`ssh://user@host:port`),
 * `target` what follows `ssh` on a command line (`-p port user@host`).
 */
type SshProblem =
  | { readonly code: 'ssh-not-installed' }
  /** Windows: there is no local end that only this user can reach. */
  | { readonly code: 'ssh-unsupported' }
  | { readonly code: 'ssh-config-invalid'; readonly detail: string }
  | {
      readonly code: 'ssh-host-key-unknown'
      readonly target: string
      /** `ED25519 SHA256:…` of the key that the host showed. */
      readonly fingerprint: string | null
    }
  | {
      readonly code: 'ssh-host-key-changed'
      readonly target: string
      readonly fingerprint: string | null
      /** Where the known key is: its file, and under which name it stands there. */
      readonly known: { readonly file: string; readonly name: string } | null
    }
  | { readonly code: 'ssh-host-key-revoked'; readonly target: string }
  /** Only keys are taken there, and none of ours is. */
  | { readonly code: 'ssh-authentication-failed'; readonly target: string; readonly detail: string }
  /** None of our keys is taken; a password would be, but nobody can be asked for one. */
  | { readonly code: 'ssh-password-needed'; readonly target: string }
  /** The host takes this key, but its passphrase is needed, and nobody can be asked for it. */
  | { readonly code: 'ssh-passphrase-needed'; readonly target: string; readonly key: string }
  /** `jump`: as `target`; null where it is a `ProxyCommand`. */
  | {
      readonly code: 'ssh-jump-failed'
      readonly jump: string | null
      readonly why: ConnectionProblem
    }
  | { readonly code: 'ssh-forwarding-refused'; readonly target: string }
  | {
      readonly code: 'ssh-socket-missing' | 'ssh-socket-forbidden' | 'ssh-socket-deserted'
      readonly target: string
      readonly path: string
    }
  /** The remote socket can't be opened, and the host doesn't tell why. */
  | { readonly code: 'ssh-socket-closed'; readonly target: string; readonly path: string }
  | { readonly code: 'ssh-failed'; readonly target: string; readonly detail: string }
