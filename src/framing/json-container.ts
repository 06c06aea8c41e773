import { isObject, type JsonObject, textOf } from './json.js'

/** `"kubernetes": {"container_name": "app"}` of fluentd and fluent-bit, `{"container": {"name": "app"}}` of filebeat. */
export function containerOf({ kubernetes }: JsonObject): string | undefined {
  if (!isObject(kubernetes)) return undefined
  const { container_name: flat, container } = kubernetes
  return textOf(flat) ?? (isObject(container) ? textOf(container.name) : undefined)
}
