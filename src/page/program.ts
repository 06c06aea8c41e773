import { showPage } from './main.jsx'
import { serve } from './worker.js'

// One script for the page and for its worker: a third of the page's part would be in it twice.
if (typeof document === 'undefined') serve()
else showPage()
