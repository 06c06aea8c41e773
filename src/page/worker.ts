import { Bundle } from '../bundle.js'

addEventListener('message', ({ data }: MessageEvent<{ name: string; text: string }>) => {
  const bundle = new Bundle({})
  const input = bundle.open(data.name)
  input.write(data.text)
  input.end()
  postMessage(bundle.finish())
})
