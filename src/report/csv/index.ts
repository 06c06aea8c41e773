export { csvRows, OOMS_HEADER, oomRow } from './ooms.js'
export { TASKS_HEADER, taskRows } from './tasks.js'
