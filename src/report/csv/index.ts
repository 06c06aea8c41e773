export { csvRows } from './ooms.js'
export { TASKS_HEADER, taskRows } from './tasks.js'
