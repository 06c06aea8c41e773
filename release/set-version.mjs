// Run by `npm run release:version`, behind changesets, which knows package.json alone: the version stands in two more places.
import { readFileSync, writeFileSync } from 'node:fs'

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))

replace('src/version.ts', /(?<=VERSION = ')[^']+/, version)
replace('package-lock.json', /(?<=^ {2}"version": ")[^"]+/m, version)
replace('package-lock.json', /(?<=^ {4}"": \{\n {6}"name": "oomparse",\n {6}"version": ")[^"]+/m, version)

function replace(path, place, value) {
  const text = readFileSync(path, 'utf8')
  if (!place.test(text)) throw new Error(`${path} has no version where one is expected`)
  writeFileSync(path, text.replace(place, value))
}
