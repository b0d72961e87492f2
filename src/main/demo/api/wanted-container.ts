import { z } from 'zod'
import { failed, ok } from '../../../shared/result'
import type { Result } from '../../../shared/result'
import type { ContainerConfig, RestartPolicy } from '../host/container'

const wantedPolicy = z.object({
  Name: z.string().nullish(),
  MaximumRetryCount: z.number().int().nullish(),
})

/** `POST /containers/create` */
const wanted = z.object({
  Image: z.string(),
  Cmd: z.array(z.string()).nullish(),
  Labels: z.record(z.string(), z.string()).nullish(),
  StopSignal: z.string().nullish(),
  StopTimeout: z.number().int().nullish(),
  Healthcheck: z
    .object({
      Test: z.array(z.string()).nullish(),
      Interval: z.number().nullish(),
      Timeout: z.number().nullish(),
      StartPeriod: z.number().nullish(),
      Retries: z.number().nullish(),
    })
    .nullish(),
  HostConfig: z
    .object({
      NetworkMode: z.string().nullish(),
      RestartPolicy: wantedPolicy.nullish(),
      AutoRemove: z.boolean().nullish(),
    })
    .nullish(),
})

/** Fails with what is wrong with it. */
export function wantedContainer(
  body: unknown,
): Result<{ config: ContainerConfig; policy: RestartPolicy }, string> {
  const parsed = wanted.safeParse(body)
  if (!parsed.success) return failed(z.prettifyError(parsed.error))
  const { Image, Cmd, Labels, StopSignal, StopTimeout, Healthcheck, HostConfig } = parsed.data
  if (!Cmd?.length) return failed('No command specified')
  const policy = policyIn(HostConfig?.RestartPolicy ?? {})
  if (!policy.ok) return policy
  const autoRemove = HostConfig?.AutoRemove ?? false
  if (autoRemove && policy.value.name !== '' && policy.value.name !== 'no') {
    return failed("can't create 'AutoRemove' container with restart policy")
  }
  return ok({
    config: {
      image: Image,
      command: Cmd,
      labels: Labels ?? {},
      stopSignal: StopSignal ?? null,
      stopTimeout: StopTimeout ?? null,
      healthcheck: Healthcheck?.Test
        ? {
            test: Healthcheck.Test,
            interval: Healthcheck.Interval ?? 0,
            timeout: Healthcheck.Timeout ?? 0,
            startPeriod: Healthcheck.StartPeriod ?? 0,
            retries: Healthcheck.Retries ?? 0,
          }
        : null,
      networkMode: HostConfig?.NetworkMode ?? 'default',
      autoRemove,
      startTakes: 0,
    },
    policy: policy.value,
  })
}

/** `POST /containers/{id}/update`; null: nothing is wanted of the policy. */
export function wantedUpdate(body: unknown): Result<RestartPolicy, string> {
  const parsed = z.object({ RestartPolicy: wantedPolicy.nullish() }).safeParse(body ?? {})
  if (!parsed.success) return failed(z.prettifyError(parsed.error))
  return policyIn(parsed.data.RestartPolicy ?? {})
}

function policyIn({
  Name,
  MaximumRetryCount,
}: z.infer<typeof wantedPolicy>): Result<RestartPolicy, string> {
  const name = Name ?? ''
  const maximumRetryCount = MaximumRetryCount ?? 0
  switch (name) {
    case 'on-failure':
      return maximumRetryCount < 0
        ? failed('maximum retry count cannot be negative')
        : ok({ name, maximumRetryCount })
    case '':
    case 'no':
    case 'always':
    case 'unless-stopped':
      return maximumRetryCount === 0
        ? ok({ name, maximumRetryCount })
        : failed(`maximum retry count cannot be used with restart policy '${name}'`)
    default:
      return failed(`invalid restart policy '${name}'`)
  }
}
