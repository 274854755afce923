/** `npm run commit-ledgers`: commits and pushes the ledgers that publishing wrote beside the topics, for use on temporary machines. */
import { execFileSync } from 'node:child_process'

const LEDGERS = ':(glob)data/topics/*/published*.json'
const BOT = ['-c', 'user.name=github-actions[bot]', '-c', 'user.email=github-actions[bot]@users.noreply.github.com']

git('add', '--', LEDGERS)
if (git('diff', '--cached', '--name-only') === '') {
  console.log('no ledger has changed')
} else {
  git(...BOT, 'commit', '--message', 'Record what was published')
  git(...BOT, 'pull', '--rebase')
  git('push')
  console.log(git('show', '--stat', '--format=%h %s'))
}

function git(...args: string[]): string {
  return execFileSync('git', args, { encoding: 'utf8' }).trim()
}
