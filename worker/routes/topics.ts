/** `/v1/topics`: every topic; each topic's files and the items of its collections; the same again under each release. */

import { Routes } from '../http/routes.ts'
import { files } from './files.ts'
import { releases } from './releases.ts'
import { topicList } from './topic-list.ts'

export const topics = new Routes()
  .route('/', topicList)
  .route('/:topic', files)
  .route('/:topic', releases)
  .route('/:topic/releases/:release', files)
